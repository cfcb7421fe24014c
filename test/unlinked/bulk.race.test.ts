import { eq, inArray } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { payment, user } from "../../lib/db/schema.ts";
import { Refusal } from "../../lib/errors.ts";
import { linkPayment, unlinkPayment } from "../../lib/payments/link-payment.server.ts";
import { linkInBulk } from "../../lib/unlinked/link-in-bulk.server.ts";
import { planBulkLink } from "../../lib/unlinked/plan-bulk-link.server.ts";
import { unlinkBulk } from "../../lib/unlinked/unlink-bulk.server.ts";
import { unlinkedList } from "../../lib/unlinked/unlinked.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";
import { untilWaiting } from "../helpers/until-waiting.ts";
import { versionNow } from "../payments/payment-changes.ts";

const staff = () => staffWith("payments:change");

/** Three payments that a bulk link would link to one user, and the query that matches them alone. */
async function makeDesk(db: Db) {
  const ada = await makeUser(db);
  const rows = [];
  for (let n = 0; n < 3; n++) rows.push(await makePayment(db, { customer: null, metadata: { userId: ada.id } }));
  const ids = rows.map((row) => row.id).sort();
  const query = unlinkedList.parse(new URLSearchParams(ids.map((id) => ["id", id])));
  const { digest } = await planBulkLink(db, query);
  return { ada, ids, query, form: { expected: 3, digest } };
}

const ownersOf = async (db: Db, ids: string[]) =>
  (await db.select({ userId: payment.userId }).from(payment).where(inArray(payment.id, ids)).orderBy(payment.id)).map((row) => row.userId);

const settled = (result: PromiseSettledResult<unknown>) => (result.status === "rejected" ? result.reason : undefined);

describe("a bulk link while others work", () => {
  test("links nothing where somebody links one of its rows in that moment", async ({ database: { db } }) => {
    const { ids, query, form } = await makeDesk(db);
    const ben = await makeUser(db);
    let bulk: Promise<unknown> | undefined;
    await db.transaction(async (tx) => {
      await tx.update(payment).set({ userId: ben.id }).where(eq(payment.id, ids[1]!));
      bulk = linkInBulk(db, staff(), "payments", query, form);
      bulk.catch(() => {});
      await untilWaiting(db, 1);
    });
    const [outcome] = await Promise.allSettled([bulk]);
    expect(settled(outcome!)).toBeInstanceOf(Refusal);
    expect(settled(outcome!)).toMatchObject({ status: 409 });
    expect(await ownersOf(db, ids)).toEqual([null, ben.id, null]);
    for (const id of ids) expect(await auditRowsOf(db, "payment", id)).toEqual([]);
    await db.delete(payment).where(inArray(payment.id, ids));
  });

  test("links nothing where its user is deleted in that moment", async ({ database: { db } }) => {
    const { ada, ids, query, form } = await makeDesk(db);
    let bulk: Promise<unknown> | undefined;
    await db.transaction(async (tx) => {
      await tx.delete(user).where(eq(user.id, ada.id));
      bulk = linkInBulk(db, staff(), "payments", query, form);
      bulk.catch(() => {});
      await untilWaiting(db, 1);
    });
    const [outcome] = await Promise.allSettled([bulk]);
    expect(settled(outcome!)).toMatchObject({ status: 409 });
    expect(await ownersOf(db, ids)).toEqual([null, null, null]);
    await db.delete(payment).where(inArray(payment.id, ids));
  });

  test("is taken back whole or not at all where somebody looks at one of its rows in that moment, even to link it as it was", async ({
    database: { db },
  }) => {
    const { ada, ids, query, form } = await makeDesk(db);
    const by = staff();
    await linkInBulk(db, by, "payments", query, form);
    let undo: Promise<unknown> | undefined;
    await db.transaction(async (tx) => {
      await unlinkPayment(tx, staff(), ids[1]!, { version: await versionNow(tx, ids[1]!), reason: "Looked at" });
      await linkPayment(tx, staff(), ids[1]!, { version: await versionNow(tx, ids[1]!), userId: ada.id });
      undo = unlinkBulk(db, staff(), "payments", by.requestId, { expected: 3, reason: "Not theirs" });
      undo.catch(() => {});
      await untilWaiting(db, 1);
    });
    const [outcome] = await Promise.allSettled([undo]);
    expect(settled(outcome!)).toMatchObject({ status: 409, message: expect.stringContaining("by now it is 2") });
    expect(await ownersOf(db, ids)).toEqual([ada.id, ada.id, ada.id]);
    await db.delete(payment).where(inArray(payment.id, ids));
  });

  test("is made by one of two who press at once, never twice and never in part", async ({ database: { db } }) => {
    for (let round = 0; round < 10; round++) {
      const { ada, ids, query, form } = await makeDesk(db);
      const outcomes = await Promise.allSettled([staff(), staff()].map((by) => linkInBulk(db, by, "payments", query, form)));
      expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(outcomes.map(settled).find((reason) => reason !== undefined)).toMatchObject({ status: 409 });
      expect(await ownersOf(db, ids)).toEqual([ada.id, ada.id, ada.id]);
      for (const id of ids) expect(await auditRowsOf(db, "payment", id)).toHaveLength(1);
      await db.delete(payment).where(inArray(payment.id, ids));
      await db.delete(user).where(eq(user.id, ada.id));
    }
  });
});
