import { Time } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import type { Source } from "~lib/reports/subscriptions/get-subscription-report.server.ts";
import { monthLabel } from "~lib/reports/subscriptions/month.ts";

const isExact = ({ kind }: Source) => kind === "snapshot" || kind === "now";

/** What a month rests on, in a word; `SourcesExplained` says what it means. */
export function SourceNote({ opening, closing }: { opening: Source; closing: Source }) {
  if (isExact(opening) && isExact(closing)) return <Badge tone="green">exact</Badge>;
  if (opening.kind === "late") return <Badge tone="amber">snapshot late</Badge>;
  if (opening.kind === "missing") return <Badge tone="amber">no snapshot</Badge>;
  return <span className="text-muted">{isExact(opening) ? "exact start" : isExact(closing) ? "exact end" : "dates"}</span>;
}

interface SourcesExplainedProps {
  /** The months of which `sources` are the starts, and the one behind them. */
  months: readonly string[];
  sources: readonly Source[];
}

/** What “exact” and “dates” mean, and which snapshots are not as they should be. */
export function SourcesExplained({ months, sources }: SourcesExplainedProps) {
  const at = (kind: Source["kind"]) =>
    sources.flatMap((source, place) => (source.kind === kind ? [{ ...source, month: months[place]! }] : []));
  const [late, missing] = [at("late"), at("missing")];
  return (
    <div className="flex max-w-3xl flex-col gap-1 text-muted">
      <p>
        The database holds each subscription as it is now. A month is <b className="font-medium text-ink">exact</b> where a snapshot was
        kept at its start and at its end (or it still runs). Others are known by <b className="font-medium text-ink">dates</b> (started,
        ended, canceled, present period) and by corrections made here: an old price, a change of plan, a trial that was paid later or a
        pause that is over are not known then.
      </p>
      {missing.length > 0 ? (
        <p>
          <b className="font-medium text-ink">No snapshot</b> was kept at the start of{" "}
          {missing.map(({ month }) => monthLabel(month)).join(", ")}, as no server ran all month or nothing billed: this start is known by
          dates.
        </p>
      ) : null}
      {late.map(({ month, takenAt }) => (
        <p key={month}>
          <b className="font-medium text-ink">Snapshot late</b>: that of {monthLabel(month)} was taken{" "}
          <Time at={takenAt} style="datetime" />, too late to stand for the month's start, which is known by dates.
        </p>
      ))}
    </div>
  );
}
