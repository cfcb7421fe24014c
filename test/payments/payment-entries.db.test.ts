import { eq } from "drizzle-orm";
import fc from "fast-check";
import { payment } from "../../lib/db/schema.ts";
import { readDisputes, readRefunds } from "../../lib/payments/payment-entries.ts";
import { expect, test } from "../helpers/database-test.ts";
import { makePayment } from "../helpers/factories.ts";

const entry = fc.oneof(
  fc.record(
    {
      refund_id: fc.string(),
      status: fc.constantFrom("succeeded", "failed", "pending", "review", "odd"),
      amount: fc.oneof(fc.integer({ min: -5, max: 5_000 }), fc.constant(null), fc.constant("12"), fc.constant(1.5)),
      currency: fc.constantFrom("USD", "usd", "EUR", null),
      is_partial: fc.boolean(),
    },
    { requiredKeys: ["status"] },
  ),
  fc.constantFrom(null, "text", 7, []),
);

test("the page reads refunds as the database counts them", async ({ db }) => {
  const { id } = await makePayment(db, { totalAmount: 4_000, currency: "USD" });
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 5 }), async (refunds) => {
      await db.update(payment).set({ refunds, disputes: null }).where(eq(payment.id, id));
      const [row] = await db
        .select({ refunded: payment.refundedAmount, unreadable: payment.unreadableEntries })
        .from(payment)
        .where(eq(payment.id, id));
      const read = readRefunds(refunds, { totalAmount: 4_000, currency: "USD" });
      const refunded = read.reduce((sum, one) => sum + (one.readable && one.entry.status === "succeeded" ? (one.entry.amount ?? 0) : 0), 0);
      expect({ refunded, unreadable: read.filter((one) => !one.readable).length }).toEqual(row);
    }),
    { numRuns: 150 },
  );
});

test("a dispute without a status cannot be read, and nothing at all is no dispute", () => {
  expect(readDisputes(null)).toEqual([]);
  expect(readDisputes([{ dispute_id: "dp_1" }, "odd", { dispute_status: "dispute_won", amount: "1200" }])).toMatchObject([
    { readable: false },
    { readable: false },
    { readable: true, entry: { status: "dispute_won", amount: "1200" } },
  ]);
  expect(readDisputes({ dispute_status: "dispute_won" })).toMatchObject([{ readable: true }]);
});
