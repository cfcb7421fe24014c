import { eq, like } from "drizzle-orm";
import fc from "fast-check";
import { afterEach } from "vitest";
import { messageList } from "../../lib/chats/message.ts";
import { messageTotals } from "../../lib/chats/message-totals.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { messageUsage, payment, subscription, toolCalls } from "../../lib/db/schema.ts";
import { env } from "../../lib/env.server.ts";
import { addDays, dayOf } from "../../lib/list/day.ts";
import { getOverview } from "../../lib/metrics/overview.server.ts";
import { overviewLinks } from "../../lib/metrics/overview-links.ts";
import type { OverviewRange } from "../../lib/metrics/overview-range.ts";
import { type Period, type Periods, periodsOf } from "../../lib/metrics/period.ts";
import type { Trend } from "../../lib/metrics/trend.ts";
import { paymentList } from "../../lib/payments/payment.ts";
import { paymentTotals } from "../../lib/payments/payment-totals.server.ts";
import { rebuildRollups } from "../../lib/rollups/rebuild.server.ts";
import { countSubscriptions } from "../../lib/subscriptions/list-subscriptions.server.ts";
import { subscriptionList } from "../../lib/subscriptions/subscription.ts";
import { subscriptionTotals } from "../../lib/subscriptions/subscription-totals.server.ts";
import { countToolCalls } from "../../lib/tool-calls/list-tool-calls.server.ts";
import { toolCallList } from "../../lib/tool-calls/tool-call.ts";
import { toolCallLatency } from "../../lib/tool-calls/tool-call-latency.server.ts";
import { countUsers } from "../../lib/users/list-users.server.ts";
import { userList } from "../../lib/users/user.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { expectWithin } from "../helpers/expect-within.ts";
import { makeMessageUsage, makePayment, makeSubscription, makeToolCall, makeUser } from "../helpers/factories.ts";
import { makeRandomProduct } from "./random-product.ts";

const testZone = env().reportingTimeZone;
afterEach(() => {
  env().reportingTimeZone = testZone;
});

/** What the list behind a link comes to, each part by the list's own spec and reads. */
const listAt = {
  users: async (db: Db, href: string) => (await countUsers(db, userList.parse(href))).count,
  messages: async (db: Db, href: string) => (await messageTotals(db, messageList.parse(href))).messages,
  tokens: async (db: Db, href: string) => (await messageTotals(db, messageList.parse(href))).tokens,
  netRevenue: async (db: Db, href: string, currency: string) =>
    (await paymentTotals(db, paymentList.parse(href))).find((total) => total.currency === currency)?.net ?? 0,
  subscriptions: async (db: Db, href: string) => (await countSubscriptions(db, subscriptionList.parse(href))).count,
  mrr: async (db: Db, href: string) => subscriptionTotals(db, subscriptionList.parse(href)),
  toolCalls: async (db: Db, href: string) => (await countToolCalls(db, toolCallList.parse(href))).count,
  latency: async (db: Db, href: string) => toolCallLatency(db, toolCallList.parse(href)),
};

/** A trend's totals and a few of its points, each with the range that its link carries; the first and the last are always among them. */
function* numbersOf(trend: Trend, { current, previous }: Periods): Generator<[range: { from: string; to: string }, value: number]> {
  yield [current.range, trend.current];
  yield [previous.range, trend.previous];
  for (const [period, values] of [
    [current, trend.values],
    [previous, trend.previousValues],
  ] as [Period, readonly number[]][]) {
    const last = values.length - 1;
    for (const index of new Set([0, 1, Math.floor(last / 2), last - 1, last])) {
      if (index in values) yield [period.buckets[index]!.range, values[index]!];
    }
  }
}

