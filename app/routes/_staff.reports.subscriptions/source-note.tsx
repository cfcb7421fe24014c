import { Time } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import type { Source } from "~lib/reports/subscriptions/get-subscription-report.server.ts";

/** What a month rests on: exact where a snapshot or the present tells both its ends. */
export function SourceNote({ opening, closing }: { opening: Source; closing: Source }) {
  const exact = opening.kind === "snapshot" && closing.kind !== "reconstructed";
  return (
    <span className="inline-flex flex-col items-start gap-0.5 leading-tight">
      <Badge tone={exact ? "green" : "gray"}>{exact ? "exact (snapshot)" : "reconstructed"}</Badge>
      {opening.kind === "snapshot" && opening.takenAt ? (
        <span className="text-xs text-muted">
          {exact ? "" : "start exact, "}taken <Time at={opening.takenAt} style="datetime" />
        </span>
      ) : null}
      {opening.kind === "reconstructed" && opening.takenAt ? (
        <span className="text-xs text-muted">
          snapshot too late, <Time at={opening.takenAt} style="datetime" />
        </span>
      ) : null}
      {opening.kind === "reconstructed" && closing.kind !== "reconstructed" ? (
        <span className="text-xs text-muted">{closing.kind === "now" ? "end exact (now)" : "end exact"}</span>
      ) : null}
    </span>
  );
}
