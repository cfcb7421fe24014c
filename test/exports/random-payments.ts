import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { payment } from "../../lib/db/schema.ts";
import { madeAt } from "../helpers/factories.ts";

const status = fc.constantFrom("succeeded", "succeeded", "succeeded", "failed", "processing", null, "invented");

const refund = fc.record({
  refund_id: fc.uuid(),
  status: fc.constantFrom("succeeded", "failed", "pending", "nonsense"),
  is_partial: fc.constantFrom(true, false),
  amount: fc.oneof(fc.nat(5_000), fc.constantFrom(null, "12", -5, 0.5)),
  currency: fc.constantFrom(null, "USD", "KWD"),
  created_at: fc.constantFrom("2026-03-11T00:00:00Z", "some day"),
});

const anyPayment = fc.record({
  currency: fc.constantFrom("USD", "EUR", "JPY", "KWD"),
  totalAmount: fc.integer({ min: 0, max: 2_000_000_000 }),
  tax: fc.option(fc.nat(100_000)),
  status,
  refunds: fc.oneof(fc.array(refund, { maxLength: 3 }), fc.constant(null), fc.constant({ not: "a list" })),
  seconds: fc.nat(100_000),
  name: fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }).map((text) => text.replaceAll("\0", "").toWellFormed()),
    fc.constantFrom("=1+1", "-5", '"', "# complete: 1 rows", "a\r\nb"),
  ),
});

/** Inserts `count` payments of all kinds, with refunds that can and cannot be read, and gives the filter that finds them alone. */
export async function makeRandomPayments(db: Db, count: number, seed: number): Promise<{ prefix: string; ids: string[] }> {
  const prefix = `random-${seed}`;
  const rows = fc.sample(anyPayment, { numRuns: count, seed }).map(({ seconds, name, ...row }, n) => ({
    ...row,
    id: `${prefix}-${n}`,
    createdAt: new Date(madeAt.getTime() + seconds * 1000),
    customer: { customer_id: `cus-${seed}`, name, email: `${n}@example.com` },
    disputes: [],
    subscriptionId: prefix,
  }));
  await db.insert(payment).values(rows);
  return { prefix, ids: rows.map(({ id }) => id) };
}
