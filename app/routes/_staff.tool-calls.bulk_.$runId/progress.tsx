import { Link } from "@remix-run/react";
import { StatusBadge } from "~/components/status-badge";
import { type BulkOutcome, bulkOutcome } from "~lib/db/values.ts";
import { formatCount } from "~lib/format.ts";
import { bulkItemList } from "~lib/tool-calls/bulk/bulk-lists.ts";
import { isUnfinished } from "~lib/tool-calls/bulk/bulk-run.ts";
import type { BulkProgress } from "~lib/tool-calls/bulk/get-bulk-run.server.ts";

const colour: Record<BulkOutcome, string> = {
  done: "bg-green-solid",
  refused: "bg-amber-solid",
  skipped: "bg-gray-solid",
  pending: "bg-transparent",
};

/** A bar of what is done, with the numbers by outcome, each of which leads to its calls. */
export function Progress({ runId, progress }: { runId: string; progress: BulkProgress }) {
  const { total, counts, status } = progress;
  const spec = bulkItemList(runId);
  const worked = counts.done + counts.refused;
  const text = `${formatCount(worked)} of ${formatCount(total)}`;
  return (
    <div className="flex max-w-3xl flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="text-lg font-semibold" data-worked={worked}>
          {text} <span className="text-sm font-normal text-muted">calls worked off</span>
        </p>
        {isUnfinished(status) ? (
          <Link to="" className="link hidden no-scripts:inline">
            Look again
          </Link>
        ) : null}
      </div>
      <div
        role="progressbar"
        aria-label="Calls worked off"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={worked}
        aria-valuetext={text}
        className="flex h-2.5 overflow-hidden rounded-full border border-control bg-sunken"
      >
        {(["done", "refused", "skipped"] as const).map((outcome) => (
          <div
            key={outcome}
            className={`${colour[outcome]} transition-[width] duration-300`}
            style={{ width: `${total > 0 ? (counts[outcome] / total) * 100 : 0}%` }}
          />
        ))}
      </div>
      <ul aria-label="Calls by outcome" className="flex flex-wrap gap-x-4 gap-y-1">
        {bulkOutcome.map((outcome) => (
          <li key={outcome} data-outcome={outcome} data-count={counts[outcome]}>
            <Link
              to={spec.link({ outcome: [outcome] })}
              discover="none"
              preventScrollReset
              className="inline-flex items-center gap-1.5 rounded-sm hover:underline pointer-coarse:py-2"
            >
              <StatusBadge kind="bulk-outcome" value={outcome} />
              {formatCount(counts[outcome])}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
