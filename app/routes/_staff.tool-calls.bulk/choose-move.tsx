import { Link } from "@remix-run/react";
import { Button } from "~/components/ui/button";
import { bulkToolCallMove } from "~lib/db/values.ts";
import { bulkMoves } from "~lib/tool-calls/bulk/bulk-run.ts";
import { FilterWords } from "./filter-words";

/** Where the address names a filter but not what to do. */
export function ChooseMove({ words, params }: { words: readonly string[]; params: string }) {
  return (
    <div className="flex flex-col gap-3">
      <FilterWords words={words} />
      <div className="flex flex-wrap gap-2">
        {bulkToolCallMove.map((move) => (
          <Button key={move} asChild>
            <Link to={`/tool-calls/bulk?${new URLSearchParams([["move", move], ...new URLSearchParams(params)])}`} discover="none">
              {bulkMoves[move].label}…
            </Link>
          </Button>
        ))}
      </div>
    </div>
  );
}
