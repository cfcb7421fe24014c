import { NumberExplained } from "~/components/number-explained";
import { formatAbout, formatCount, formatDuration } from "~lib/format.ts";
import type { QueryOf } from "~lib/list/list-spec.ts";
import { toolCallList } from "~lib/tool-calls/tool-call.ts";
import type { ToolCallLatency } from "~lib/tool-calls/tool-call-latency.server.ts";

interface LatencyProps {
  latency: ToolCallLatency;
  query: QueryOf<typeof toolCallList>;
}

/** How long the measured calls that match took: what half of them, and 95 of 100, stay within. */
export function Latency({ latency, query }: LatencyProps) {
  const { measured, p50, p95, approximate } = latency;
  if (p50 === null || p95 === null) return null;
  const format = approximate ? formatAbout : formatDuration;
  // The calls that were not measured are part of what is explained.
  const { measured: _, ...filters } = query.filters;
  const scopes = [{ of: toolCallList.link(filters, { q: query.q }) }];
  return (
    <section aria-label="Latency of the calls that match">
      <dl className="flex flex-wrap gap-x-8 gap-y-1">
        {(
          [
            { label: "p50", title: "Half of the calls took no longer", value: format(p50), milliseconds: p50 },
            { label: "p95", title: "95 of 100 calls took no longer", value: format(p95), milliseconds: p95 },
          ] as const
        ).map(({ label, title, value, milliseconds }) => (
          <div key={label} className="flex items-baseline gap-2" title={title}>
            <dt className="text-xs font-medium text-muted">{label}</dt>
            <dd data-latency={label} data-milliseconds={milliseconds} className="font-semibold tabular-nums">
              {value}
            </dd>
            <dd className="self-center">
              <NumberExplained id={`latency-${label}`} scopes={scopes} />
            </dd>
          </div>
        ))}
        <div className="flex items-baseline gap-2">
          <dt className="text-xs font-medium text-muted">Measured calls</dt>
          <dd className="tabular-nums">{formatCount(measured)}</dd>
        </div>
      </dl>
    </section>
  );
}
