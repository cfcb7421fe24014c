import { expect } from "vitest";
import { chatList } from "../../lib/chats/chat.ts";
import { messageList } from "../../lib/chats/message.ts";
import { messageTotals } from "../../lib/chats/message-totals.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { entitlementList } from "../../lib/entitlements/entitlement.ts";
import { env } from "../../lib/env.server.ts";
import { askList } from "../../lib/exports/ask-list.server.ts";
import { exportedLists } from "../../lib/exports/exported-lists.server.ts";
import type { ListSpec } from "../../lib/list/list-spec.ts";
import { paymentList } from "../../lib/payments/payment.ts";
import { paymentTotals } from "../../lib/payments/payment-totals.server.ts";
import { moneyEntryList } from "../../lib/reports/money/entry-list.ts";
import { entryTotals } from "../../lib/reports/money/entry-totals.server.ts";
import { subscriptionList } from "../../lib/subscriptions/subscription.ts";
import { subscriptionTotals } from "../../lib/subscriptions/subscription-totals.server.ts";
import { toolCallList } from "../../lib/tool-calls/tool-call.ts";
import { toolCallLatency } from "../../lib/tool-calls/tool-call-latency.server.ts";
import { heaviestUsers } from "../../lib/usage/heaviest-users.server.ts";
import { usageList } from "../../lib/usage/usage.ts";
import { usageByDay } from "../../lib/usage/usage-by-day.server.ts";
import { usageRange } from "../../lib/usage/usage-range.ts";
import { userList } from "../../lib/users/user.ts";
import { expectWithin } from "../helpers/expect-within.ts";
import { staffWith } from "../helpers/staff.ts";
import { listBehind, monthly, percentile, rowsAt, sum } from "./rows-behind.ts";

/** What stands above or beside a list, held to what the rows of the list come to, read page by page. */
type ExpectTotals = (db: Db, href: string, now: Date) => Promise<void>;