async function expectEveryLinkToHold(db: Db, range: OverviewRange, now: Date) {
  const periods = periodsOf(range, now, env().reportingTimeZone);
  const overview = await getOverview(db, ["admin"], periods, now);
  const follow = async (
    trend: Trend,
    hrefOf: (range: { from: string; to: string }, value: number) => string,
    read: (href: string) => Promise<number>,
  ) => {
    for (const [days, value] of numbersOf(trend, periods)) {
      const href = hrefOf(days, value);
      expect(await read(href), href).toBe(value);
    }
  };

  await follow(overview.signUps!, overviewLinks.signUps, (href) => listAt.users(db, href));
  await follow(overview.activeUsers!, overviewLinks.activeUsers, (href) => listAt.users(db, href));
  await follow(overview.messages!.messages, overviewLinks.messages, (href) => listAt.messages(db, href));
  await follow(overview.messages!.tokens, overviewLinks.tokens, (href) => listAt.tokens(db, href));
  await follow(overview.toolCalls!, overviewLinks.toolCalls, (href) => listAt.toolCalls(db, href));
  expect(overview.revenue!.length).toBeGreaterThan(0);
  for (const trend of overview.revenue!) {
    await follow(
      trend,
      (days) => overviewLinks.revenue(days, trend.currency),
      (href) => listAt.netRevenue(db, href, trend.currency),
    );
  }
  for (const { status, count, values } of overview.toolCalls!.statuses) {
    const points: [{ from: string; to: string }, number][] = [
      [periods.current.range, count],
      [periods.current.buckets[0]!.range, values[0]!],
      [periods.current.buckets.at(-1)!.range, values.at(-1)!],
    ];
    for (const [days, value] of points) expect(await listAt.toolCalls(db, overviewLinks.toolCallsOf(days, status, value)!)).toBe(value);
  }
  const { latency } = overview;
  for (const [days, value] of [
    [periods.current.range, latency!.current],
    [periods.previous.range, latency!.previous],
    [periods.current.buckets[0]!.range, latency!.values[0]],
    [periods.current.buckets.at(-1)!.range, latency!.values.at(-1)],
  ] as const) {
    const { approximate: _, ...shown } = await listAt.latency(db, overviewLinks.latency(days));
    expect(shown).toEqual(value);
  }
  for (const { status, count } of overview.subscriptions!) {
    expect(await listAt.subscriptions(db, overviewLinks.subscriptions(status, count))).toBe(count);
  }
  for (const { currency, mrr, subscriptions, notNormalised } of overview.mrr!) {
    expect(await listAt.mrr(db, overviewLinks.mrr(currency))).toEqual([{ currency, mrr, subscriptions, notNormalised: 0 }]);
    expect(await listAt.mrr(db, overviewLinks.notNormalised(currency))).toEqual([{ currency, mrr: 0, subscriptions: 0, notNormalised }]);
    expect(await listAt.subscriptions(db, overviewLinks.mrr(currency))).toBe(subscriptions);
  }
  return overview;
}

