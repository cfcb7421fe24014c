import { Link, useNavigate } from "@remix-run/react";
import { ChevronDown, ChevronRight, ChevronUp } from "lucide-react";
import { useEffect, useRef } from "react";
import { useKeys } from "~/components/shell/use-keys";
import { Time } from "~/components/time";
import { Button } from "~/components/ui/button";
import { cn } from "~/components/ui/cn";
import { Tooltip } from "~/components/ui/tooltip";
import type { FoundInChat } from "~lib/chats/search/find-in-chat.server.ts";
import { roleLabel } from "~lib/chats/search/search.ts";
import { formatCount } from "~lib/format.ts";
import { matchHref } from "./find";

interface FindMatchesProps {
  chatId: string;
  find: string;
  matches: { found: readonly FoundInChat[]; more: boolean };
  /** The message that is looked at. */
  linked: string | null;
}

/** Where the words were found, oldest first, each a link to its message; the next and the previous one by `n` and `p`. */
export function FindMatches({ chatId, find, matches: { found, more }, linked }: FindMatchesProps) {
  const navigate = useNavigate();
  const place = found.findIndex(({ id }) => id === linked);
  const hrefAt = (index: number) => {
    const match = found[(index + found.length) % found.length];
    return match && matchHref(chatId, find, match.id);
  };
  const next = hrefAt(place + 1);
  const previous = hrefAt(place === -1 ? -1 : place - 1);
  useKeys({ n: () => next && navigate(next), p: () => previous && navigate(previous) });

  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const current = list.current?.children[place];
    if (!list.current || !(current instanceof HTMLElement)) return;
    // Only the list scrolls: scrollIntoView would also scroll the page.
    list.current.scrollTop = current.offsetTop - (list.current.clientHeight - current.offsetHeight) / 2;
  }, [place]);

  if (found.length === 0 || !next || !previous) {
    return (
      <p role="status" className="px-1 pt-2 text-muted">
        “{find}” is not in what was said here. Tool requests and responses are not searched.
      </p>
    );
  }
  return (
    <details open className="group/matches pt-1.5">
      <summary className="flex w-fit max-w-full items-center gap-1 rounded-md pr-2 hover:text-ink">
        <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-muted group-open/matches:rotate-90" />
        <span role="status" className="truncate">
          {place === -1 ? null : <span className="font-medium">{formatCount(place + 1)} of </span>}
          <span className="font-medium">
            {formatCount(found.length)}
            {more ? "+" : ""}
          </span>{" "}
          {found.length === 1 ? "message" : "messages"} with “{find}”
        </span>
      </summary>
      <div className="flex gap-2 pt-1">
        <ol
          ref={list}
          aria-label="Matches"
          className="relative max-h-40 min-w-0 flex-1 overflow-y-auto rounded-md border border-line bg-surface max-sm:max-h-28"
        >
          {found.map(({ id, role, createdAt, snippet }) => (
            <li key={id} className="border-b border-line last:border-b-0">
              <Link
                to={matchHref(chatId, find, id)}
                discover="none"
                aria-current={id === linked ? "true" : undefined}
                className={cn(
                  "flex items-baseline gap-x-2 px-2.5 py-1 -outline-offset-2 hover:bg-sunken max-sm:flex-col pointer-coarse:py-2",
                  id === linked && "bg-accent-soft hover:bg-accent-soft",
                )}
              >
                <Time at={createdAt} style="datetime" className="shrink-0 text-xs text-muted" />
                <span className="w-16 shrink-0 text-xs text-muted max-sm:hidden">{roleLabel(role)}</span>
                <span className="max-w-full min-w-0 truncate">
                  <Marked snippet={snippet} />
                </span>
              </Link>
            </li>
          ))}
        </ol>
        <div className="flex flex-col gap-1">
          <Step to={previous} label="Previous match" icon={<ChevronUp aria-hidden="true" />} />
          <Step to={next} label="Next match" icon={<ChevronDown aria-hidden="true" />} />
        </div>
      </div>
      {more ? <p className="pt-1 text-xs text-muted">Only the first {formatCount(found.length)} are listed. Use more words.</p> : null}
    </details>
  );
}

function Step({ to, label, icon }: { to: string; label: string; icon: JSX.Element }) {
  return (
    <Tooltip label={label} side="left">
      <Button asChild size="icon">
        <Link to={to} discover="none" aria-label={label}>
          {icon}
        </Link>
      </Button>
    </Tooltip>
  );
}

function Marked({ snippet }: { snippet: FoundInChat["snippet"] }) {
  return snippet.map(({ text, match }, index) =>
    match ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no name but their place
      <mark key={index} className="rounded-xs bg-amber-soft font-medium text-amber">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
