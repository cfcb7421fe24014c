import { Link } from "@remix-run/react";
import { ListChecks } from "lucide-react";
import { toolClass } from "~/components/data-table/toolbar";
import { Button } from "~/components/ui/button";
import { Disclosure } from "~/components/ui/disclosure";
import { bulkToolCallMove } from "~lib/db/values.ts";
import type { QueryOf } from "~lib/list/list-spec.ts";
import { filterParams } from "~lib/tool-calls/bulk/bulk-filter.ts";
import { bulkMoves } from "~lib/tool-calls/bulk/bulk-run.ts";
import type { toolCallList } from "~lib/tool-calls/tool-call.ts";

/** As many selected calls fit into one address. */
const MOST_SELECTED = 200;

type Filter = Pick<QueryOf<typeof toolCallList>, "q" | "filters">;

/** The page that shows what a move of these calls would do, before it does it. */
function bulkHref(move: (typeof bulkToolCallMove)[number], filter: Filter): string {
  return `/tool-calls/bulk?${new URLSearchParams([["move", move], ...filterParams(filter)])}`;
}

/** Moves of all calls that the list's filter matches, and the moves that were made before. */
export function BulkMenu({ query, mayChange }: { query: Filter; mayChange: boolean }) {
  const unfiltered = query.q === "" && Object.keys(query.filters).length === 0;
  return (
    <>
      {mayChange ? (
        <Disclosure
          label="Change many calls"
          align="end"
          summaryClassName={toolClass}
          summary={
            <>
              <ListChecks aria-hidden="true" />
              Bulk change
            </>
          }
        >
          <div className="flex flex-col gap-2 sm:max-w-64">
            <p>
              {unfiltered ? "Every tool call." : "All calls that match the filter."} You see how many it would be before anything is
              changed.
            </p>
            {bulkToolCallMove.map((move) => (
              <Button key={move} size="sm" asChild className="self-start">
                <Link to={bulkHref(move, query)} discover="none">
                  {bulkMoves[move].label} {unfiltered ? "all" : "all that match"}…
                </Link>
              </Button>
            ))}
          </div>
        </Disclosure>
      ) : null}
      <Button asChild>
        <Link to="/tool-calls/bulk/runs">Bulk runs</Link>
      </Button>
    </>
  );
}

/** Moves of the selected calls, in the bar of the selection. */
export function BulkSelection({ ids }: { ids: readonly string[] }) {
  const tooMany = ids.length > MOST_SELECTED;
  return bulkToolCallMove.map((move) => (
    <Button
      key={move}
      size="sm"
      asChild={!tooMany}
      disabled={tooMany}
      title={tooMany ? `At most ${MOST_SELECTED} selected calls can be changed at once; more by a filter` : undefined}
    >
      {tooMany ? (
        <span>{bulkMoves[move].label} calls…</span>
      ) : (
        <Link to={bulkHref(move, { q: "", filters: { id: ids } })} discover="none">
          {bulkMoves[move].label} calls…
        </Link>
      )}
    </Button>
  ));
}
