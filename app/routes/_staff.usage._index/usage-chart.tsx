import { rangeLabel } from "~/components/chart/day-label";
import { TimeSeriesChart } from "~/components/chart/time-series-chart";
import { NumberExplained } from "~/components/number-explained";
import type { QueryOf } from "~lib/list/list-spec.ts";
import { countedWords, type UsageCounter, usageCounterLabel, usageCounters, usageList } from "~lib/usage/usage.ts";
import type { UsageDay } from "~lib/usage/usage-by-day.server.ts";
import type { UsageRange } from "~lib/usage/usage-range.ts";

interface UsageChartProps {
  query: QueryOf<typeof usageList>;
  range: UsageRange;
  days: readonly UsageDay[];
  today: string;
  countsSearches: boolean;
}

/** More bars than these would be thinner than the gaps between them. */
const MOST_BARS = 92;

/** What the rows that match add up to, a day; each point leads to those rows. */
export function UsageChart({ query, range, days, today, countsSearches }: UsageChartProps) {
  const counters = query.filters.counter ?? usageCounters.filter((counter) => counter !== "searches" || countsSearches);
  const rowsBehind = (day: string, counter: UsageCounter) =>
    usageList.href(
      usageList.withFilter(
        usageList.withFilter(query, "date", {
          from: day === range.from ? range.date.from : day,
          to: day === range.to ? range.date.to : day,
        }),
        "counter",
        [counter],
      ),
    );
  const inRange = usageList.params(usageList.withFilter(query, "date", range.date));
  const sums = counters.map((counter) => ({
    counter,
    words: countedWords(
      counter,
      days.reduce((sum, day) => sum + day[counter], 0),
    ),
  }));
  return (
    <TimeSeriesChart
      title={`Usage by day, ${rangeLabel(range.from, range.to)}`}
      unit={counters.map((counter) => usageCounterLabel(counter).toLowerCase()).join(" and ")}
      description={`What the counters hold of each day, added up over the users that the search and the filters match.${
        range.cut ? " More days were asked for than fit: these are the last two years of them." : ""
      }`}
      headline={
        <ul className="flex flex-wrap gap-x-4 text-muted tabular-nums">
          {sums.map(({ counter, words }) => (
            <li key={counter} className="flex items-center gap-1">
              {words}
              <NumberExplained id={`usage-${counter}`} scopes={[{ of: inRange }]} />
            </li>
          ))}
        </ul>
      }
      kind={days.length > MOST_BARS ? "line" : "stacked-bar"}
      series={counters.map((counter) => ({
        key: counter,
        label: usageCounterLabel(counter),
        color: counter === "messages" ? "chart-1" : "chart-2",
      }))}
      points={days.map((day) => ({
        day: day.day,
        values: { messages: day.messages, searches: day.searches },
        hrefs: Object.fromEntries(counters.map((counter) => [counter, rowsBehind(day.day, counter)])),
        partial: day.day === today,
      }))}
      empty="Nothing was counted in this range."
    />
  );
}
