import { payment } from "../../../lib/db/schema.ts";
import { disputeStage, disputeStatus, paymentStatus, refundStatus } from "../../../lib/db/values.ts";
import { listPayments } from "../../../lib/payments/list-payments.server.ts";
import { paymentList } from "../../../lib/payments/payment.ts";
import { listTwins } from "../../../lib/reports/suspicious/broken-rules.server.ts";
import { describe, expect, test } from "../../helpers/database-test.ts";
import { madeAt, makePayment, makeSubscription } from "../../helpers/factories.ts";
import { dispute, refund } from "../../payments/dodo.ts";
import { paymentBreakers } from "./breakers.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const later = (milliseconds: number) => new Date(madeAt.getTime() + milliseconds);
const customer = (customer_id: unknown) => ({ customer_id, email: "mia@example.com", name: "Mia Lang" });
const lost = (fields: object = {}) => dispute({ amount: "2000", dispute_status: "dispute_lost", ...fields });

describe("what is not suspicious", () => {
  test("is found by no rule", async ({ db }) => {
    await db.delete(payment);
    await makePayment(db);
    for (const status of [null, ""]) await makePayment(db, { status });
    for (const status of paymentStatus) await makePayment(db, { status });
    for (const status of refundStatus) await makePayment(db, { refunds: [refund({ status, amount: 2000 })] });
    for (const dispute_status of disputeStatus) {
      if (dispute_status !== "dispute_lost") await makePayment(db, { disputes: [dispute({ amount: "2000", dispute_status })] });
    }
    for (const dispute_stage of disputeStage) await makePayment(db, { disputes: [dispute({ amount: "2000", dispute_stage })] });
    await makePayment(db, { customer: null, billing: null, metadata: null, refunds: null, disputes: null, tax: null });
    expect(await paymentBreakers(db)).toEqual({});
  });

  test("is no page's number either, where there is no payment at all", async ({ db }) => {
    await db.delete(payment);
    expect(await paymentBreakers(db)).toEqual({});
  });
});

describe("refunded above the payment", () => {
  test("one refund that is too large, and two that are together", async ({ db }) => {
    await db.delete(payment);
    await makePayment(db, { id: "one", refunds: [refund({ amount: 2001 })] });
    await makePayment(db, { id: "two", refunds: [refund({ amount: 1200 }), refund({ amount: 801 })] });
    await makePayment(db, { id: "of nothing", totalAmount: 0, tax: 0, refunds: [refund({ amount: 1 })] });
    await makePayment(db, { id: "all of it", refunds: [refund({ amount: 1200 }), refund({ amount: 800 })] });
    await makePayment(db, { id: "pending", refunds: [refund({ amount: 1200 }), refund({ amount: 900, status: "pending" })] });
    await makePayment(db, { id: "failed", refunds: [refund({ amount: 5000, status: "failed" })] });
    expect(await paymentBreakers(db)).toEqual({ "refunded-too-much": ["of nothing", "one", "two"] });
  });
});

describe("charged twice", () => {
  test("both are found, up to ten minutes apart", async ({ db }) => {
    await db.delete(payment);
    await makePayment(db, { id: "first", customer: customer("cus_1") });
    await makePayment(db, { id: "second", customer: customer("cus_1"), currency: "usd", createdAt: later(10 * MINUTE) });
    await makePayment(db, { id: "at once", customer: customer("cus_2") });
    await makePayment(db, { id: "at once, too", customer: customer("cus_2") });
    expect(await paymentBreakers(db)).toEqual({ "charged-twice": ["at once", "at once, too", "first", "second"] });
    expect(await listTwins(db, "second")).toEqual([{ id: "first", after: -10 * MINUTE }]);
    expect(await listTwins(db, "first")).toEqual([{ id: "second", after: 10 * MINUTE }]);
    expect(await listTwins(db, "at once")).toEqual([{ id: "at once, too", after: 0 }]);
    expect(await listTwins(db, "no such payment")).toEqual([]);
  });

  test("two that differ in anything are not", async ({ db }) => {
    await db.delete(payment);
    const pairs: [string, object, object][] = [
      ["too far apart", { customer: customer("a") }, { customer: customer("a"), createdAt: later(10 * MINUTE + 1000) }],
      ["other amounts", { customer: customer("b") }, { customer: customer("b"), totalAmount: 2001 }],
      ["other currencies", { customer: customer("c") }, { customer: customer("c"), currency: "EUR" }],
      ["other customers", { customer: customer("d") }, { customer: customer("D") }],
      ["one failed", { customer: customer("e") }, { customer: customer("e"), status: "failed" }],
      ["one has no status", { customer: customer("f") }, { customer: customer("f"), status: null }],
      ["nobody", { customer: null }, { customer: null }],
      ["no id", { customer: customer(null) }, { customer: customer(null) }],
      ["an empty id", { customer: customer("") }, { customer: customer("") }],
    ];
    for (const [name, one, other] of pairs) {
      await makePayment(db, { id: `${name} 1`, ...one });
      await makePayment(db, { id: `${name} 2`, ...other });
    }
    expect(await paymentBreakers(db)).toEqual({});
  });
});

