import { Link } from "@remix-run/react";
import { Fact, Facts } from "~/components/page";
import { StatusBadge } from "~/components/status-badge";
import { formatCount } from "~lib/format.ts";
import { bulkMoves } from "~lib/tool-calls/bulk/bulk-run.ts";
import type { BulkPreview } from "~lib/tool-calls/bulk/preview-bulk.server.ts";
import { type ToolCallMove, toolCallMoves } from "~lib/tool-calls/tool-call-moves.ts";
import { FilterWords } from "./filter-words";

interface PreviewProps {
  move: ToolCallMove & keyof typeof bulkMoves;
  /** The filter in words, and the list of what it finds. */
  words: readonly string[];
  listHref: string;
  preview: BulkPreview;
}

/** What the change would be made of, as the server counted it for this page. */
export function Preview({ move, words, listHref, preview }: PreviewProps) {
  const { matching, matchingExact, movable, tooMany, byStatus } = preview;
  const { able } = bulkMoves[move];
  const others = byStatus.filter((row) => !row.may);
  return (
    <Facts className="max-w-2xl">
      <Fact label="Chosen by">
        <FilterWords words={words} />
      </Fact>
      <Fact label="Match">
        <Link to={listHref} className="link" data-matching={matching}>
          {formatCount(matching)}
          {matchingExact ? "" : "+"} {matchingExact && matching === 1 ? "call" : "calls"}
        </Link>
      </Fact>
      <Fact label={`Can be ${able} now`}>
        <strong className="font-semibold" data-movable={movable}>
          {tooMany ? `more than ${formatCount(movable - 1)}` : formatCount(movable)}
        </strong>
        <StatusCounts rows={byStatus.filter((row) => row.may)} exact={!tooMany} />
      </Fact>
      {others.length > 0 ? (
        <Fact label="Left as they are">
          {formatCount(others.reduce((total, { count }) => total + count, 0))}
          <StatusCounts rows={others} exact />
        </Fact>
      ) : null}
      <Fact label="Then">
        <StatusBadge kind="tool-call" value={toolCallMoves[move].to} />
      </Fact>
    </Facts>
  );
}

function StatusCounts({ rows, exact }: { rows: BulkPreview["byStatus"]; exact: boolean }) {
  if (!exact || rows.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-wrap gap-x-3 gap-y-1">
      {rows.map(({ status, count }) => (
        <li key={status} className="inline-flex items-center gap-1.5">
          <StatusBadge kind="tool-call" value={status} /> <span className="text-muted">{formatCount(count)}</span>
        </li>
      ))}
    </ul>
  );
}
