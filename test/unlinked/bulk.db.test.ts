import { randomUUID } from "node:crypto";
import { eq, inArray } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { payment, subscription } from "../../lib/db/schema.ts";
import { Refusal } from "../../lib/errors.ts";
import { linkPayment, unlinkPayment } from "../../lib/payments/link-payment.server.ts";
import { candidatesOf } from "../../lib/unlinked/candidates.server.ts";
import { getBulk } from "../../lib/unlinked/get-bulk.server.ts";
import { getUnlinked } from "../../lib/unlinked/get-unlinked.server.ts";
import { linkInBulk } from "../../lib/unlinked/link-in-bulk.server.ts";
import { planBulkLink } from "../../lib/unlinked/plan-bulk-link.server.ts";
import { unlinkBulk } from "../../lib/unlinked/unlink-bulk.server.ts";
import { unlinkedList } from "../../lib/unlinked/unlinked.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment, makeSubscription, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";
import { versionNow } from "../payments/payment-changes.ts";

const staff = () => staffWith("payments:change", "subscriptions:change");
const payments = unlinkedList.defaults;
const subscriptions = unlinkedList.parse("?of=subscriptions");
const nobody = { customer_id: null, email: null, name: null };
const unnamed = { customer: nobody, metadata: null };
const reason = "Linked the wrong ones";

/** Three payments with one strong candidate each, one with two, one with a weak one, one with none. */
async function makeDesk(db: Db) {
  await db.delete(payment);
  await db.delete(subscription);
  const [ada, ben] = [await makeUser(db), await makeUser(db)];
  const make = (metadata: unknown, customer: unknown = nobody) => makePayment(db, { ...unnamed, metadata, customer });
  const strong = [await make({ userId: ada.id }), await make({ userId: ben.id }), await make(null, { ...nobody, email: ada.email })];
  const ambiguous = await make({ userId: ada.id }, { ...nobody, email: ben.email });
  const weak = await make(null, { ...nobody, email: (await makeUser(db, { emailVerified: false })).email });
  const unknown = await make(null);
  return { ada, ben, strong, ambiguous, weak, unknown };
}

const ownerOf = async (db: Db, id: string) =>
  (await db.select({ userId: payment.userId }).from(payment).where(eq(payment.id, id)))[0]!.userId;

