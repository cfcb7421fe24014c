import fc from "fast-check";
import { afterEach } from "vitest";
import { messageList } from "../../lib/chats/message.ts";
import { messageTotals } from "../../lib/chats/message-totals.server.ts";
import { env } from "../../lib/env.server.ts";
import { getOverview } from "../../lib/metrics/overview.server.ts";
import { periodsOf } from "../../lib/metrics/period.ts";
import { numberWords } from "../../lib/numbers/number-words.ts";
import { numberOf, numbers } from "../../lib/numbers/numbers.server.ts";
import { paymentList } from "../../lib/payments/payment.ts";
import { paymentTotals } from "../../lib/payments/payment-totals.server.ts";
import { subscriptionList } from "../../lib/subscriptions/subscription.ts";
import { subscriptionTotals } from "../../lib/subscriptions/subscription-totals.server.ts";
import { toolCallList } from "../../lib/tool-calls/tool-call.ts";
import { toolCallLatency } from "../../lib/tool-calls/tool-call-latency.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeAuditEntry, makePayment, makeSubscription } from "../helpers/factories.ts";
import { seeded } from "../helpers/seeded.ts";
import { anyScope } from "./any-scope.ts";
import { expectDefended } from "./expect-defended.ts";
import { makeRandomRows, rollUpAndChange } from "./random-rows.ts";
import { addUp, addUpTerms, listBehind } from "./rows-behind.ts";

const testZone = env().reportingTimeZone;
afterEach(() => {
  env().reportingTimeZone = testZone;
});

const roles = ["admin"] as const;
const everything = new URLSearchParams();

test("every number has a definition in words, and every definition a number", () => {
  expect(numbers.map(({ id }) => id)).toEqual([...new Set(numbers.map(({ id }) => id))]);
  for (const id of Object.keys(numberWords)) expect(numberOf(id)?.id).toBe(id);
  for (const { title, words } of Object.values(numberWords)) {
    expect(title).toMatch(/^[A-Z]/);
    expect(words).toMatch(/^[A-Z0-9].{20,}\.$/);
  }
  expect(numberOf("constructor")).toBeUndefined();
});

test("every number that is no count of rows is added up by somebody", () => {
  const sums = numbers.filter(({ unit }) => unit.kind !== "rows").map(({ id }) => id);
  // Lists do not show the tax of a settlement; the tests of the money report add settlements up from the rows that they made.
  const elsewhere = sums.filter((id) => id.startsWith("report-settlement-"));
  expect(sums.filter((id) => !addUp[id] && !addUpTerms[id])).toEqual(elsewhere);
});