/** Rows by what they are grouped by, in the order of these names. */
function groups<R>(rows: readonly R[], of: (row: R) => unknown): [string, R[]][] {
  const found = new Map<string, R[]>();
  for (const row of rows) {
    const name = JSON.stringify(of(row));
    found.set(name, [...(found.get(name) ?? []), row]);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

const added = <R>(rows: readonly R[], value: (row: R) => number) => Number(sum(rows, value));

const ofPayments: ExpectTotals = async (db, href) => {
  const succeeded = (await rowsAt.payments(db, href)).filter((row) => row.status === "succeeded");
  const own = groups(succeeded, (row) => row.currency).map(([, rows]) => {
    const [gross, refunded] = [added(rows, (row) => row.totalAmount), added(rows, (row) => row.refundedAmount)];
    return { currency: rows[0]!.currency, succeeded: rows.length, gross, refunded, net: gross - refunded };
  });
  expect(await paymentTotals(db, paymentList.parse(href)), href).toEqual(own);
};

const ofSubscriptions: ExpectTotals = async (db, href, now) => {
  const bills = (await rowsAt.subscriptions(db, href)).filter(
    ({ status, startedAt, endedAt }) => ["active", "past_due"].includes(status) && startedAt <= now && (!endedAt || endedAt > now),
  );
  const own = groups(bills, (row) => row.currency).map(([, rows]) => {
    const normalised = rows.filter((row) => ["day", "week", "month", "year"].includes(row.recurringInterval));
    const subscriptions = normalised.length;
    return { currency: rows[0]!.currency, subscriptions, mrr: Number(monthly(normalised)), notNormalised: rows.length - subscriptions };
  });
  expect(await subscriptionTotals(db, subscriptionList.parse(href)), href).toEqual(own);
};

const ofMessages: ExpectTotals = async (db, href) => {
  const rows = await rowsAt.messages(db, href);
  const own = { messages: rows.length, tokens: added(rows, (row) => row.totalTokens ?? 0) };
  expect(await messageTotals(db, messageList.parse(href)), href).toEqual(own);
};

const ofToolCalls: ExpectTotals = async (db, href) => {
  const measured = (await rowsAt.toolCalls(db, href)).filter((row) => row.startedAt && row.finishedAt);
  const shown = await toolCallLatency(db, toolCallList.parse(href));
  expect(shown.measured, href).toBe(measured.length);
  for (const [name, share] of [
    ["p50", 0.5],
    ["p95", 0.95],
  ] as const) {
    const exact = percentile(measured, share);
    if (shown.approximate) expectWithin(shown[name], exact, 0.05, href);
    else expect(shown[name], href).toEqual(exact === null ? null : expect.closeTo(exact, 6));
  }
};

const ofUsage: ExpectTotals = async (db, href, now) => {
  const query = usageList.parse(href);
  const range = usageRange(query.filters.date, now, env().reportingTimeZone);
  const inRange = usageList.withFilter(query, "date", range.date);
  const rows = await rowsAt.usage(db, usageList.href(inRange));
  const counted = (counter: string, of = rows) => added(of, (row) => (row.counter === counter ? row.count : 0));
  const days = await usageByDay(db, query, range);
  expect([added(days, (day) => day.messages), added(days, (day) => day.searches)], href).toEqual([
    counted("messages"),
    counted("searches"),
  ]);
  for (const { day, messages, searches } of days.filter((each, index) => index % 9 === 0 || each.messages + each.searches > 0).slice(-12)) {
    const ends = { from: day === range.from ? range.date.from! : day, to: day === range.to ? range.date.to! : day };
    const ofDay = await rowsAt.usage(db, usageList.href(usageList.withFilter(query, "date", ends)));
    expect([counted("messages", ofDay), counted("searches", ofDay)], `${href} on ${day}`).toEqual([messages, searches]);
  }
  const heaviest = await heaviestUsers(db, query, range);
  const byUser = groups(rows, (row) => row.userId).map(([, own]) => ({
    userId: own[0]!.userId,
    messages: counted("messages", own),
    searches: counted("searches", own),
    total: added(own, (row) => row.count),
  }));
  byUser.sort((a, b) => b.total - a.total || (a.userId < b.userId ? -1 : 1));
  expect(heaviest, href).toMatchObject(byUser.filter(({ total }) => total > 0).slice(0, 10));
};

const ofEntries: ExpectTotals = async (db, href) => {
  const rows = await rowsAt.entries(db, href);
  const isLost = ({ kind, status }: (typeof rows)[number]) =>
    kind === "dispute" && (status === "dispute_lost" || status === "dispute_accepted");
  const name = (row: Pick<(typeof rows)[number], "kind" | "currency" | "report" | "problem">, lost: boolean) =>
    JSON.stringify([row.kind, row.currency, row.report, lost, row.problem]);
  const own = groups(rows, (row) => name(row, isLost(row))).map(([, of]) => [
    name(of[0]!, isLost(of[0]!)),
    of.length,
    added(of, (row) => row.amount ?? 0),
  ]);
  const totals = await entryTotals(db, moneyEntryList.parse(href));
  const said = totals.map(({ entries, amount, lost, ...row }) => [name(row, lost), entries, amount]);
  expect(said.sort(), href).toEqual(own.sort());
};

/** The manifest of an export, before it is made, is of the rows that the list shows; and so is each batch of the file. */
async function expectFigures(db: Db, name: keyof typeof exportedLists, href: string, now: Date): Promise<void> {
  const asked = askList(exportedLists[name], staffWith("audit:read"), new URLSearchParams(href.split("?")[1]), now);
  const shown = await asked.figures(db);
  expect(shown.rows, `export of ${href}`).toBe((await listBehind(href).idsAt(db, href)).length);
  if (!shown.sums) return;
  const ofRow: Record<string, () => Promise<[string, Record<string, number>][]>> = {
    payments: async () =>
      groups(await rowsAt.payments(db, href), (row) => row.currency).map(([, rows]) => {
        const came = rows.filter((row) => row.status === "succeeded");
        const [gross, refunded] = [added(came, (row) => row.totalAmount), added(came, (row) => row.refundedAmount)];
        const sums = { total: added(rows, (row) => row.totalAmount), succeeded: came.length, gross, refunded, net: gross - refunded };
        return [rows[0]!.currency, { rows: rows.length, ...sums }];
      }),
    subscriptions: async () =>
      groups(await rowsAt.subscriptions(db, href), (row) => row.currency).map(([, rows]) => [
        rows[0]!.currency,
        { rows: rows.length, amount: added(rows, (row) => row.amount) },
      ]),
    "reports/money/entries": async () =>
      groups(await rowsAt.entries(db, href), (row) => row.currency).map(([, rows]) => {
        const of = (kind: string) =>
          added(
            rows.filter((row) => row.kind === kind),
            (row) => row.amount ?? 0,
          );
        return [rows[0]!.currency, { rows: rows.length, refunds: of("refund"), disputes: of("dispute") }];
      }),
  };
  expect(shown.sums, `export of ${href}`).toEqual(Object.fromEntries(await ofRow[name]!()));
}

/** Lists with numbers beside their rows, each with what holds them to the rows. */
export const listsWithTotals: readonly { spec: ListSpec; expectTotals: ExpectTotals }[] = (
  [
    [paymentList, "payments", ofPayments],
    [subscriptionList, "subscriptions", ofSubscriptions],
    [messageList, "messages", ofMessages],
    [toolCallList, "tool-calls", ofToolCalls],
    [usageList, "usage", ofUsage],
    [moneyEntryList, "reports/money/entries", ofEntries],
    [userList, "users", undefined],
    [chatList, "chats", undefined],
    [entitlementList, "entitlements", undefined],
  ] as const
).map(([spec, name, totals]) => ({
  spec,
  async expectTotals(db, href, now) {
    await totals?.(db, href, now);
    await expectFigures(db, name, href, now);
  },
}));
