import { and, eq, isNull, sql } from "drizzle-orm";
import { payment, subscription } from "../../lib/db/schema.ts";
import { correctPayment } from "../../lib/payments/correct-payment.server.ts";
import { linkPayment, unlinkPayment } from "../../lib/payments/link-payment.server.ts";
import { linkSubscription } from "../../lib/subscriptions/link-subscription.server.ts";
import { planBulkLink } from "../../lib/unlinked/plan-bulk-link.server.ts";
import { UNDO_REASON, unlinkedList } from "../../lib/unlinked/unlinked.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment, makeSubscription, makeUser } from "../helpers/factories.ts";
import { signedIn } from "../helpers/request.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";
import { versionNow } from "../payments/payment-changes.ts";
import { ask, routeModules } from "../routes/route-modules.ts";

const loaderOf = (id: string) => routeModules.get(id)!.loader!;
const actionOf = (id: string) => routeModules.get(id)!.action!;

describe("the unlinked desk", () => {
  test("lists payments, or subscriptions, with who they may belong to", async ({ db }) => {
    await db.delete(payment);
    await db.delete(subscription);
    const finance = await signedIn(db, "finance");
    const ada = await makeUser(db, { name: "Ada of the desk" });
    const paid = await makePayment(db, { customer: null, metadata: { userId: ada.id } });
    const sold = await makeSubscription(db, { metadata: JSON.stringify({ userId: ada.id }) });
    await makePayment(db, { userId: ada.id });
    const list = async (search: string) =>
      JSON.parse(await (await ask(loaderOf("_staff.unlinked._index"), finance.get(`/unlinked${search}`), {})).text());
    const payments = await list("");
    expect(payments.total).toEqual({ count: 1, exact: true });
    expect(payments.page.rows).toMatchObject([{ id: paid.id, candidates: [{ userId: ada.id, name: "Ada of the desk", strong: true }] }]);
    expect(payments.mayLink).toBe(true);
    const subscriptions = await list("?of=subscriptions");
    expect(subscriptions.page.rows).toMatchObject([{ id: sold.id, candidates: [{ userId: ada.id }] }]);
    expect((await list("?status=failed")).page.rows).toEqual([]);
  });

  test("links by one button and takes it back by another", async ({ db }) => {
    const finance = await signedIn(db, "finance");
    const ada = await makeUser(db);
    const { id } = await makePayment(db, { customer: null, metadata: { userId: ada.id } });
    const at = `/unlinked/payment/${id}`;
    const [load, act] = [loaderOf("_staff.unlinked.payment.$paymentId"), actionOf("_staff.unlinked.payment.$paymentId")];
    const params = { paymentId: id };
    const page = async () => JSON.parse(await (await ask(load, finance.get(at), params)).text());
    expect(await page()).toMatchObject({
      row: { user: null },
      candidates: [{ userId: ada.id, evidence: [{ kind: "metadata", strong: true }] }],
      link: null,
    });

    const stale = await versionNow(db, id);
    const linked = await ask(act, finance.post(at, { version: stale, userId: ada.id }), params);
    expect([linked.status, linked.location]).toEqual([302, at]);
    expect(await page()).toMatchObject({ row: { user: { id: ada.id } }, candidates: [], link: { by: expect.any(String) } });

    const undone = await ask(act, finance.post(`${at}?do=undo`, { version: await versionNow(db, id) }), params);
    expect([undone.status, undone.location]).toEqual([302, at]);
    expect(await page()).toMatchObject({ row: { user: null }, link: null });
    const entries = await auditRowsOf(db, "payment", id);
    expect(entries.map((entry) => [entry.action, entry.reason])).toEqual([
      ["payment.link", null],
      ["payment.unlink", UNDO_REASON],
    ]);
  });

  test("takes back only a link that staff made, that stands, and that replaced nobody", async ({ db }) => {
    const finance = await signedIn(db, "finance");
    const [ada, ben] = [await makeUser(db), await makeUser(db)];
    const id = "_staff.unlinked.payment.$paymentId";
    const undo = async (paid: string) => {
      const at = `/unlinked/payment/${paid}`;
      const shown = JSON.parse(await (await ask(loaderOf(id), finance.get(at), { paymentId: paid })).text());
      const form = { version: await versionNow(db, paid) };
      const answer = await ask(actionOf(id), finance.post(`${at}?do=undo`, form), { paymentId: paid });
      return [shown.link !== null, answer.status];
    };
    const refused = async (paid: string, userId: string) => {
      const before = (await auditRowsOf(db, "payment", paid)).length;
      expect(await undo(paid)).toEqual([false, 422]);
      expect(await db.$count(payment, and(eq(payment.id, paid), eq(payment.userId, userId)))).toBe(1);
      expect(await auditRowsOf(db, "payment", paid)).toHaveLength(before);
    };
    const by = staffWith("payments:change");
    const link = async (paid: string, userId: string) => linkPayment(db, by, paid, { version: await versionNow(db, paid), userId });

    // Linked by the product.
    const bought = await makePayment(db, { userId: ada.id });
    await refused(bought.id, ada.id);
    // In place of another user.
    await link(bought.id, ben.id);
    await refused(bought.id, ben.id);
    // Unlinked by staff; then the product linked it again.
    const again = await makePayment(db);
    await link(again.id, ada.id);
    await unlinkPayment(db, by, again.id, { version: await versionNow(db, again.id), reason: "Not theirs" });
    await db.update(payment).set({ userId: ada.id }).where(eq(payment.id, again.id));
    await refused(again.id, ada.id);
    // Linked by staff; then the product gave it to somebody else.
    const moved = await makePayment(db);
    await link(moved.id, ada.id);
    await db.update(payment).set({ userId: ben.id }).where(eq(payment.id, moved.id));
    await refused(moved.id, ben.id);
    // Linked on the payment's own page, and corrected since: the link stands.
    const plain = await makePayment(db);
    await link(plain.id, ada.id);
    await correctPayment(db, by, plain.id, { version: await versionNow(db, plain.id), status: "failed", reason: "Bounced" });
    expect(await undo(plain.id)).toEqual([true, 302]);
    expect(await db.$count(payment, and(eq(payment.id, plain.id), isNull(payment.userId)))).toBe(1);
  });

  test("takes back a subscription's link by the same rule", async ({ db }) => {
    const finance = await signedIn(db, "finance");
    const [ada, ben] = [await makeUser(db), await makeUser(db)];
    const id = "_staff.unlinked.subscription.$subscriptionId";
    const by = staffWith("subscriptions:change");
    const versionOf = async (sold: string) => {
      const { rows } = await db.execute<{ version: string }>(sql`select xmin::text as version from subscription where id = ${sold}`);
      return rows[0]!.version;
    };
    const undo = async (sold: string) => {
      const request = finance.post(`/unlinked/subscription/${sold}?do=undo`, { version: await versionOf(sold) });
      return (await ask(actionOf(id), request, { subscriptionId: sold })).status;
    };
    const bought = await makeSubscription(db, { userId: ada.id });
    expect(await undo(bought.id)).toBe(422);
    await linkSubscription(db, by, bought.id, { version: await versionOf(bought.id), userId: ben.id });
    expect(await undo(bought.id)).toBe(422);
    expect(await db.$count(subscription, eq(subscription.userId, ben.id))).toBe(1);
    const found = await makeSubscription(db);
    await linkSubscription(db, by, found.id, { version: await versionOf(found.id), userId: ada.id });
    expect(await undo(found.id)).toBe(302);
    expect((await auditRowsOf(db, "subscription", found.id)).map((entry) => entry.reason)).toEqual([null, UNDO_REASON]);
  });

  test("goes on to the next one without a user", async ({ db }) => {
    await db.delete(subscription);
    const finance = await signedIn(db, "finance");
    const at = (seconds: number) => new Date(Date.UTC(2026, 2, 10, 12, 0, seconds));
    const [newest, , oldest] = [
      await makeSubscription(db, { createdAt: at(3) }),
      await makeSubscription(db, { createdAt: at(2), userId: (await makeUser(db)).id }),
      await makeSubscription(db, { createdAt: at(1) }),
    ];
    const next = async (id: string) => {
      const answer = await ask(loaderOf("_staff.unlinked.subscription.$subscriptionId"), finance.get(`/unlinked/subscription/${id}`), {
        subscriptionId: id,
      });
      return JSON.parse(await answer.text()).next;
    };
    expect(await next(newest!.id)).toBe(`/unlinked/subscription/${oldest!.id}`);
    expect(await next(oldest!.id)).toBeNull();
  });

  test("links in bulk what its page counted, and takes that back", async ({ db }) => {
    await db.delete(payment);
    const finance = await signedIn(db, "finance");
    const ada = await makeUser(db);
    for (let n = 0; n < 2; n++) await makePayment(db, { customer: null, metadata: { userId: ada.id } });
    const act = actionOf("_staff.unlinked.link-payments");
    const { digest } = await planBulkLink(db, unlinkedList.defaults);
    const wrong = await ask(act, finance.post("/unlinked/link-payments", { expected: "3", digest }), {});
    expect([wrong.status, (await wrong.text()).includes("You saw 3 to link; by now it is 2")]).toEqual([409, true]);
    const done = await ask(act, finance.post("/unlinked/link-payments", { expected: "2", digest }), {});
    expect(done.status).toBe(302);
    const requestId = decodeURIComponent(done.location!.split("/").at(-1)!);
    expect(done.location).toBe(`/unlinked/link-payments/${encodeURIComponent(requestId)}`);
    expect(await db.$count(payment, eq(payment.userId, ada.id))).toBe(2);

    const id = "_staff.unlinked.link-payments_.$requestId";
    const params = { requestId };
    const result = JSON.parse(await (await ask(loaderOf(id), finance.get(done.location!), params)).text());
    expect(result.items).toMatchObject([{ undoable: true }, { undoable: true }]);
    const back = await ask(actionOf(id), finance.post(done.location!, { expected: "2", reason: "Not theirs after all" }), params);
    expect(back.status).toBe(302);
    expect(await db.$count(payment, eq(payment.userId, ada.id))).toBe(0);
  });
});
