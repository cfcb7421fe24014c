import type { Db } from "../../lib/db/database.server.ts";
import { payment } from "../../lib/db/schema.ts";
import { countPayments, listPayments } from "../../lib/payments/list-payments.server.ts";
import { paymentList } from "../../lib/payments/payment.ts";
import { expect, test } from "../helpers/database-test.ts";
import { makePayment, makeSubscription } from "../helpers/factories.ts";

async function idsOf(db: Db, search: string): Promise<string[]> {
  const query = paymentList.parse(`/payments?${search}`);
  const [{ rows }, total] = await Promise.all([listPayments(db, query), countPayments(db, query)]);
  expect(total).toEqual({ count: rows.length, exact: true });
  return rows.map((row) => row.id).sort();
}

test("payments are listed by product, country, method and settlement, also those that have none", async ({ db }) => {
  await db.delete(payment);
  const { id: subscriptionId } = await makeSubscription(db, { productId: "prod_plan" });
  // Of no other question than which product it is.
  const apart = { billing: { country: "FR" }, paymentMethod: "sepa", settlementCurrency: "GBP" };
  const cart = (...ids: unknown[]) => ids.map((product_id) => ({ product_id, quantity: 1 }));
  await makePayment(db, { id: "a", productCart: cart("prod_x"), subscriptionId, billing: { country: "de" } });
  await makePayment(db, { id: "b", productCart: null, subscriptionId, tax: null, paymentMethod: null });
  await makePayment(db, { id: "c", productCart: cart("prod_x", "prod_y"), billing: { country: "Germany" }, settlementTax: null });
  await makePayment(db, { id: "d", productCart: "cart", billing: null, settlementAmount: null, paymentMethod: "" });
  await makePayment(db, { id: "e", productCart: cart("prod_x", "prod_x", 7, null), settlementCurrency: "EUR", paymentMethod: "upi" });
  const odd = await makeSubscription(db, { productId: "no id" });
  const long = await makeSubscription(db, { productId: "x".repeat(129) });
  await makePayment(db, { id: "g", productCart: null, subscriptionId: odd.id, ...apart });
  await makePayment(db, { id: "h", productCart: null, subscriptionId: long.id, ...apart });
  await makePayment(db, { id: "f", productCart: cart("no id"), subscriptionId: "sub_nobody_knows", settlementCurrency: null });
  for (const [search, ids] of [
    ["product=prod_x", ["a"]],
    ["product=several", ["c", "e"]],
    ["product=prod_plan", ["b"]],
    ["product=none", ["d", "f", "g", "h"]],
    ["product=none&product=several", ["c", "d", "e", "f", "g", "h"]],
    [`product=${encodeURIComponent("no id")}&product=${"x".repeat(129)}`, []],
    ["product=prod_x&product=prod_plan", ["a", "b"]],
    ["country=DE", ["a", "b", "e", "f"]],
    ["country=none", ["c", "d"]],
    ["method=upi", ["e"]],
    ["method=none", ["b", "d"]],
    ["method=none&method=upi", ["b", "d", "e"]],
    ["settled=EUR", ["e"]],
    ["settled=USD", ["a", "b", "c"]],
    ["hasSettlement=no", ["d", "f"]],
    ["hasSettlement=yes", ["a", "b", "c", "e", "g", "h"]],
    ["taxKnown=no", ["b"]],
    ["taxKnown=yes&product=prod_x", ["a"]],
    ["settlementTaxKnown=no", ["c"]],
  ] as const) {
    expect([search, await idsOf(db, search)]).toEqual([search, ids]);
  }
});

test("webhook JSON that PostgreSQL cannot turn into text is nobody's product or country", async ({ db }) => {
  await db.delete(payment);
  await makePayment(db, { id: "a", productCart: [{ product_id: "prod\u0000" }], billing: { country: "\ud800" } });
  expect(await idsOf(db, "product=none&country=none")).toEqual(["a"]);
});
