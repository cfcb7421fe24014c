import { Link, useLocation, useNavigationType } from "@remix-run/react";
import { MessageSquareDashed } from "lucide-react";
import { useEffect } from "react";
import { Alert } from "~/components/ui/alert";
import { EmptyState } from "~/components/ui/empty-state";
import { messageAnchor, positionHref, type TranscriptPage } from "~lib/chats/transcript/transcript.ts";
import { Border } from "./border";
import { KeepPlace } from "./keep-place";
import { scrollTo } from "./scroll-to";
import { TranscriptItems } from "./transcript-page";
import { useTranscriptPages } from "./use-transcript-pages";

interface TranscriptProps {
  chatId: string;
  first: TranscriptPage;
  /** What is looked for, to be marked in the messages. */
  find: string;
  /** The message that is linked to, or the match that is looked at. */
  linked: string | null;
  /** The link leads to the newest messages. */
  atEnd: boolean;
  mayReveal: boolean;
}

/**
 * The conversation, from the page that the address asks for on; the pages beside it are fetched as one comes near them. Without scripts the
 * borders are links.
 */
export function Transcript({ chatId, first, find, linked, atEnd, mayReveal }: TranscriptProps) {
  const { pages, cursors, states, load } = useTranscriptPages(chatId, first);
  useArrival(linked, atEnd);

  if (first.items.length === 0 && pages.length === 1) {
    return (
      <div className="rounded-lg border border-line bg-surface">
        <EmptyState icon={MessageSquareDashed} title="Nobody has said anything in this chat">
          It has no messages and no tool calls.
        </EmptyState>
      </div>
    );
  }
  const holdsLinked = (page: TranscriptPage) => page.items.some((item) => item.type === "message" && item.message.id === linked);
  return (
    <div className="flex min-w-0 flex-col">
      {linked !== null && !pages.some(holdsLinked) ? (
        <Alert tone="amber" title="The message that this link names is not in this chat" className="mt-2">
          It may have been deleted. These are the chat's first messages.
        </Alert>
      ) : null}
      <Border side="earlier" chatId={chatId} cursor={cursors.earlier} state={states.earlier} load={load} />
      <KeepPlace head={keyOf(pages[0]!)}>
        <div className="-mx-2 flex min-w-0 flex-col">
          {pages.map((page, index) => (
            <TranscriptItems
              key={keyOf(page)}
              items={page.items}
              after={pages[index - 1]?.items.at(-1)}
              chatId={chatId}
              find={find}
              // Only the page that holds it is drawn anew when another message is linked to.
              linked={linked !== null && holdsLinked(page) ? linked : null}
              mayReveal={mayReveal}
            />
          ))}
        </div>
      </KeepPlace>
      <Border side="later" chatId={chatId} cursor={cursors.later} state={states.later} load={load} />
      {cursors.later === null ? (
        <p id="end" tabIndex={-1} className="py-3 text-center text-xs text-muted outline-none">
          End of the chat
          {cursors.earlier === null ? null : (
            <>
              {" · "}
              <Link to={positionHref(chatId, { at: "start" })} className="link">
                to its start
              </Link>
            </>
          )}
        </p>
      ) : null}
    </div>
  );
}

function keyOf({ items: [item], earlier, later }: TranscriptPage): string {
  if (!item) return `${earlier} ${later}`;
  return item.type === "message" ? item.message.id : item.call.id;
}

/** Scrolls to what the address names when one comes there by a link, not where the browser restores the place that one was at. */
function useArrival(linked: string | null, atEnd: boolean): void {
  const navigation = useNavigationType();
  const { key } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a link that is followed again is a new key
  useEffect(() => {
    const isFirst = arrivals++ === 0;
    if (navigation === "POP" && !(isFirst && isFreshDocument())) return;
    if (linked !== null) scrollTo(messageAnchor(linked));
    else if (atEnd) scrollTo("end", "end");
  }, [linked, atEnd, key]);
}

let arrivals = 0;

/** A document that is opened is a POP to the router, like the Back key; the browser knows them apart. */
function isFreshDocument(): boolean {
  const [entry] = performance.getEntriesByType("navigation");
  return entry instanceof PerformanceNavigationTiming && entry.type === "navigate";
}
