import { Link } from "@remix-run/react";
import { Button } from "~/components/ui/button";
import { bulkToolCallMove } from "~lib/db/values.ts";
import type { QueryOf } from "~lib/list/list-spec.ts";
import { filterParams } from "~lib/tool-calls/bulk/bulk-filter.ts";
import { bulkMoves } from "~lib/tool-calls/bulk/bulk-run.ts";
import type { toolCallList } from "~lib/tool-calls/tool-call.ts";
import { FilterWords } from "./filter-words";

/** Where the address names a filter but not what to do. */
export function ChooseMove({ query }: { query: Pick<QueryOf<typeof toolCallList>, "q" | "filters"> }) {
  return (
    <div className="flex flex-col gap-3">
      <FilterWords query={query} />
      <div className="flex flex-wrap gap-2">
        {bulkToolCallMove.map((move) => (
          <Button key={move} asChild>
            <Link to={`/tool-calls/bulk?${new URLSearchParams([["move", move], ...filterParams(query)])}`} discover="none">
              {bulkMoves[move].label}…
            </Link>
          </Button>
        ))}
      </div>
    </div>
  );
}
