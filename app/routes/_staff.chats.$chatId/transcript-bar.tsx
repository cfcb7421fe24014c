import { Form, Link } from "@remix-run/react";
import { ArrowDownToLine, ArrowUpToLine, CalendarSearch, Search, X } from "lucide-react";
import { useRef } from "react";
import { useKeys } from "~/components/shell/use-keys";
import { Button } from "~/components/ui/button";
import { Disclosure } from "~/components/ui/disclosure";
import { Input } from "~/components/ui/input";
import { Tooltip } from "~/components/ui/tooltip";
import { positionHref } from "~lib/chats/transcript/transcript.ts";
import { FIND_LENGTH } from "./find";

interface TranscriptBarProps {
  chatId: string;
  find: string;
  /** The first and the last day of the chat, in the reporting zone. */
  days: { first: string; last: string };
}

/** Finds words in the chat, and goes to a day, to its start and to its end. */
export function TranscriptBar({ chatId, find, days }: TranscriptBarProps) {
  const field = useRef<HTMLInputElement>(null);
  useKeys({
    f: () => {
      field.current?.focus();
      field.current?.select();
    },
  });
  const here = `/chats/${encodeURIComponent(chatId)}`;
  return (
    <div className="no-print flex flex-wrap items-center gap-2">
      <search className="flex min-w-0 flex-1 basis-56">
        <Form method="get" action={here} className="relative flex min-w-0 flex-1 gap-1.5">
          <Search aria-hidden="true" className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted" />
          <Input
            ref={field}
            key={find}
            type="search"
            name="find"
            defaultValue={find}
            maxLength={FIND_LENGTH}
            aria-label="Find in this chat"
            placeholder="Find in this chat"
            className="pl-8"
          />
          <Button type="submit">Find</Button>
          {find ? (
            <Tooltip label="Stop finding">
              <Button asChild variant="ghost" size="icon">
                <Link to={here} preventScrollReset aria-label="Stop finding">
                  <X aria-hidden="true" />
                </Link>
              </Button>
            </Tooltip>
          ) : null}
        </Form>
      </search>
      <div className="flex items-center gap-0.5">
        <Disclosure
          label="Go to a day"
          align="end"
          summary={
            <>
              <CalendarSearch aria-hidden="true" />
              Go to day
            </>
          }
          summaryClassName="flex h-8 cursor-pointer items-center gap-1.5 rounded-md px-2.5 text-muted hover:bg-sunken hover:text-ink pointer-coarse:h-10 [&_svg]:size-4"
        >
          <Form method="get" action={here} className="flex items-end gap-2">
            <label htmlFor="on" className="flex flex-1 flex-col gap-1">
              <span className="text-xs text-muted">The first message on this day, or after it</span>
              <Input id="on" type="date" name="on" required min={days.first} max={days.last} defaultValue={days.last} />
            </label>
            <Button type="submit" variant="primary">
              Go
            </Button>
          </Form>
        </Disclosure>
        <Jump to={positionHref(chatId, { at: "start" })} label="Jump to start" icon={<ArrowUpToLine aria-hidden="true" />} />
        <Jump to={`${positionHref(chatId, { at: "end" })}#end`} label="Jump to latest" icon={<ArrowDownToLine aria-hidden="true" />} />
      </div>
    </div>
  );
}

function Jump({ to, label, icon }: { to: string; label: string; icon: JSX.Element }) {
  return (
    <Tooltip label={label}>
      <Button asChild variant="ghost" size="icon">
        <Link to={to} aria-label={label}>
          {icon}
        </Link>
      </Button>
    </Tooltip>
  );
}
