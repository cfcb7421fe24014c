import { Link } from "@remix-run/react";
import { ChevronLeft, ChevronRight, Inbox, SearchX } from "lucide-react";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import type { SearchQuery } from "~lib/chats/search/matching-messages.server.ts";
import { chatSearch, SEARCHED_AT_MOST } from "~lib/chats/search/search.ts";
import type { SearchResult } from "~lib/chats/search/search-messages.server.ts";
import { formatCount } from "~lib/format.ts";
import { ClosedChat, OpenChat } from "./found-chat";

interface ResultsProps {
  query: SearchQuery;
  result: Extract<SearchResult, { kind: "found" }>;
}

/** What was found, by chat, and the pages beside it. */
export function Results({ query, result }: ResultsProps) {
  const { chats, total, indexing } = result;
  return (
    <>
      {indexing ? (
        <Alert tone="amber" title="Older messages are still being indexed">
          Some may be missing here. The newest are all there.
        </Alert>
      ) : null}
      {chats.length > 0 ? (
        <>
          <Total query={query} total={total} />
          <ol aria-label="Matches" className="max-w-5xl min-w-0 divide-y divide-line rounded-lg border border-line bg-surface">
            {chats.map((chat) => (
              <li key={chat.open ? chat.messages[0]!.id : chat.firstMessageId} className="min-w-0">
                {chat.open ? <OpenChat chat={chat} q={query.q} /> : <ClosedChat chat={chat} q={query.q} />}
              </li>
            ))}
          </ol>
        </>
      ) : (
        <NoMatch query={query} hidden={total.count > 0} />
      )}
      <PageLinks query={query} result={result} />
    </>
  );
}

function Total({ query, total: { count, exact } }: { query: SearchQuery; total: ResultsProps["result"]["total"] }) {
  const isBest = query.sort.key === "best";
  return (
    <p role="status" className="text-muted tabular-nums">
      {formatCount(count)}
      {exact ? "" : "+"} {exact && count === 1 ? "message matches" : "messages match"}
      {isBest && !exact ? `; the best of the newest ${formatCount(SEARCHED_AT_MOST)} come first` : null}
      {query.filters.user ? ", in the chats of one user" : null}
    </p>
  );
}

/** `hidden`: there are matches, but none on this page may be told of. */
function NoMatch({ query, hidden }: { query: SearchQuery; hidden: boolean }) {
  const isFiltered = Object.keys(query.filters).length > 0;
  const isLater = query.cursor !== undefined;
  return (
    <div className="max-w-5xl rounded-lg border border-line bg-surface">
      <EmptyState
        icon={isLater ? Inbox : SearchX}
        title={isLater || hidden ? "Nothing is left on this page" : "No message matches"}
        action={
          isLater || isFiltered ? (
            <Button asChild>
              <Link to={chatSearch.href(query, isLater ? { cursor: undefined } : { filters: {} })} discover="none">
                {isLater ? "Go to the first page" : "Search at any time, in all chats"}
              </Link>
            </Button>
          ) : null
        }
      >
        {isLater || hidden ? "What matched has gone since, or is masked." : "Try fewer or other words, or put “or” between them."}
      </EmptyState>
    </div>
  );
}

function PageLinks({ query, result: { next, previous } }: ResultsProps) {
  if (!next && !previous) return null;
  return (
    <nav aria-label="Pages" className="no-print flex max-w-5xl justify-end gap-2">
      {previous ? (
        <Button asChild>
          <Link to={chatSearch.pageHref(query, "before", previous)} rel="prev" discover="none">
            <ChevronLeft aria-hidden="true" />
            Previous
          </Link>
        </Button>
      ) : null}
      {next ? (
        <Button asChild>
          <Link to={chatSearch.pageHref(query, "after", next)} rel="next" discover="none">
            Next
            <ChevronRight aria-hidden="true" />
          </Link>
        </Button>
      ) : null}
    </nav>
  );
}