describe("a lost dispute", () => {
  test("what the customer, or the subscription, pays after it is found, and the payment itself by a rule of its own", async ({ db }) => {
    await db.delete(payment);
    await makePayment(db, { id: "lost", customer: customer("cus_1"), subscriptionId: "sub_1", disputes: [lost()] });
    // Dodo's own date in `lost` is two days after the payment, less three hours.
    await makePayment(db, { id: "later", customer: customer("cus_1"), createdAt: later(2 * DAY) });
    await makePayment(db, { id: "of the subscription", subscriptionId: "sub_1", createdAt: later(40 * DAY) });
    await makePayment(db, { id: "both", customer: customer("cus_1"), subscriptionId: "sub_1", createdAt: later(50 * DAY) });
    await makePayment(db, { id: "before it was opened", customer: customer("cus_1"), createdAt: later(DAY) });
    await makePayment(db, { id: "before", customer: customer("cus_1"), createdAt: later(-DAY) });
    await makePayment(db, { id: "failed", customer: customer("cus_1"), createdAt: later(3 * DAY), status: "failed" });
    await makePayment(db, { id: "somebody else's", customer: customer("cus_2"), createdAt: later(3 * DAY) });
    expect(await paymentBreakers(db)).toEqual({
      "paid-after-lost-dispute": ["both", "later", "of the subscription"],
      "lost-dispute": ["lost"],
    });
  });

  test("one without a readable date counts from its payment", async ({ db }) => {
    await db.delete(payment);
    await makePayment(db, { id: "lost", customer: customer("cus_1"), disputes: [lost({ created_at: "soon" })] });
    await makePayment(db, { id: "later", customer: customer("cus_1"), createdAt: later(HOUR) });
    expect(await paymentBreakers(db)).toEqual({ "paid-after-lost-dispute": ["later"], "lost-dispute": ["lost"], unreadable: ["lost"] });
  });

  test("one that is not lost, or over a payment of nobody, is not found", async ({ db }) => {
    await db.delete(payment);
    const won = [dispute({ amount: "2000", dispute_status: "dispute_won" })];
    await makePayment(db, { id: "won", customer: customer("cus_1"), disputes: won });
    await makePayment(db, { id: "after it was won", customer: customer("cus_1"), createdAt: later(5 * DAY) });
    await makePayment(db, { id: "lost, not succeeded", customer: null, status: "failed", disputes: [lost()] });
    await makePayment(db, { id: "empty", customer: customer(""), subscriptionId: "", status: "failed", disputes: [lost()] });
    await makePayment(db, { id: "nobody's", customer: null, createdAt: later(5 * DAY) });
    await makePayment(db, { id: "empty, too", customer: customer(""), subscriptionId: "", createdAt: later(5 * DAY) });
    expect(await paymentBreakers(db)).toEqual({});
  });
});

