import { Info } from "lucide-react";
import type { ReadState } from "~/http/read-db.server";
import { useRootData } from "~/http/use-root-data";
import { formatDateTime, formatUtc } from "~lib/format.ts";
import { Disclosure } from "./ui/disclosure";

/** Of when the numbers of a page are, to the second, and what that says of them: for a page's description. */
export function AsOf({ at, replica }: ReadState) {
  const zone = useRootData()?.zone ?? "UTC";
  const label = "How exact these numbers are";
  const time = replica?.lastChange ?? at;
  return (
    <span className="inline-flex items-center gap-1.5 text-xs whitespace-nowrap">
      <span>
        {replica ? (replica.lastChange ? "With all changes until" : "Read") : "As of"}{" "}
        <time dateTime={new Date(time).toISOString()} title={`${zone}\n${formatUtc(time)}`}>
          {formatDateTime(time, zone, { seconds: true })}
        </time>
      </span>
      <Disclosure
        summary={
          <>
            <Info aria-hidden="true" className="size-3.5" />
            <span className="sr-only">{label}</span>
          </>
        }
        label={label}
        summaryClassName="text-muted hover:text-ink p-1 -m-1 pointer-coarse:p-2.5 pointer-coarse:-m-2.5"
        panelClassName="sm:w-80 text-left text-sm font-normal whitespace-normal text-ink"
      >
        <p>
          {exactnessOf(replica)} Days that nobody has changed are taken as they were added up before, all others are added up from their
          rows.
        </p>
      </Disclosure>
    </span>
  );
}

function exactnessOf(replica: ReadState["replica"]): string {
  if (!replica) return "The numbers are of this moment and exact: whatever was written, corrected or deleted before it counts.";
  return replica.lastChange
    ? "The numbers are read from a replica, which may be behind. The last change that it had is of this moment: whatever was written, corrected or deleted until then counts, what came after it may not yet."
    : "The numbers are read from a replica where it answers, which may be behind: what was written, corrected or deleted last may not count yet.";
}
