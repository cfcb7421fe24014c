import { Link } from "@remix-run/react";
import type { ChartColor } from "~/components/chart/series";
import { TimeSeriesChart } from "~/components/chart/time-series-chart";
import { NumberDefinition, NumberExplained } from "~/components/number-explained";
import type { ToolCallStatus } from "~lib/db/values.ts";
import { formatAbout, formatCount, formatDuration } from "~lib/format.ts";
import type { LatencyTrend } from "~lib/metrics/latency.ts";
import { overviewLinks } from "~lib/metrics/overview-links.ts";
import type { ToolCallTrend } from "~lib/metrics/tool-calls.ts";
import { LATENCY_GROWTH } from "~lib/rollups/latency-histogram.ts";
import { statusLabel } from "~lib/status-labels.ts";
import { toolCallList } from "~lib/tool-calls/tool-call.ts";
import { Headline } from "./headline";
import { emptyPoints, type OverviewView, scopesOf } from "./view";

/** As near to the statuses' own colours as colours can be that everybody tells apart; the layers lie in this order. */
const statusColors: Record<ToolCallStatus, ChartColor> = {
  succeeded: "chart-3",
  failed: "chart-4",
  timeout: "chart-2",
  canceled: "chart-5",
  running: "chart-1",
  queued: "chart-6",
};
const layers = Object.keys(statusColors);
const layerOf = (status: string) => (layers.includes(status) ? layers.indexOf(status) : layers.length);

export function ToolCallsChart({ view, trend }: { view: OverviewView; trend: ToolCallTrend }) {
  const statuses = trend.statuses.filter(({ count }) => count > 0).sort((a, b) => layerOf(a.status) - layerOf(b.status));
  const number = (value: number, range: { from: string; to: string }) => ({
    value,
    text: formatCount(value),
    href: overviewLinks.toolCalls(range, value),
  });
  return (
    <TimeSeriesChart
      title="Tool calls"
      unit="calls"
      kind="stacked-bar"
      description={<NumberDefinition id="tool-calls" scopes={scopesOf(view, (range) => overviewLinks.toolCalls(range, 0))} />}
      empty="No tool was called in this time."
      series={statuses.map(({ status }) => ({
        key: status,
        label: statusLabel("tool-call", status),
        color: statusColors[status as ToolCallStatus],
      }))}
      points={emptyPoints(view).map((point, index) => {
        const { range } = view.buckets[index]!.current;
        return {
          ...point,
          values: Object.fromEntries(statuses.map(({ status, values }) => [status, values[index] ?? 0])),
          href: overviewLinks.toolCalls(range, trend.values[index] ?? 0),
          hrefs: Object.fromEntries(
            statuses.map(({ status, values }) => [status, overviewLinks.toolCallsOf(range, status, values[index] ?? 0)]),
          ),
        };
      })}
      headline={
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <Headline now={number(trend.current, view.current.range)} before={number(trend.previous, view.previous.range)} />
          <Link to={overviewLinks.failures(view.current.range)} discover="none" className="link text-xs">
            What failed
          </Link>
        </div>
      }
      height={150}
    />
  );
}

/** Buckets of the histogram are 8 % apart, and whole milliseconds add to it: a difference of one bucket says nothing. */
const UNSURE_PERCENT = 1.5 * (LATENCY_GROWTH - 1) * 100;

export function LatencyChart({ view, trend }: { view: OverviewView; trend: LatencyTrend }) {
  const now = overviewLinks.latency(view.current.range);
  const before = overviewLinks.latency(view.previous.range);
  return (
    <TimeSeriesChart
      title="Tool latency"
      unit="from start to finish"
      kind="line"
      fractions
      description="How long tool calls took, of those made in the time that both started and finished: half of them took at most p50, 95 of 100 at most p95. It is told from a histogram: each number is within 5 % of what the calls themselves give. A day without such a call has no point."
      empty="No call of this time has started and finished."
      series={[
        { key: "p50", label: "p50" },
        { key: "p95", label: "p95" },
      ]}
      points={emptyPoints(view).map((point, index) => ({
        ...point,
        values: { p50: trend.values[index]?.p50 ?? null, p95: trend.values[index]?.p95 ?? null },
        href: overviewLinks.latency(view.buckets[index]!.current.range),
      }))}
      formatValue={formatAbout}
      formatTick={formatDuration}
      headline={
        <div className="flex flex-wrap gap-x-6">
          {(["p50", "p95"] as const).map((name) => {
            const [value, was] = [trend.current[name], trend.previous[name]];
            return (
              <div key={name} className="flex items-baseline gap-x-2">
                <span className="flex items-center gap-1 text-xs text-muted">
                  {name}
                  <NumberExplained id={`latency-${name}`} scopes={scopesOf(view, (range) => toolCallList.link({ createdAt: range }))} />
                </span>
                {value === null ? (
                  <span className="text-2xl text-muted">—</span>
                ) : (
                  <Headline
                    now={{ value, text: formatAbout(value), href: now }}
                    before={was === null ? undefined : { value: was, text: formatAbout(was), href: before }}
                    unsure={UNSURE_PERCENT}
                  />
                )}
              </div>
            );
          })}
        </div>
      }
      height={150}
    />
  );
}