for (const zone of ["Europe/Berlin", "America/New_York"]) {
  describe(`in ${zone}, on random rows`, () => {
    test("each number is what the rows behind it come to, and every other row has its reason", { timeout: 600_000 }, async ({ db }) => {
      env().reportingTimeZone = zone;
      const now = new Date();
      await makeRandomRows(db, zone, now);
      await makeAuditEntry(db);
      for (const number of numbers) {
        const { all } = await expectDefended(db, number, { params: everything, roles, now });
        expect(all.count, number.id).toBeGreaterThan(0);
        const { spec } = listBehind(all.href!);
        await fc.assert(
          fc.asyncProperty(anyScope(spec), async (params) => {
            await expectDefended(db, number, { params, roles, now });
          }),
          seeded(4),
        );
      }
    });

    test("each is the number that the dashboard shows", { timeout: 300_000 }, async ({ db }) => {
      env().reportingTimeZone = zone;
      const now = new Date();
      await makeRandomRows(db, zone, now);
      await rollUpAndChange(db, zone, now);
      const figuresOf = async (id: string, href: string) => {
        const { figures } = await numberOf(id)!.explain(db, { params: new URLSearchParams(href.split("?")[1]), roles, now });
        return figures;
      };
      const shownBy = async (id: string, href: string) => (await figuresOf(id, href))[0]?.value ?? 0;

      for (const kind of ["30", "12m"] as const) {
        const { current, previous } = periodsOf({ kind }, now, zone);
        const shown = await getOverview(db, roles, periodsOf({ kind }, now, zone), now);
        for (const [createdAt, of] of [
          [current.range, "current"],
          [previous.range, "previous"],
        ] as const) {
          expect(await shownBy("sign-ups", `?${between("createdAt", createdAt)}`)).toBe(shown.signUps![of]);
          expect(await shownBy("active-users", `?${between("active", createdAt)}`)).toBe(shown.activeUsers![of]);
          expect(await shownBy("messages", messageList.link({ createdAt }))).toBe(shown.messages!.messages[of]);
          expect(await shownBy("message-tokens", messageList.link({ createdAt }))).toBe(shown.messages!.tokens[of]);
          expect(await shownBy("tool-calls", toolCallList.link({ createdAt }))).toBe(shown.toolCalls![of]);
          expect(await shownBy("latency-p50", toolCallList.link({ createdAt }))).toBe(shown.latency![of].p50 ?? 0);
          expect(await shownBy("latency-p95", toolCallList.link({ createdAt }))).toBe(shown.latency![of].p95 ?? 0);
          for (const trend of shown.revenue!) {
            expect(await shownBy("net-revenue", paymentList.link({ createdAt, currency: [trend.currency] }))).toBe(trend[of]);
          }
        }
        for (const { currency, mrr, subscriptions, notNormalised } of shown.mrr!) {
          const href = subscriptionList.link({ currency: [currency] });
          expect(await shownBy("mrr", href)).toBe(mrr);
          expect(await shownBy("mrr-subscriptions", href)).toBe(subscriptions);
          expect(await shownBy("not-normalised", href)).toBe(notNormalised);
        }
      }

      await fc.assert(
        fc.asyncProperty(
          anyScope(paymentList),
          anyScope(messageList),
          anyScope(subscriptionList),
          anyScope(toolCallList),
          async (...scopes) => {
            const [payments, messages, subscriptions, calls] = scopes.map((params) => `?${params}`) as [string, string, string, string];
            const totals = await paymentTotals(db, paymentList.parse(payments));
            for (const [id, key] of [
              ["net-revenue", "net"],
              ["gross-revenue", "gross"],
            ] as const) {
              const figures = await figuresOf(id, payments);
              expect(totals.map((total) => ({ currency: total.currency, value: total[key] }))).toEqual(
                figures.toSorted((a, b) => (a.currency! < b.currency! ? -1 : 1)),
              );
            }
            for (const total of totals) {
              const refunded = (await figuresOf("refunded", payments)).find(({ currency }) => currency === total.currency);
              expect(refunded?.value ?? 0).toBe(total.refunded);
            }
            expect(await shownBy("payments-succeeded", payments)).toBe(totals.reduce((sum, { succeeded }) => sum + succeeded, 0));
            expect(await shownBy("message-tokens", messages)).toBe((await messageTotals(db, messageList.parse(messages))).tokens);
            expect(await shownBy("messages", messages)).toBe((await messageTotals(db, messageList.parse(messages))).messages);
            const mrr = await figuresOf("mrr", subscriptions);
            for (const total of await subscriptionTotals(db, subscriptionList.parse(subscriptions))) {
              expect(mrr.find(({ currency }) => currency === total.currency)?.value ?? 0).toBe(total.mrr);
            }
            const latency = await toolCallLatency(db, toolCallList.parse(calls));
            expect(await shownBy("latency-p50", calls)).toBe(latency.p50 ?? 0);
            expect(await shownBy("latency-p95", calls)).toBe(latency.p95 ?? 0);
          },
        ),
        seeded(15),
      );
    });
  });
}

const between = (name: string, { from, to }: { from: string; to: string }) =>
  new URLSearchParams({ [`${name}.from`]: from, [`${name}.to`]: to });

