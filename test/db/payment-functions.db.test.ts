import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { payment } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makePayment } from "../helpers/factories.ts";

const refund = (fields: object = {}) => ({
  refund_id: "ref_1",
  is_partial: true,
  status: "succeeded",
  amount: 300,
  currency: "USD",
  ...fields,
});
const dispute = (fields: object = {}) => ({
  dispute_id: "dp_1",
  created_at: "2026-03-01T00:00:00Z",
  dispute_status: "dispute_opened",
  ...fields,
});

describe("refunded_amount and unreadable_entries", () => {
  const cases: [name: string, refunds: unknown, refunded: number, unreadable: number][] = [
    ["SQL null", null, 0, 0],
    ["an empty array", [], 0, 0],
    ["a part", [refund()], 300, 0],
    ["two parts", [refund(), refund({ amount: 200 })], 500, 0],
    ["the whole without an amount", [{ status: "succeeded", is_partial: false }], 2000, 0],
    ["the whole with a null amount", [refund({ is_partial: false, amount: null })], 2000, 0],
    ["a part without an amount", [{ status: "succeeded", is_partial: true }], 0, 1],
    ["failed, pending and in review", ["failed", "pending", "review"].map((status) => refund({ status })), 0, 0],
    ["a currency in small letters", [refund({ currency: "usd" })], 300, 0],
    ["another currency", [refund({ currency: "EUR" })], 0, 1],
    ["no currency", [refund({ currency: null })], 300, 0],
    ["an unknown status beside a known one", [refund(), refund({ status: "reversed" })], 300, 1],
    ["a negative amount", [refund({ amount: -1 })], 0, 1],
    ["a fraction", [refund({ amount: 1.5 })], 0, 1],
    ["an amount beyond all money", [refund({ amount: 1e30 })], 0, 1],
    ["an amount as text", [refund({ amount: "300" })], 0, 1],
    ["more than was paid", [refund({ amount: 999_999_999_999 })], 999_999_999_999, 0],
    ["entries that are no objects", [1, "x", null, [], true], 0, 5],
    ["an object instead of an array", { status: "succeeded" }, 0, 1],
    ["text instead of an array", "refunded", 0, 1],
  ];

  test.for(cases)("%s", async ([, refunds, refunded, unreadable], { db }) => {
    const row = await makePayment(db, { totalAmount: 2000, currency: "USD", refunds });
    expect([row.refundedAmount, row.unreadableEntries]).toEqual([refunded, unreadable]);
  });

  test("follow a later write, also one of the product itself", async ({ db }) => {
    const { id } = await makePayment(db);
    await db.execute(sql`update payment set refunds = ${JSON.stringify([refund()])}::json where id = ${id}`);
    const [row] = await db.select().from(payment).where(eq(payment.id, id));
    expect(row?.refundedAmount).toBe(300);
  });
});

describe("dispute_status", () => {
  const cases: [name: string, disputes: unknown, status: string | null, unreadable: number][] = [
    ["SQL null", null, null, 0],
    ["an empty array", [], null, 0],
    ["one", [dispute()], "dispute_opened", 0],
    [
      "the newest, wherever it stands",
      [dispute({ created_at: "2026-03-02T00:00:00Z", dispute_status: "dispute_won" }), dispute()],
      "dispute_won",
      0,
    ],
    ["the last of two that say no time", [{ dispute_status: "dispute_opened" }, { dispute_status: "dispute_lost" }], "dispute_lost", 0],
    ["a status that nobody knows", [dispute({ dispute_status: "dispute_paused" })], "dispute_paused", 0],
    ["no status", [dispute({ dispute_status: undefined })], "unreadable", 1],
    ["no object", [7], "unreadable", 1],
    ["no array", { dispute_status: "dispute_opened" }, null, 1],
  ];

  test.for(cases)("%s", async ([, disputes, status, unreadable], { db }) => {
    const row = await makePayment(db, { disputes });
    expect([row.disputeStatus, row.unreadableEntries]).toEqual([status, unreadable]);
  });
});