describe("not the subscription's amount", () => {
  test("another amount or currency in the present period is found", async ({ db }) => {
    await db.delete(payment);
    const { id: subscriptionId } = await makeSubscription(db, { startedAt: later(-90 * DAY) });
    await makePayment(db, { id: "less", subscriptionId, totalAmount: 1999 });
    await makePayment(db, { id: "more", subscriptionId, totalAmount: 2001 });
    await makePayment(db, { id: "other currency", subscriptionId, currency: "EUR" });
    await makePayment(db, { id: "more, for all the discount", subscriptionId, totalAmount: 2600, tax: 400, discountId: "dsc_1" });
    await makePayment(db, { id: "nothing, though no trial", subscriptionId, totalAmount: 0, tax: 0 });
    await makePayment(db, { id: "tax unknown", subscriptionId, totalAmount: 2380, tax: null });
    expect(await paymentBreakers(db)).toEqual({
      "amount-differs": ["less", "more", "more, for all the discount", "nothing, though no trial", "other currency", "tax unknown"],
    });
  });

  test("what tax, a discount, a trial or an earlier period explains is not", async ({ db }) => {
    await db.delete(payment);
    const { id: subscriptionId } = await makeSubscription(db, { startedAt: later(-90 * DAY) });
    const { id: discounted } = await makeSubscription(db, { discountId: "dsc_1" });
    const { id: trialing } = await makeSubscription(db, { status: "trialing", startedAt: later(-6 * DAY) });
    const { id: fresh } = await makeSubscription(db);
    await makePayment(db, { id: "the amount", subscriptionId });
    await makePayment(db, { id: "tax on top", subscriptionId, totalAmount: 2380, tax: 380 });
    await makePayment(db, { id: "its own discount", subscriptionId, totalAmount: 1600, discountId: "dsc_1" });
    await makePayment(db, { id: "the subscription's discount", subscriptionId: discounted, totalAmount: 2100, tax: 300 });
    await makePayment(db, { id: "trial", subscriptionId: trialing, totalAmount: 0, tax: 0 });
    await makePayment(db, { id: "first day", subscriptionId: fresh, totalAmount: 0, tax: 0, createdAt: later(23 * HOUR) });
    await makePayment(db, { id: "earlier period", subscriptionId, totalAmount: 900, createdAt: later(-2 * HOUR) });
    await makePayment(db, { id: "failed", subscriptionId, totalAmount: 900, status: "failed" });
    await makePayment(db, { id: "unknown subscription", subscriptionId: "sub_nobody", totalAmount: 900 });
    expect(await paymentBreakers(db)).toEqual({});
  });
});

describe("what cannot be read, and what nobody knows", () => {
  test("each kind of unreadable entry is found once", async ({ db }) => {
    await db.delete(payment);
    await makePayment(db, { id: "no list", refunds: "none" });
    await makePayment(db, { id: "no object", disputes: ["dispute"] });
    await makePayment(db, { id: "amount", refunds: [refund({ amount: "12,00" })] });
    await makePayment(db, { id: "dispute's amount", disputes: [dispute({ amount: "about twelve" })] });
    await makePayment(db, { id: "currency", refunds: [refund({ amount: 5, currency: "CHF" })] });
    await makePayment(db, { id: "date", refunds: [refund({ amount: 5, created_at: null })] });
    await makePayment(db, { id: "two of them", refunds: [null, 17] });
    await makePayment(db, { id: "no status", refunds: [refund({ amount: 5, status: null })] });
    expect(await paymentBreakers(db)).toEqual({
      unreadable: ["amount", "currency", "date", "dispute's amount", "no list", "no object", "no status", "two of them"],
    });
  });

  test("unknown statuses of payments, refunds and disputes", async ({ db }) => {
    await db.delete(payment);
    await makePayment(db, { id: "payment", status: "on_hold" });
    await makePayment(db, { id: "in capitals", status: "Succeeded" });
    await makePayment(db, { id: "refund", refunds: [refund({ amount: 5, status: "reversed" })] });
    await makePayment(db, { id: "dispute", disputes: [dispute({ amount: "5", dispute_status: "dispute_pending" })] });
    await makePayment(db, { id: "stage", disputes: [dispute({ amount: "5", dispute_stage: "court" })] });
    await makePayment(db, { id: "known" });
    expect(await paymentBreakers(db)).toEqual({
      "unknown-value": ["dispute", "in capitals", "payment", "refund", "stage"],
      // Its amount counts nothing, whatever it is.
      unreadable: ["refund"],
    });
  });
});

test("several rules in one link are joined by or, and by and with other filters", async ({ db }) => {
  await db.delete(payment);
  await makePayment(db, { id: "odd", status: "on_hold" });
  await makePayment(db, { id: "unreadable", refunds: "none", currency: "EUR" });
  await makePayment(db, { id: "plain" });
  const idsOf = async (search: string) =>
    (await listPayments(db, paymentList.parse(`/payments?${search}`))).rows.map((row) => row.id).sort();
  expect(await idsOf("suspicious=unknown-value&suspicious=unreadable")).toEqual(["odd", "unreadable"]);
  expect(await idsOf("suspicious=unknown-value&suspicious=unreadable&currency=EUR")).toEqual(["unreadable"]);
  expect(await idsOf("suspicious=nonsense")).toEqual(["odd", "plain", "unreadable"]);
});
