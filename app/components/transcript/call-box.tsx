import { Link } from "@remix-run/react";
import { ChevronRight, Wrench } from "lucide-react";
import type { ReactNode } from "react";
import { StatusBadge } from "~/components/status-badge";
import { Duration } from "~/components/tool-call-duration";
import type { JoinedCall } from "~lib/chats/transcript/part.ts";
import { useDrawn } from "./use-drawn";

export interface CallBoxProps {
  name: string;
  title?: string | null;
  call: JoinedCall | null;
  /** What the message says of it, beside what its row says. */
  badges?: ReactNode;
  open: boolean;
  children: ReactNode;
}

/** The frame of a tool call: a line with its name and its state that opens everything about it. */
export function CallBox({ name, title, call, badges, open, children }: CallBoxProps) {
  const { ref, onToggle, drawn } = useDrawn(open);
  return (
    // Somebody may have opened or closed it before scripts ran.
    <details
      suppressHydrationWarning
      ref={ref}
      open={open || undefined}
      onToggle={onToggle}
      className="group/call min-w-0 rounded-lg border border-line bg-surface"
    >
      <summary className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 rounded-lg px-2.5 py-1.5 select-none hover:bg-sunken">
        <span className="flex min-w-0 items-center gap-1.5">
          <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 text-muted group-open/call:rotate-90" />
          <Wrench aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
          <span className="sr-only">Tool call </span>
          <span className="min-w-0 truncate font-mono text-xs font-medium" title={name}>
            {name || "(no name)"}
          </span>
        </span>
        {title ? <span className="min-w-0 truncate text-muted">{title}</span> : null}
        <span className="ml-auto flex flex-wrap items-center gap-x-2 gap-y-1">
          {badges}
          {call ? <RowState call={call} /> : null}
        </span>
      </summary>
      {drawn ? <div className="flex min-w-0 flex-col gap-2.5 border-t border-line px-2.5 py-2.5">{children}</div> : null}
    </details>
  );
}

function RowState({ call }: { call: JoinedCall }) {
  return (
    <>
      <StatusBadge kind="tool-call" value={call.status} />
      <span className="text-xs text-muted">
        <Duration
          call={{
            status: call.status,
            createdAt: new Date(call.createdAt),
            startedAt: call.startedAt === null ? null : new Date(call.startedAt),
            durationMs: call.durationMs,
          }}
        />
      </span>
    </>
  );
}

/** The way to the row of a call, and by what it was found. */
export function CallLink({ call }: { call: JoinedCall }) {
  return (
    <p className="text-xs text-muted">
      <Link to={`/tool-calls/${encodeURIComponent(call.id)}`} discover="none" className="link">
        Open the tool call
      </Link>
      {call.joinedBy === "name and time" ? " · taken to be this one by its name and time" : null}
    </p>
  );
}
