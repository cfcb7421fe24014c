import type { Db } from "../../lib/db/database.server.ts";
import { subscription } from "../../lib/db/schema.ts";
import { csvResponse } from "../../lib/list/csv.server.ts";
import { everyPage } from "../../lib/list/keyset.server.ts";
import { countSubscriptions, listSubscriptions, subscriptionFilterOptions } from "../../lib/subscriptions/list-subscriptions.server.ts";
import { subscriptionList } from "../../lib/subscriptions/subscription.ts";
import { subscriptionCsv } from "../../lib/subscriptions/subscription-csv.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makeSubscription, makeUser } from "../helpers/factories.ts";

const at = (seconds: number) => new Date(madeAt.getTime() + seconds * 1000);

/** The ids that a URL's list shows, in its order; the count must agree. */
async function idsOf(db: Db, search: string): Promise<string[]> {
  const query = subscriptionList.parse(`/subscriptions?${search}`);
  const [{ rows }, total] = await Promise.all([listSubscriptions(db, query), countSubscriptions(db, query)]);
  expect(total).toEqual({ count: rows.length, exact: true });
  return rows.map((row) => row.id);
}

describe("the list of subscriptions", () => {
  test("shows the user, and leaves none out that has no user", async ({ db }) => {
    const user = await makeUser(db, { name: "Ada Novak", email: "ada@example.com" });
    await makeSubscription(db, { id: "linked", userId: user.id, customerId: "cus_1" });
    await makeSubscription(db, { id: "free", createdAt: at(-1) });
    const { rows } = await listSubscriptions(db, subscriptionList.defaults);
    expect(rows.map((row) => [row.id, row.userName, row.userEmail])).toEqual([
      ["linked", "Ada Novak", "ada@example.com"],
      ["free", null, null],
    ]);
    expect(rows[0]).toEqual({
      id: "linked",
      createdAt: madeAt,
      productId: "prod_pro_monthly",
      status: "active",
      amount: 2000,
      currency: "usd",
      recurringInterval: "month",
      currentPeriodEnd: at(31 * 86_400),
      cancelAtPeriodEnd: false,
      startedAt: madeAt,
      endedAt: null,
      customerId: "cus_1",
      userId: user.id,
      userName: "Ada Novak",
      userEmail: "ada@example.com",
    });
  });

  test("each filter narrows it", async ({ db }) => {
    const user = await makeUser(db);
    await makeSubscription(db, { id: "a", userId: user.id, createdAt: at(0), status: "trialing", currency: "eur" });
    await makeSubscription(db, { id: "b", createdAt: at(-1), status: "odd", recurringInterval: "quarter", productId: "prod_team" });
    await makeSubscription(db, {
      id: "c",
      createdAt: new Date("2026-01-05T00:00:00Z"),
      cancelAtPeriodEnd: true,
      currentPeriodEnd: new Date("2026-02-01T23:59:59Z"),
    });
    await makeSubscription(db, { id: "d", createdAt: at(-2), endedAt: at(60) });
    expect(await idsOf(db, "")).toEqual(["a", "b", "d", "c"]);
    expect(await idsOf(db, "status=trialing&status=odd")).toEqual(["a", "b"]);
    expect(await idsOf(db, "currency=eur")).toEqual(["a"]);
    expect(await idsOf(db, "interval=quarter")).toEqual(["b"]);
    expect(await idsOf(db, "periodEnd.from=2026-02-01&periodEnd.to=2026-02-01")).toEqual(["c"]);
    expect(await idsOf(db, "periodEnd.to=2026-01-31")).toEqual([]);
    expect(await idsOf(db, "cancelsAtPeriodEnd=yes")).toEqual(["c"]);
    expect(await idsOf(db, "cancelsAtPeriodEnd=no")).toEqual(["a", "b", "d"]);
    expect(await idsOf(db, "withoutUser=yes")).toEqual(["b", "d", "c"]);
    expect(await idsOf(db, "withoutUser=no")).toEqual(["a"]);
    expect(await idsOf(db, "mrr=yes")).toEqual(["c"]);
    expect(await idsOf(db, "mrr=no")).toEqual(["a", "b", "d"]);
    expect(await idsOf(db, "product=prod_team")).toEqual(["b"]);
    expect(await idsOf(db, "createdAt.to=2026-01-05")).toEqual(["c"]);
    expect(await idsOf(db, `user=${user.id}&user=nobody`)).toEqual(["a"]);
    expect(await idsOf(db, "id=b&id=d&id=nothing")).toEqual(["b", "d"]);
    expect(await idsOf(db, "status=trialing&withoutUser=yes")).toEqual([]);
  });

  test("the search finds a user's name or e-mail by part, and ids in whole", async ({ db }) => {
    const ada = await makeUser(db, { name: "Ada Novak", email: "countess@example.com" });
    const grace = await makeUser(db, { name: "Grace 100%", email: "grace_h@example.com" });
    await makeSubscription(db, { id: "sub_a", userId: ada.id, createdAt: at(3), customerId: "cus_a", productId: "prod_a" });
    await makeSubscription(db, { id: "sub_g", userId: grace.id, createdAt: at(2), customerId: "cus_g", productId: "prod_g" });
    await makeSubscription(db, { id: "sub_x", createdAt: at(1), customerId: "cus_x", productId: "prod_a" });
    expect(await idsOf(db, "q=aDa+n")).toEqual(["sub_a"]);
    expect(await idsOf(db, "q=COUNTESS")).toEqual(["sub_a"]);
    expect(await idsOf(db, "q=100%25")).toEqual(["sub_g"]);
    expect(await idsOf(db, "q=grace_")).toEqual(["sub_g"]);
    expect(await idsOf(db, "q=_")).toEqual(["sub_g"]);
    expect(await idsOf(db, "q=sub_x")).toEqual(["sub_x"]);
    expect(await idsOf(db, "q=cus_g")).toEqual(["sub_g"]);
    expect(await idsOf(db, "q=prod_a")).toEqual(["sub_a", "sub_x"]);
    expect(await idsOf(db, "q=prod_")).toEqual([]);
    expect(await idsOf(db, "q=prod_a&withoutUser=yes")).toEqual(["sub_x"]);
  });

  test("every order is walked forward and back without a gap, ties included", async ({ db }) => {
    for (let n = 0; n < 60; n++) {
      await makeSubscription(db, { createdAt: at(n % 7), currentPeriodEnd: at(1_000_000 + (n % 3)), amount: n % 5 });
    }
    for (const sort of ["createdAt", "-createdAt", "currentPeriodEnd", "-currentPeriodEnd", "amount", "-amount"]) {
      const query = { ...subscriptionList.parse(`/subscriptions?sort=${sort}`), size: 7 };
      const forward: string[] = [];
      let page = await listSubscriptions(db, query);
      forward.push(...page.rows.map((row) => row.id));
      while (page.next) {
        page = await listSubscriptions(db, { ...query, cursor: { side: "after", ...page.next } });
        forward.push(...page.rows.map((row) => row.id));
      }
      const backward = page.rows.map((row) => row.id);
      while (page.previous) {
        page = await listSubscriptions(db, { ...query, cursor: { side: "before", ...page.previous } });
        backward.unshift(...page.rows.map((row) => row.id));
      }
      expect(new Set(forward).size).toBe(60);
      expect(backward).toEqual(forward);
    }
  });

  test("the filters over open sets offer what the table holds", async ({ db }) => {
    await makeSubscription(db, { status: "zombie", currency: "jpy", recurringInterval: "quarter", productId: "prod_b" });
    await makeSubscription(db);
    expect(await subscriptionFilterOptions(db)).toEqual({
      status: ["active", "zombie"],
      currency: ["jpy", "usd"],
      interval: ["month", "quarter"],
      product: ["prod_b", "prod_pro_monthly"],
    });
  });

  test("its export has every row that matches, with the amount in both units", async ({ db }) => {
    const user = await makeUser(db, { name: "=Ada", email: "ada@example.com" });
    await makeSubscription(db, { id: "one", amount: 1999, userId: user.id, customerId: "cus_1" });
    await makeSubscription(db, { id: "two", amount: 500, currency: "jpy", createdAt: at(-1), customerId: "cus_2", endedAt: at(0) });
    await makeSubscription(db, { status: "paused" });
    const query = subscriptionList.parse("/subscriptions?status=active");
    const text = await csvResponse({
      name: "test",
      columns: subscriptionCsv,
      batches: everyPage(query, 1, (page) => listSubscriptions(db, page)),
      expected: 2,
    }).text();
    expect(text.replace("\uFEFF", "").trimEnd().split("\r\n")).toEqual([
      "subscription_id,created_at_utc,status,product_id,product_name,currency,amount_minor_units,amount,interval,started_at_utc,period_end_utc,cancels_at_period_end,ended_at_utc,customer_id,user_id,user_name,user_email",
      `one,2026-03-10T12:00:00.000Z,active,prod_pro_monthly,prod_pro_monthly,usd,1999,19.99,month,2026-03-10T12:00:00.000Z,2026-04-10T12:00:00.000Z,false,,cus_1,${user.id},'=Ada,ada@example.com`,
      "two,2026-03-10T11:59:59.000Z,active,prod_pro_monthly,prod_pro_monthly,jpy,500,500,month,2026-03-10T12:00:00.000Z,2026-04-10T12:00:00.000Z,false,2026-03-10T12:00:00.000Z,cus_2,,,",
      "# complete: 2 rows",
    ]);
    expect(await db.$count(subscription)).toBe(3);
  });
});