describe("the overview", () => {
  for (const zone of ["UTC", "America/Havana", "Asia/Kathmandu", "Africa/Cairo"]) {
    test(`each number is what the list behind it comes to, in ${zone}`, { timeout: 60_000 }, async ({ db }) => {
      env().reportingTimeZone = zone;
      const now = new Date();
      const today = dayOf(now, zone);
      const custom = { kind: "custom", from: addDays(today, -80), to: addDays(today, -60) } as const;
      const year = { kind: "custom", from: addDays(today, -300), to: addDays(today, -20) } as const;
      const ranges: OverviewRange[] = [{ kind: "7" }, { kind: "30" }, { kind: "90" }, { kind: "12m" }, custom, year];
      // Half of the rows lie at the very bounds of a period or of a point in it.
      const bounds = ranges.flatMap((range) => {
        const { current, previous } = periodsOf(range, now, zone);
        return [
          ...current.buckets.slice(-3),
          ...current.buckets.slice(0, 2),
          ...previous.buckets.slice(-2),
          ...previous.buckets.slice(0, 2),
        ]
          .flatMap(({ from, until }) => [from, until])
          .flatMap((at) => [-1, 0, 1].map((apart) => new Date(at.getTime() + apart)));
      });
      const times = fc.oneof(
        fc.constantFrom(...bounds),
        fc.integer({ min: -60 * 86_400_000, max: 0 }).map((apart) => new Date(now.getTime() + apart)),
        fc.integer({ min: -800 * 86_400_000, max: 0 }).map((apart) => new Date(now.getTime() + apart)),
      );
      await makeRandomProduct(db, times, 11);

      // Half of the rows are rolled up, and of those some are changed again.
      await rebuildRollups(db, { zone });
      await makeRandomProduct(db, times, 12, "later");
      await db.delete(messageUsage).where(like(messageUsage.userId, "%7"));
      await db.update(toolCalls).set({ status: "canceled" }).where(eq(toolCalls.status, "running"));
      await db.delete(payment).where(like(payment.id, "pay_%3"));
      await db.update(subscription).set({ endedAt: now }).where(like(subscription.id, "sub_%5"));
      for (const range of ranges) {
        const overview = await expectEveryLinkToHold(db, range, now);
        expect(overview.signUps!.current).toBeGreaterThan(0);
        expect(overview.latency!.current.p95).toBeGreaterThan(0);
      }
    });
  }

  test("counts somebody who was active on three days once, and a payment of another status not at all", async ({ db }) => {
    const now = new Date("2026-11-22T12:00:00Z");
    const at = (text: string) => new Date(`2026-11-${text}Z`);
    const { id } = await makeUser(db, { createdAt: at("16T00:00:00") });
    await makeUser(db, { createdAt: at("15T23:59:59.999") });
    for (const day of ["16T09:00:00", "17T09:00:00", "22T09:00:00"]) await makeMessageUsage(db, { userId: id, date: at(day) });
    await makePayment(db, {
      createdAt: at("20T10:00:00"),
      totalAmount: 5000,
      refunds: [{ status: "succeeded", amount: 1500, currency: "USD" }],
    });
    await makePayment(db, { createdAt: at("20T10:00:00"), totalAmount: 700, status: "failed" });
    await makePayment(db, { createdAt: at("15T13:00:00"), totalAmount: 9000, currency: "EUR" });
    await makeSubscription(db, {
      status: "active",
      startedAt: at("01T00:00:00"),
      amount: 24000,
      recurringInterval: "year",
      currency: "usd",
    });
    await makeSubscription(db, { status: "trialing", startedAt: at("01T00:00:00"), currency: "usd" });
    await makeToolCall(db, {
      status: "succeeded",
      createdAt: at("21T10:00:00"),
      startedAt: at("21T10:00:01"),
      finishedAt: at("21T10:00:03"),
    });
    await makeToolCall(db, { status: "running", createdAt: at("21T10:00:00"), startedAt: at("21T10:00:01"), finishedAt: null });

    const periods = periodsOf({ kind: "7" }, now, "UTC");
    const overview = await getOverview(db, ["admin"], periods, now);

    expect(overview.signUps).toMatchObject({ current: 1, previous: 0, values: [1, 0, 0, 0, 0, 0, 0] });
    expect(overview.activeUsers).toEqual({ current: 1, previous: 0, values: [1, 1, 0, 0, 0, 0, 1], previousValues: [0, 0, 0, 0, 0, 0, 0] });
    // The euro payment of the 15th lies after the same time of day, so neither period has it.
    expect(overview.revenue).toMatchObject([
      { currency: "USD", payments: 1, current: 3500, previous: 0, values: [0, 0, 0, 0, 3500, 0, 0] },
    ]);
    expect(overview.subscriptions).toEqual([
      { status: "active", count: 1 },
      { status: "trialing", count: 1 },
    ]);
    expect(overview.mrr).toEqual([{ currency: "usd", mrr: 2000, subscriptions: 1, notNormalised: 0 }]);
    expect(overview.toolCalls).toMatchObject({ current: 2, previous: 0 });
    expect(overview.toolCalls!.statuses.filter(({ count }) => count > 0).map(({ status }) => status)).toEqual(["running", "succeeded"]);
    expect(overview.latency!.current.measured).toBe(1);
    expectWithin(overview.latency!.current.p95, 2000, 0.05);
    expect(overview.latency!.values[0]).toEqual({ measured: 0, p50: null, p95: null });
  });

  test("is all zeros on an empty database", async ({ db }) => {
    const now = new Date();
    const overview = await getOverview(db, ["admin"], periodsOf({ kind: "7" }, now, "UTC"), now);
    expect(overview.signUps).toEqual({ current: 0, previous: 0, values: Array(7).fill(0), previousValues: Array(7).fill(0) });
    expect(overview.revenue).toEqual([]);
    expect(overview.mrr).toEqual([]);
    expect(overview.latency!.current).toEqual({ measured: 0, p50: null, p95: null });
  });

  test("shows each role only what it may open", async ({ db }) => {
    const now = new Date();
    const periods = periodsOf({ kind: "30" }, now, "UTC");
    const shown = async (role: "admin" | "support" | "finance") => {
      const overview = await getOverview(db, [role], periods, now);
      return Object.entries(overview).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    };
    expect(await shown("admin")).toEqual(["signUps", "activeUsers", "messages", "revenue", "subscriptions", "mrr", "toolCalls", "latency"]);
    expect(await shown("support")).toEqual(["signUps", "activeUsers", "messages", "toolCalls", "latency"]);
    expect(await shown("finance")).toEqual(["signUps", "revenue", "subscriptions", "mrr"]);
  });

  test("a link to more rows than a list counts by itself asks it to count exactly", () => {
    const range = { from: "2026-01-01", to: "2026-01-31" };
    expect(overviewLinks.signUps(range, 10_000)).toBe("/users?createdAt.from=2026-01-01&createdAt.to=2026-01-31");
    expect(userList.parse(overviewLinks.signUps(range, 10_001)).exact).toBe(true);
  });
});
