import type { Db } from "../../lib/db/database.server.ts";
import { payment } from "../../lib/db/schema.ts";
import { countPayments, listPayments, paymentFilterOptions } from "../../lib/payments/list-payments.server.ts";
import { paymentList } from "../../lib/payments/payment.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makePayment, makeUser } from "../helpers/factories.ts";
import { walkBothWays } from "../list/walk.ts";
import { dispute, refund } from "./dodo.ts";

const at = (seconds: number) => new Date(madeAt.getTime() + seconds * 1000);

/** The ids that a URL's list shows, in its order; the count must agree. */
async function idsOf(db: Db, search: string): Promise<string[]> {
  const query = paymentList.parse(`/payments?${search}`);
  const [{ rows }, total] = await Promise.all([listPayments(db, query), countPayments(db, query)]);
  expect(total).toEqual({ count: rows.length, exact: true });
  return rows.map((row) => row.id);
}

describe("the list of payments", () => {
  test("shows who paid and whose it is, and leaves none out that has no user", async ({ db }) => {
    await db.delete(payment);
    const user = await makeUser(db, { name: "Mia Lang" });
    const refunds = [refund({ amount: 700 })];
    const customer = { customer_id: "cus_1", email: "mia@example.com", name: "M. Lang" };
    await makePayment(db, { id: "linked", userId: user.id, customer, refunds, disputes: [dispute()], subscriptionId: "sub_1" });
    await makePayment(db, { id: "bare", createdAt: at(-1), status: null, customer: null, tax: null, settlementAmount: null, refunds: "?" });
    const { rows } = await listPayments(db, paymentList.defaults);
    expect(rows[0]).toEqual({
      id: "linked",
      createdAt: madeAt,
      customerName: "M. Lang",
      customerEmail: "mia@example.com",
      totalAmount: 2000,
      currency: "USD",
      tax: 319,
      status: "succeeded",
      method: "card",
      methodType: null,
      cardNetwork: "visa",
      cardLastFour: "4242",
      refundedAmount: 700,
      unreadableEntries: 0,
      disputeStatus: "dispute_opened",
      subscriptionId: "sub_1",
      settlementAmount: 2000,
      settlementCurrency: "USD",
      userId: user.id,
      userName: "Mia Lang",
    });
    const nothing = { status: null, customerName: null, customerEmail: null, tax: null, userId: null, userName: null, disputeStatus: null };
    expect(rows[1]).toMatchObject({ id: "bare", refundedAmount: 0, unreadableEntries: 1, ...nothing });
    expect(rows).toHaveLength(2);
  });

  test("each filter narrows it", async ({ db }) => {
    await db.delete(payment);
    const user = await makeUser(db);
    await makePayment(db, { id: "a", createdAt: at(0), userId: user.id, refunds: [refund({ amount: 1 })], subscriptionId: "sub_1" });
    await makePayment(db, { id: "b", createdAt: at(-1), status: "failed", currency: "JPY", totalAmount: 500, paymentMethod: "upi" });
    await makePayment(db, { id: "c", createdAt: at(-2), status: null, currency: "KWD", totalAmount: 20_005, disputes: [dispute()] });
    await makePayment(db, { id: "d", createdAt: new Date("2026-01-05T23:59:59Z"), status: "odd", refunds: [refund({ status: "failed" })] });
    for (const [search, ids] of [
      ["", ["a", "b", "c", "d"]],
      ["status=succeeded&status=odd", ["a", "d"]],
      ["status=none", ["c"]],
      ["status=none&status=failed", ["b", "c"]],
      ["currency=JPY&currency=KWD", ["b", "c"]],
      ["currency=jpy", []],
      ["amount.min=20", ["a", "b", "c", "d"]],
      ["amount.min=20.001", ["b", "c"]],
      ["amount.max=20.005&amount.min=20.005", ["c"]],
      ["amount.min=500&currency=JPY", ["b"]],
      ["amount.max=20&currency=USD", ["a", "d"]],
      ["createdAt.to=2026-01-05", ["d"]],
      ["createdAt.from=2026-01-06&createdAt.to=2026-03-10", ["a", "b", "c"]],
      [`createdAt.from=${at(-1).toISOString()}&createdAt.to=${at(0).toISOString()}`, ["b"]],
      ["method=upi", ["b"]],
      ["refunded=yes", ["a"]],
      ["refunded=no", ["b", "c", "d"]],
      ["disputed=yes", ["c"]],
      ["disputed=no", ["a", "b", "d"]],
      ["withoutUser=yes", ["b", "c", "d"]],
      ["withoutUser=no", ["a"]],
      [`user=${user.id}&user=nobody`, ["a"]],
      ["subscription=sub_1", ["a"]],
      ["id=b&id=d&id=nothing", ["b", "d"]],
      ["status=succeeded&withoutUser=yes", []],
    ] as const) {
      expect([search, await idsOf(db, search)]).toEqual([search, ids]);
    }
  });

  test("the search finds a customer's name or e-mail by part, and ids in whole", async ({ db }) => {
    await db.delete(payment);
    const customer = (customer_id: string, name: string, email: string) => ({ customer_id, name, email });
    await makePayment(db, { id: "pay_a", createdAt: at(3), customer: customer("cus_a", "Ada 100% Novak", "countess@example.com") });
    await makePayment(db, {
      id: "pay_b",
      createdAt: at(2),
      customer: customer("cus_b", "Björn", "b_jorn@example.com"),
      subscriptionId: "sub_b",
    });
    await makePayment(db, { id: "pay_c", createdAt: at(1), customer: { email: 4242 }, status: "failed" });
    for (const [q, ids] of [
      ["aDa", ["pay_a"]],
      ["COUNTESS@", ["pay_a"]],
      ["björn", ["pay_b"]],
      ["%", ["pay_a"]],
      ["_", ["pay_b"]],
      ["\\", []],
      ["@example.com", ["pay_a", "pay_b"]],
      ["4242", ["pay_c"]],
      // One or two letters are looked for where a word of the name begins.
      ["Bj", ["pay_b"]],
      ["rn", []],
      ["ex", []],
      ["pay_c", ["pay_c"]],
      ["pay_", []],
      ["cus_a", ["pay_a"]],
      ["sub_b", ["pay_b"]],
      ["' or true --", []],
    ] as const) {
      expect([q, await idsOf(db, new URLSearchParams({ q }).toString())]).toEqual([q, ids]);
    }
    expect(await idsOf(db, "q=example&subscription=sub_b")).toEqual(["pay_b"]);
  });

  test("every order is walked forward and back without a gap", async ({ db }) => {
    await db.delete(payment);
    const ids = Array.from({ length: 60 }, (_, n) => `pay_${String((n * 37) % 60).padStart(2, "0")}`);
    for (const [n, id] of ids.entries()) await makePayment(db, { id, createdAt: at(n % 7), totalAmount: n % 5 });
    for (const sort of ["createdAt", "-createdAt", "totalAmount", "-totalAmount"]) {
      const query = { ...paymentList.parse(`/payments?sort=${sort}`), size: 7 };
      const { forward, back } = await walkBothWays(paymentList, query, (asked) => listPayments(db, asked as typeof query));
      expect([...forward].sort()).toEqual([...ids].sort());
      expect(back).toEqual(forward);
    }
  });

  test("offers the statuses, currencies and methods that there are", async ({ db }) => {
    await db.delete(payment);
    expect(await paymentFilterOptions(db)).toEqual({ status: [], currency: [], method: [] });
    await makePayment(db, { status: "succeeded", currency: "USD", paymentMethod: "upi" });
    await makePayment(db, { status: null, currency: "JPY", paymentMethod: null });
    await makePayment(db, { status: "odd", currency: "USD", paymentMethod: "card" });
    expect(await paymentFilterOptions(db)).toEqual({ status: ["odd", "succeeded"], currency: ["JPY", "USD"], method: ["card", "upi"] });
  });
});
