import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { type Payment, payment } from "../../lib/db/schema.ts";
import { listPayments } from "../../lib/payments/list-payments.server.ts";
import { paymentList } from "../../lib/payments/payment.ts";
import { type MoneyTotals, paymentTotals } from "../../lib/payments/payment-totals.server.ts";
import type { PaymentQuery } from "../../lib/payments/payment-where.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makePayment } from "../helpers/factories.ts";
import { seeded } from "../helpers/seeded.ts";
import { walkBothWays } from "../list/walk.ts";
import { refund } from "./dodo.ts";

const currencies = ["USD", "EUR", "GBP", "JPY", "KWD", "BRL"] as const;
const anyRefund = fc
  .record(
    {
      status: fc.constantFrom("succeeded", "succeeded", "failed", "pending", "review", "reversed"),
      amount: fc.oneof(fc.integer({ min: 0, max: 500_000 }), fc.constantFrom(null, "12", -1)),
      is_partial: fc.boolean(),
      currency: fc.constantFrom(...currencies, null),
    },
    { requiredKeys: ["status", "is_partial"] },
  )
  .map(refund);
const anyPayment = fc.record({
  currency: fc.constantFrom(...currencies),
  totalAmount: fc.oneof(fc.integer({ min: 0, max: 500_000 }), fc.constant(2_147_483_647)),
  status: fc.constantFrom("succeeded", "succeeded", "succeeded", "failed", "processing", "odd", null),
  refunds: fc.oneof(fc.array(anyRefund, { maxLength: 3 }), fc.constant(null)),
  createdAt: fc.integer({ min: 0, max: 3 }).map((days) => new Date(madeAt.getTime() + days * 86_400_000)),
});

/** What a succeeded refund takes off a payment, as Dodo Payments defines it; one that cannot be read takes nothing. */
function takenBy(entry: Record<string, unknown>, { totalAmount, currency }: Payment): number {
  if (entry.status !== "succeeded" || (entry.currency && entry.currency !== currency)) return 0;
  if (entry.amount === undefined || entry.amount === null) return entry.is_partial === false ? totalAmount : 0;
  return typeof entry.amount === "number" && entry.amount >= 0 ? entry.amount : 0;
}

function totalsOf(payments: readonly Payment[]): MoneyTotals[] {
  const totals = new Map<string, MoneyTotals>();
  for (const row of payments.filter(({ status }) => status === "succeeded")) {
    const total = totals.get(row.currency) ?? { currency: row.currency, succeeded: 0, gross: 0, refunded: 0, net: 0 };
    totals.set(row.currency, total);
    const refunds = (row.refunds ?? []) as Record<string, unknown>[];
    total.succeeded += 1;
    total.gross += row.totalAmount;
    total.refunded += refunds.reduce((sum, entry) => sum + takenBy(entry, row), 0);
    total.net = total.gross - total.refunded;
  }
  return [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

async function walkedIds(db: Db, query: PaymentQuery): Promise<string[]> {
  return (await walkBothWays(paymentList, { ...query, size: 25 }, (asked) => listPayments(db, asked as PaymentQuery))).forward;
}

describe("the totals above the payments", () => {
  test("are what the listed rows come to, for any filter", async ({ db }) => {
    await db.delete(payment);
    const made = new Map<string, Payment>();
    for (const fields of fc.sample(anyPayment, seeded(150))) {
      const row = await makePayment(db, fields);
      made.set(row.id, row);
    }
    for (const search of [
      "",
      "status=succeeded",
      "status=failed&status=none",
      "currency=JPY&currency=KWD",
      "amount.min=1000",
      "amount.max=2500.50&currency=USD",
      "createdAt.from=2026-03-11&createdAt.to=2026-03-12",
      "refunded=yes",
      "refunded=no&sort=-totalAmount",
      "q=ada&status=succeeded",
      "id=nothing",
    ]) {
      const query = paymentList.parse(`/payments?${search}`);
      const ids = await walkedIds(db, query);
      expect(await paymentTotals(db, query)).toEqual(totalsOf(ids.map((id) => made.get(id)!)));
    }
    expect(await walkedIds(db, paymentList.defaults)).toHaveLength(made.size);
  });

  test("hold sums beyond 2^31, and a net below zero", async ({ db }) => {
    await db.delete(payment);
    for (let n = 0; n < 5; n++) await makePayment(db, { totalAmount: 2_147_483_647 });
    await makePayment(db, { totalAmount: 100, currency: "EUR", refunds: [refund({ amount: 250 })] });
    expect(await paymentTotals(db, paymentList.defaults)).toEqual([
      { currency: "EUR", succeeded: 1, gross: 100, refunded: 250, net: -150 },
      { currency: "USD", succeeded: 5, gross: 10_737_418_235, refunded: 0, net: 10_737_418_235 },
    ]);
  });

  test("leave a currency out that has no succeeded payment", async ({ db }) => {
    await db.delete(payment);
    await makePayment(db, { status: "failed" });
    expect(await paymentTotals(db, paymentList.defaults)).toEqual([]);
  });
});
