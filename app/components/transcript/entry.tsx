import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "~/components/ui/cn";

/** Who or what an entry of a transcript comes from, as a shape and a shade; its name stands beside it. */
export type EntryTone = "user" | "assistant" | "quiet" | "tool";

const sign: Record<EntryTone, string> = {
  user: "rounded-full bg-ink text-surface",
  assistant: "rounded-md bg-accent-soft text-accent-text",
  quiet: "rounded-md border border-dashed border-control text-muted",
  tool: "rounded-md bg-amber-soft text-amber",
};

const box: Record<EntryTone, string> = {
  user: "rounded-lg border border-line bg-surface px-3 py-2",
  assistant: "",
  quiet: "border-l-2 border-dashed border-control pl-3",
  tool: "",
};

export interface EntryProps {
  icon: LucideIcon;
  tone: EntryTone;
  /** "Assistant". */
  name: string;
  /** Beside the name: time, model, tokens. */
  facts: ReactNode;
  /** At the end of the line. */
  actions?: ReactNode;
  children: ReactNode;
}

/** One entry of a transcript: a sign and a line that say whose it is, then what it holds. */
export function Entry({ icon: Icon, tone, name, facts, actions, children }: EntryProps) {
  return (
    <article aria-label={name} className="@container grid min-w-0 grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2.5 gap-y-1 py-1.5">
      <span aria-hidden="true" className={cn("grid size-6 place-items-center", sign[tone])}>
        <Icon className="size-3.5" strokeWidth={2.25} />
      </span>
      <header className="flex min-h-6 min-w-0 flex-wrap items-center gap-x-2.5 gap-y-0.5 text-xs text-muted">
        <h3 className="text-sm font-semibold text-ink">{name}</h3>
        {facts}
        {actions ? <span className="no-print ml-auto flex items-center gap-1">{actions}</span> : null}
      </header>
      <div className={cn("col-span-2 flex min-w-0 flex-col gap-2.5 sm:col-span-1 sm:col-start-2", box[tone])}>{children}</div>
    </article>
  );
}
