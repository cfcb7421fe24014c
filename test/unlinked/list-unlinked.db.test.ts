import { payment, subscription } from "../../lib/db/schema.ts";
import { countUnlinked, listUnlinked, unlinkedFilterOptions } from "../../lib/unlinked/list-unlinked.server.ts";
import { unlinkedList } from "../../lib/unlinked/unlinked.ts";
import type { UnlinkedQuery } from "../../lib/unlinked/unlinked-where.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makePayment, makeSubscription, makeUser } from "../helpers/factories.ts";
import { walkBothWays } from "../list/walk.ts";

const at = (seconds: number) => new Date(madeAt.getTime() + seconds * 1000);

describe("the rows without a user", () => {
  test("are payments or subscriptions, narrowed by each filter", async ({ db }) => {
    await db.delete(payment);
    await db.delete(subscription);
    const user = await makeUser(db);
    const customer = { customer_id: "cus_1", email: "mia@example.com", name: "Mia Lang" };
    await makePayment(db, { id: "a", createdAt: at(0), customer, metadata: { userId: "u" }, subscriptionId: "sub_1" });
    await makePayment(db, { id: "b", createdAt: at(-1), status: null, currency: "JPY", customer: null, metadata: null });
    await makePayment(db, { id: "linked", userId: user.id });
    await makeSubscription(db, { id: "s", createdAt: at(0), customerId: "cus_1", metadata: '{"userId":"u"}' });
    await makeSubscription(db, { id: "t", createdAt: at(-1), status: "canceled", metadata: "{" });
    await makeSubscription(db, { id: "linked", userId: user.id });
    for (const [search, ids] of [
      ["", ["a", "b"]],
      ["of=payments", ["a", "b"]],
      ["of=subscriptions", ["s", "t"]],
      ["q=mia", ["a"]],
      ["q=cus_1&of=subscriptions", ["s"]],
      ["status=none", ["b"]],
      ["status=canceled&of=subscriptions", ["t"]],
      ["currency=JPY", ["b"]],
      [`createdAt.from=${at(0).toISOString()}`, ["a"]],
      ["id=b&id=linked", ["b"]],
      ["id=t&of=subscriptions", ["t"]],
    ] as const) {
      const query = unlinkedList.parse(`/unlinked?${search}`);
      const [{ rows }, total] = await Promise.all([listUnlinked(db, query), countUnlinked(db, query)]);
      expect([search, rows.map((row) => row.id)]).toEqual([search, ids]);
      expect(total).toEqual({ count: ids.length, exact: true });
    }
    const { rows } = await listUnlinked(db, unlinkedList.defaults);
    expect(rows[0]).toEqual({
      id: "a",
      createdAt: at(0),
      amount: 2000,
      currency: "USD",
      status: "succeeded",
      customerId: "cus_1",
      customerName: "Mia Lang",
      customerEmail: "mia@example.com",
      subscriptionId: "sub_1",
      productId: null,
      named: "u",
      version: expect.stringMatching(/^\d+$/),
    });
    const sold = await listUnlinked(db, unlinkedList.parse("?of=subscriptions"));
    expect(sold.rows.map((row) => [row.named, row.productId, row.customerEmail])).toEqual([
      ["u", "prod_pro_monthly", null],
      [null, "prod_pro_monthly", null],
    ]);
    expect(await unlinkedFilterOptions(db, unlinkedList.defaults)).toEqual({ status: ["succeeded"], currency: ["JPY", "USD"] });
    expect((await unlinkedFilterOptions(db, unlinkedList.parse("?of=subscriptions"))).status).toEqual(["active", "canceled"]);
  });

  test("are walked page by page both ways", async ({ db }) => {
    await db.delete(payment);
    await db.delete(subscription);
    for (let n = 0; n < 7; n++) {
      await makePayment(db, { createdAt: at(-(n % 3)) });
      await makeSubscription(db, { createdAt: at(-(n % 3)) });
    }
    for (const search of ["", "?of=subscriptions"]) {
      const query = { ...unlinkedList.parse(search), size: 2 };
      const { forward, back } = await walkBothWays(unlinkedList, query, (asked) => listUnlinked(db, asked as UnlinkedQuery));
      expect(new Set(forward).size).toBe(7);
      expect(back).toEqual(forward);
    }
  });

  test("of subscriptions are a tab, which clearing the filters keeps", () => {
    expect(unlinkedList.isUnfiltered(unlinkedList.parse("/unlinked?of=subscriptions"))).toBe(true);
    const narrowed = unlinkedList.parse("/unlinked?of=subscriptions&status=active&q=ada");
    expect(unlinkedList.isUnfiltered(narrowed)).toBe(false);
    expect(unlinkedList.clearedHref(narrowed)).toBe("/unlinked?of=subscriptions");
    expect(unlinkedList.clearedHref(unlinkedList.parse("/unlinked?status=failed&id=pay_1"))).toBe("/unlinked");
  });
});