describe("an explanation", () => {
  const explain = (id: string, db: Parameters<NonNullable<ReturnType<typeof numberOf>>["explain"]>[0], params = "") =>
    numberOf(id)!.explain(db, { params: new URLSearchParams(params), roles, now: new Date() });

  test("of net revenue says what came in, what went back and what never counted, by currency", async ({ db }) => {
    const refund = (amount: number, currency: string) => [{ status: "succeeded", amount, currency, is_partial: true }];
    await makePayment(db, { currency: "JPY", totalAmount: 5000, refunds: refund(1200, "JPY") });
    await makePayment(db, { currency: "KWD", totalAmount: 12_345 });
    await makePayment(db, { currency: "KWD", totalAmount: 700, refunds: [{ status: "succeeded", amount: "all of it" }] });
    await makePayment(db, { currency: "JPY", totalAmount: 300, status: "failed" });
    await makePayment(db, { currency: "JPY", totalAmount: 40, status: null });
    await makePayment(db, { currency: "JPY", totalAmount: 7, status: "on_hold" });
    const { figures, terms, leftOut, remarks, counted } = await explain("net-revenue", db);
    expect(figures).toEqual([
      { currency: "JPY", value: 3800 },
      { currency: "KWD", value: 13_045 },
    ]);
    expect(counted.count).toBe(3);
    expect(terms.map(({ sign, count, figures: own }) => [sign, count, own.find(({ currency }) => currency === "JPY")?.value])).toEqual([
      ["+", 3, 5000],
      ["−", 1, 1200],
    ]);
    expect(leftOut.map(({ why, count, figures: own, href }) => [why, count, own, href])).toEqual([
      ["Its status is failed, not succeeded", 1, [{ currency: "JPY", value: 300 }], "/payments?status=failed"],
      [
        "Its status is unknown: on_hold, which is none of Dodo Payments' own",
        1,
        [{ currency: "JPY", value: 7 }],
        "/payments?status=on_hold",
      ],
      ["No status was ever reported", 1, [{ currency: "JPY", value: 40 }], "/payments?status=none"],
    ]);
    expect(remarks.map(({ count, href }) => [count, href])).toEqual([[1, "/payments?status=succeeded&unreadable=yes"]]);
  });

  test("of a list's number keeps to the list's filters", async ({ db }) => {
    await makePayment(db, { currency: "EUR", totalAmount: 100 });
    await makePayment(db, { currency: "EUR", totalAmount: 200, status: "failed" });
    await makePayment(db, { currency: "USD", totalAmount: 400 });
    const failed = await explain("net-revenue", db, "status=failed&currency=EUR&size=200&sort=totalAmount&after=x");
    expect(failed).toMatchObject({ figures: [], terms: [], counted: { count: 0, href: undefined }, all: { count: 1 }, unexplained: 0 });
    expect(failed.leftOut).toMatchObject([{ count: 1, href: "/payments?status=failed&currency=EUR" }]);
    expect(failed.scope).toEqual([
      { label: "Status", operator: "is", value: "failed" },
      { label: "Currency", operator: "is", value: "EUR" },
    ]);
  });

  test("says from when to when its days are, where one of them has 23 hours", async ({ db }) => {
    env().reportingTimeZone = "Europe/Berlin";
    const { scope } = await explain("payments", db, "createdAt.from=2026-03-29&createdAt.to=2026-03-29");
    expect(scope).toMatchObject([{ label: "Time", instants: { from: "2026-03-28T23:00:00.000Z", until: "2026-03-29T22:00:00.000Z" } }]);
  });

  test("of recurring revenue gives each subscription one reason, the first that holds", async ({ db }) => {
    const [before, after] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)];
    await makeSubscription(db, { amount: 1 });
    await makeSubscription(db, { amount: 2, status: "trialing", endedAt: before });
    await makeSubscription(db, { amount: 3, status: "past_due", startedAt: after, endedAt: before });
    await makeSubscription(db, { amount: 4, endedAt: before });
    await makeSubscription(db, { amount: 5, recurringInterval: "quarter" });
    const { figures, leftOut } = await explain("mrr", db);
    expect(figures).toEqual([{ currency: "usd", value: 1 }]);
    expect(leftOut.map(({ why, figures: own }) => [why, own[0]!.value])).toEqual([
      ["It is on trial: nothing is billed yet", 2],
      ["It is active or past due, but has not started yet", 3],
      ["It is active or past due, but has ended", 4],
      ["It bills at an interval that cannot be brought to a month", 5],
    ]);
  });

  test("says how many rows it cannot account for, where a value fits in no link", async ({ db }) => {
    await makePayment(db, { status: " on hold " });
    await makePayment(db);
    const { unexplained, counted, all } = await explain("net-revenue", db);
    expect([unexplained, counted.count, all.count]).toEqual([1, 1, 2]);
  });

  test("does not tell who was active to those who may not read usage", async ({ db }) => {
    const params = new URLSearchParams("active.from=2026-03-01&notActive.from=2026-03-01");
    const { scope, all } = await numberOf("users")!.explain(db, { params, roles: ["finance"], now: new Date() });
    expect(scope).toEqual([]);
    expect(all.href).toBe("/users");
  });
});