/** The refusal that it ends with. */
async function refused(change: () => Promise<unknown>): Promise<Refusal> {
  const outcome = await change().then(
    () => "it was not refused",
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(Refusal);
  return outcome as Refusal;
}

describe("linking in bulk", () => {
  test("takes those with exactly one candidate that has strong evidence, each with an audit row of its own", async ({ db }) => {
    const { ada, ben, strong, ambiguous, weak, unknown } = await makeDesk(db);
    const plan = await planBulkLink(db, payments);
    expect(plan).toMatchObject({ looked: 6, ambiguous: 1, weak: 1, unknown: 1, more: false });
    expect(plan.pairs.map(({ row }) => row.id).sort()).toEqual(strong.map(({ id }) => id).sort());
    const by = staff();
    expect(await linkInBulk(db, by, "payments", payments, { expected: 3, digest: plan.digest })).toEqual({ linked: 3 });
    expect(await Promise.all(strong.map(({ id }) => ownerOf(db, id)))).toEqual([ada.id, ben.id, ada.id]);
    for (const { id } of [ambiguous, weak, unknown])
      expect([await ownerOf(db, id), await auditRowsOf(db, "payment", id)]).toEqual([null, []]);
    for (const { id } of strong) {
      const [entry, ...others] = await auditRowsOf(db, "payment", id);
      expect(others).toEqual([]);
      expect(entry).toMatchObject({
        action: "payment.link",
        actorId: by.id,
        before: { userId: null },
        after: { userId: await ownerOf(db, id) },
      });
      expect(entry).toMatchObject({ requestId: by.requestId, reason: expect.stringMatching(/^.+\. Linked in bulk, 3 at once\.$/) });
    }
    expect((await planBulkLink(db, payments)).pairs.map(({ row }) => row.id)).not.toContain(strong[0]!.id);
  });

  test("never takes what is contradicted: a customer id that came with another user's e-mail, or metadata that does", async ({ db }) => {
    await db.delete(payment);
    await db.delete(subscription);
    const [ada, vera] = [await makeUser(db), await makeUser(db, { emailVerified: false })];
    const customer = { ...nobody, customer_id: "cus_vera", email: vera.email };
    // Ada typed Vera's e-mail at her checkout, and the provider took the customer that it had by it.
    await makePayment(db, { ...unnamed, customer, userId: ada.id });
    const paid = [
      await makePayment(db, { ...unnamed, customer }),
      await makePayment(db, { ...unnamed, customer: { ...nobody, email: vera.email }, metadata: { userId: ada.id } }),
    ];
    const sold = await makeSubscription(db, { customerId: "cus_vera" });
    await makePayment(db, { ...unnamed, customer: { ...nobody, email: vera.email }, subscriptionId: sold.id, userId: null });
    expect(await planBulkLink(db, payments)).toMatchObject({ looked: 3, pairs: [], ambiguous: 2, weak: 1 });
    expect(await planBulkLink(db, subscriptions)).toMatchObject({ looked: 1, pairs: [], ambiguous: 1 });
    for (const { id } of paid) {
      const candidates = (await candidatesOf(db, "payments", [(await getUnlinked(db, "payments", id))!])).get(id)!;
      expect(candidates.map((one) => [one.userId, one.strong, one.contradicted])).toEqual([
        [ada.id, true, true],
        [vera.id, false, true],
      ]);
      expect(candidates[0]!.against).toEqual(["The customer's e-mail is that of another user."]);
    }
    // Without the e-mail nothing contradicts.
    await makePayment(db, { ...unnamed, customer: { ...nobody, customer_id: "cus_vera" } });
    expect((await planBulkLink(db, payments)).pairs).toHaveLength(1);
  });

  test("keeps to the list's filter", async ({ db }) => {
    const { strong } = await makeDesk(db);
    const query = unlinkedList.parse(`?id=${strong[1]!.id}`);
    const plan = await planBulkLink(db, query);
    expect(plan).toMatchObject({ looked: 1, pairs: [{ row: { id: strong[1]!.id } }] });
    await linkInBulk(db, staff(), "payments", query, { expected: 1, digest: plan.digest });
    expect(await ownerOf(db, strong[0]!.id)).toBeNull();
    expect(await ownerOf(db, strong[1]!.id)).not.toBeNull();
  });

  test("does subscriptions too, and only them", async ({ db }) => {
    const { ada, strong } = await makeDesk(db);
    const sold = await makeSubscription(db, { metadata: JSON.stringify({ userId: ada.id }) });
    const { digest } = await planBulkLink(db, subscriptions);
    await linkInBulk(db, staff(), "subscriptions", subscriptions, { expected: 1, digest });
    const [row] = await db.select({ userId: subscription.userId }).from(subscription).where(eq(subscription.id, sold.id));
    expect(row!.userId).toBe(ada.id);
    expect(await auditRowsOf(db, "subscription", sold.id)).toMatchObject([{ action: "subscription.link", after: { userId: ada.id } }]);
    expect(await ownerOf(db, strong[0]!.id)).toBeNull();
  });

  test("is refused whole when it is no longer what was seen: by number, or by who", async ({ db }) => {
    const { ada, ben, strong } = await makeDesk(db);
    const { digest } = await planBulkLink(db, payments);
    const change = (expected: number) => refused(() => linkInBulk(db, staff(), "payments", payments, { expected, digest }));
    expect(await change(2)).toMatchObject({ status: 409, message: expect.stringContaining("You saw 2 to link; by now it is 3") });
    // As many as before, but another user.
    await db
      .update(payment)
      .set({ metadata: { userId: ben.id } })
      .where(eq(payment.id, strong[0]!.id));
    expect((await change(3)).status).toBe(409);
    await db
      .update(payment)
      .set({ metadata: { userId: ada.id } })
      .where(eq(payment.id, strong[0]!.id));
    await makePayment(db, { ...unnamed, metadata: { userId: ben.id } });
    expect((await change(3)).message).toContain("by now it is 4");
    for (const { id } of strong) expect([await ownerOf(db, id), await auditRowsOf(db, "payment", id)]).toEqual([null, []]);
  });
});

describe("taking a bulk link back", () => {
  async function linked(db: Db) {
    const desk = await makeDesk(db);
    const by = staff();
    const { digest } = await planBulkLink(db, payments);
    await linkInBulk(db, by, "payments", payments, { expected: 3, digest });
    return { ...desk, requestId: by.requestId };
  }

  test("unlinks all that one request linked, each with an audit row, and can be done once", async ({ db }) => {
    const { strong, requestId } = await linked(db);
    const items = await getBulk(db, "payments", requestId);
    const stored = await db
      .select()
      .from(payment)
      .where(
        inArray(
          payment.id,
          strong.map(({ id }) => id),
        ),
      );
    const shown = (row: (typeof stored)[number]) => [
      row.id,
      row.totalAmount,
      row.currency,
      row.createdAt,
      row.customerName,
      row.customerEmail,
    ];
    expect(items.map((item) => [item.id, item.amount, item.currency, item.createdAt, item.customerName, item.customerEmail])).toEqual(
      stored.sort((a, b) => (a.id < b.id ? -1 : 1)).map(shown),
    );
    expect(await getBulk(db, "subscriptions", requestId)).toEqual([]);
    expect(await unlinkBulk(db, staff(), "payments", requestId, { expected: 3, reason })).toEqual({ unlinked: 3 });
    for (const { id } of strong) {
      expect(await ownerOf(db, id)).toBeNull();
      expect((await auditRowsOf(db, "payment", id)).map((entry) => entry.action).sort()).toEqual(["payment.link", "payment.unlink"]);
    }
    expect((await getBulk(db, "payments", requestId)).map((item) => [item.undoable, item.state])).toEqual(
      Array(3).fill([false, "unlinked"]),
    );
    expect((await refused(() => unlinkBulk(db, staff(), "payments", requestId, { expected: 3, reason }))).status).toBe(409);
  });

  test("leaves what somebody changed since, even back to the same user", async ({ db }) => {
    const { ada, strong, requestId } = await linked(db);
    const [first, second, third] = strong;
    const by = staffWith("payments:change");
    await unlinkPayment(db, by, first!.id, { version: await versionNow(db, first!.id), reason });
    await linkPayment(db, by, first!.id, { version: await versionNow(db, first!.id), userId: ada.id });
    await db.update(payment).set({ userId: ada.id }).where(eq(payment.id, second!.id));
    const items = await getBulk(db, "payments", requestId);
    expect(items.filter((item) => item.undoable).map((item) => item.id)).toEqual([third!.id]);
    expect((await refused(() => unlinkBulk(db, staff(), "payments", requestId, { expected: 3, reason }))).message).toContain(
      "by now it is 1",
    );
    await unlinkBulk(db, staff(), "payments", requestId, { expected: 1, reason });
    expect([await ownerOf(db, first!.id), await ownerOf(db, second!.id), await ownerOf(db, third!.id)]).toEqual([ada.id, ada.id, null]);
  });

  test("knows nothing of a link that replaced another user: there is more to take back than it could", async ({ db }) => {
    const [ada, ben] = [await makeUser(db), await makeUser(db)];
    const { id } = await makePayment(db, { userId: ada.id });
    const by = staff();
    await linkPayment(db, by, id, { version: await versionNow(db, id), userId: ben.id });
    expect(await getBulk(db, "payments", by.requestId)).toEqual([]);
    expect((await refused(() => unlinkBulk(db, staff(), "payments", by.requestId, { expected: 1, reason }))).status).toBe(409);
    expect(await ownerOf(db, id)).toBe(ben.id);
  });

  test("knows nothing of a request that linked nothing", async ({ db }) => {
    expect(await getBulk(db, "payments", randomUUID())).toEqual([]);
  });
});
