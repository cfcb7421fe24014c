import { expect } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import { env } from "../../lib/env.server.ts";
import { addDays } from "../../lib/list/day.ts";
import { getOverview } from "../../lib/metrics/overview.server.ts";
import { overviewLinks } from "../../lib/metrics/overview-links.ts";
import type { OverviewRange } from "../../lib/metrics/overview-range.ts";
import { type Period, periodsOf } from "../../lib/metrics/period.ts";
import type { Trend } from "../../lib/metrics/trend.ts";
import { expectWithin } from "../helpers/expect-within.ts";
import { changeDays } from "./random-rows.ts";
import { addUp, listBehind, percentile, rowsAt } from "./rows-behind.ts";

type Range = Period["range"];

/** Days on which clocks change, and those beside them. */
const nearChange = new Set(changeDays.flatMap((day) => [-1, 0, 1].map((apart) => addDays(day, apart))));

/** The whole periods of a trend and its points at their ends and around a change of the clocks, each with what its link is filtered by. */
function* pointsOf<T>(
  { current, previous }: { current: Period; previous: Period },
  trend: { current: T; previous: T; values: readonly T[]; previousValues?: readonly T[] },
): Generator<[Range, T]> {
  yield [current.range, trend.current];
  yield [previous.range, trend.previous];
  for (const [{ buckets }, values] of [
    [current, trend.values],
    [previous, trend.previousValues ?? []],
  ] as const) {
    for (const [index, value] of values.entries()) {
      const { day, lastDay, range } = buckets[index]!;
      if (index === 0 || index === values.length - 1 || nearChange.has(day) || day !== lastDay) yield [range, value];
    }
  }
}

/**
 * Follows the link of each number on the overview, reads every page of the list that opens, and holds the number to what those rows come to.
 *
 * @returns how many numbers were followed
 */
export async function expectOverviewRows(db: Db, range: OverviewRange, now: Date): Promise<number> {
  const periods = periodsOf(range, now, env().reportingTimeZone);
  const overview = await getOverview(db, ["admin"], periods, now);
  let followed = 0;
  const hold = (href: string, rows: unknown, shown: unknown) => {
    followed++;
    expect(rows, href).toEqual(shown);
  };
  const rowsBehind = async (href: string) => (await listBehind(href).idsAt(db, href)).length;
  const sumBehind = async (id: string, href: string, currency: string | null) => {
    const figures = await addUp[id]!(db, href);
    expect(
      figures.filter((figure) => figure.currency !== currency),
      href,
    ).toEqual([]);
    return figures[0]?.value ?? 0;
  };
  const follow = async (trend: Trend, hrefOf: (days: Range, value: number) => string, add: (href: string) => Promise<number>) => {
    for (const [days, value] of pointsOf(periods, trend)) {
      const href = hrefOf(days, value);
      hold(href, await add(href), value);
    }
  };

  await follow(overview.signUps!, overviewLinks.signUps, rowsBehind);
  await follow(overview.activeUsers!, overviewLinks.activeUsers, rowsBehind);
  await follow(overview.messages!.messages, overviewLinks.messages, rowsBehind);
  await follow(overview.messages!.tokens, overviewLinks.tokens, (href) => sumBehind("message-tokens", href, null));
  await follow(overview.toolCalls!, overviewLinks.toolCalls, rowsBehind);
  for (const trend of overview.revenue!) {
    const { currency } = trend;
    await follow(
      trend,
      (days) => overviewLinks.revenue(days, currency),
      (href) => sumBehind("net-revenue", href, currency),
    );
  }
  for (const { status, count } of overview.toolCalls!.statuses) {
    const href = overviewLinks.toolCallsOf(periods.current.range, status, count)!;
    hold(href, await rowsBehind(href), count);
  }
  for (const [days, { measured, p50, p95 }] of pointsOf(periods, overview.latency!)) {
    const href = overviewLinks.latency(days);
    const calls = await rowsAt.toolCalls(db, href);
    hold(href, calls.length, measured);
    expectWithin(p50, percentile(calls, 0.5), 0.05, href);
    expectWithin(p95, percentile(calls, 0.95), 0.05, href);
  }
  for (const { status, count } of overview.subscriptions!) {
    const href = overviewLinks.subscriptions(status, count);
    hold(href, await rowsBehind(href), count);
  }
  for (const { currency, mrr, subscriptions, notNormalised } of overview.mrr!) {
    const href = overviewLinks.mrr(currency);
    hold(href, [await sumBehind("mrr", href, currency), await rowsBehind(href)], [mrr, subscriptions]);
    hold(href, await rowsBehind(overviewLinks.notNormalised(currency)), notNormalised);
  }
  return followed;
}