describe("customer_id, customer_email and customer_name", () => {
  const cases: [name: string, customer: unknown, values: [string | null, string | null, string | null]][] = [
    ["SQL null", null, [null, null, null]],
    ["all three", { customer_id: "c", email: "a@b.example", name: "Ada" }, ["c", "a@b.example", "Ada"]],
    ["a number", { customer_id: 12 }, ["12", null, null]],
    ["members that are no text", { customer_id: {}, email: [], name: true }, [null, null, null]],
    ["an id too long for an index", { customer_id: "x".repeat(9000) }, ["x".repeat(255), null, null]],
    ["text instead of an object", "Ada", [null, null, null]],
    ["an array", ["Ada"], [null, null, null]],
  ];

  test.for(cases)("%s", async ([, customer, [id, email, name]], { db }) => {
    const row = await makePayment(db, { customer });
    expect([row.customerId, row.customerEmail, row.customerName]).toEqual([id, email, name]);
  });
});

// PostgreSQL stores these escapes in `json`, and refuses to take any member out of an object that holds one.
describe.for([String.raw`a\u0000b`, String.raw`\ud800`])("%s, which cannot be text", (escaped) => {
  test("in a customer: nobody is named", async ({ db }) => {
    const row = await insertJson(db, "p", { customer: `{"email":"${escaped}","name":"Ada"}` });
    expect([row.customerId, row.customerEmail, row.customerName]).toEqual([null, null, null]);
  });

  test("in a refund: it is counted as unreadable, the others add up", async ({ db }) => {
    const odd = `{"status":"succeeded","amount":100,"reason":"${escaped}"}`;
    const row = await insertJson(db, "p", { refunds: `[${odd},${JSON.stringify(refund())}]` });
    expect([row.refundedAmount, row.unreadableEntries]).toEqual([300, 1]);
  });

  test("in a dispute: its status is unreadable", async ({ db }) => {
    const row = await insertJson(db, "p", { disputes: `[{"dispute_status":"dispute_won","remarks":"${escaped}"}]` });
    expect([row.disputeStatus, row.unreadableEntries]).toEqual(["unreadable", 1]);
  });
});

describe("whatever a webhook sends", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("\u0000", "a\u0000b", "\ud800", "\udc00x", "\u{1f600}", "succeeded", "USD", "x".repeat(4000)),
  );
  const scalar = fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
  const entry = fc.record(
    { status: scalar, amount: scalar, currency: scalar, is_partial: scalar, created_at: scalar, dispute_status: scalar },
    { requiredKeys: [] },
  );
  const anything = fc.oneof(
    fc.array(fc.oneof(entry, fc.jsonValue({ stringUnit: "binary" }))),
    fc.jsonValue({ stringUnit: "binary" }),
    fc.dictionary(text, scalar),
    fc.record({ customer_id: scalar, email: scalar, name: scalar }, { requiredKeys: [] }),
  );
  // JSON.stringify writes half surrogates and controls as escapes, which the `json` type stores and only text refuses.
  const column = anything.map((value) => JSON.stringify(value));

  test("the row is stored and its counts are not negative", async ({ db }) => {
    let next = 0;
    await fc.assert(
      fc.asyncProperty(column, column, column, async (refunds, disputes, customer) => {
        const id = `any_${next++}`;
        const row = await insertJson(db, id, { refunds, disputes, customer });
        expect(row.refundedAmount).toBeGreaterThanOrEqual(0);
        expect(row.unreadableEntries).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 200 },
    );
  });
});

/** Writes JSON as text, as it came, because the driver would not send every escape that a webhook may hold. */
async function insertJson(db: Db, id: string, json: { refunds?: string; disputes?: string; customer?: string }) {
  await db.execute(sql`
    insert into payment (id, created_at, total_amount, currency, refunds, disputes, customer)
    values (${id}, ${madeAt.toISOString()}::timestamp, 2000, 'USD',
      ${json.refunds ?? "[]"}::json, ${json.disputes ?? "[]"}::json, ${json.customer ?? "{}"}::json)`);
  const { refundedAmount, unreadableEntries, disputeStatus, customerId, customerEmail, customerName } = payment;
  const rows = await db
    .select({ refundedAmount, unreadableEntries, disputeStatus, customerId, customerEmail, customerName })
    .from(payment)
    .where(eq(payment.id, id));
  return rows[0]!;
}
