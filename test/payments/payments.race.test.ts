import { eq, inArray } from "drizzle-orm";
import { payment, user } from "../../lib/db/schema.ts";
import { correctPayment } from "../../lib/payments/correct-payment.server.ts";
import { linkPayment } from "../../lib/payments/link-payment.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";
import { versionNow } from "./payment-changes.ts";

const rounds = 20;
const one = { ...staffWith("payments:change"), name: "Linus Berg" };
const two = { ...staffWith("payments:change"), name: "Mia Lang" };
const reason = "Two of us looked at it";

/** Of two changes at once: the place of the one that was made, and why the other was refused. */
function winnerOf(results: PromiseSettledResult<unknown>[]): { winner: 0 | 1; refusal: unknown } {
  expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  const winner = results[0]!.status === "fulfilled" ? 0 : 1;
  return { winner, refusal: (results[1 - winner] as PromiseRejectedResult).reason };
}

describe("two staff changing one payment at the same time", () => {
  test("with the same version: one status is written, the other person sees it and who wrote it", async ({ database: { db } }) => {
    const ids: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const { id } = await makePayment(db, { status: "processing" });
      ids.push(id);
      const version = await versionNow(db, id);
      const statuses = ["succeeded", "failed"] as const;
      const { winner, refusal } = winnerOf(
        await Promise.allSettled([one, two].map((staff, n) => correctPayment(db, staff, id, { version, status: statuses[n]!, reason }))),
      );
      const entries = await auditRowsOf(db, "payment", id);
      expect(entries).toHaveLength(1);
      expect(entries[0]).toMatchObject({
        actorId: [one, two][winner]!.id,
        before: { status: "processing" },
        after: { status: statuses[winner] },
      });
      expect(refusal).toMatchObject({
        status: 409,
        conflict: {
          current: { status: statuses[winner] },
          version: await versionNow(db, id),
          changedBy: { name: [one, two][winner]!.name, at: entries[0]!.createdAt.toISOString() },
        },
      });
      const [row] = await db.select({ status: payment.status }).from(payment).where(eq(payment.id, id));
      expect(row!.status).toBe(statuses[winner]);
    }
    await db.delete(payment).where(inArray(payment.id, ids));
  });

  test("in different fields: the one that comes second looks again first", async ({ database: { db } }) => {
    const { id: userId } = await makeUser(db);
    const ids: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const { id } = await makePayment(db, { status: "processing" });
      ids.push(id);
      const version = await versionNow(db, id);
      const { winner, refusal } = winnerOf(
        await Promise.allSettled([
          correctPayment(db, one, id, { version, status: "failed", reason }),
          linkPayment(db, two, id, { version, userId }),
        ]),
      );
      expect(refusal).toMatchObject({ status: 409, conflict: { current: winner === 0 ? { userId: "" } : { status: "processing" } } });
      expect(await auditRowsOf(db, "payment", id)).toMatchObject([{ action: winner === 0 ? "payment.correct" : "payment.link" }]);
    }
    await db.delete(payment).where(inArray(payment.id, ids));
    await db.delete(user).where(eq(user.id, userId));
  });

  test("while the product writes it: whoever was second knows of the other", async ({ database: { db } }) => {
    const ids: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const { id } = await makePayment(db, { status: "processing" });
      ids.push(id);
      const version = await versionNow(db, id);
      const webhook = db.update(payment).set({ status: "cancelled" }).where(eq(payment.id, id));
      const [corrected] = await Promise.allSettled([correctPayment(db, one, id, { version, status: "failed", reason }), webhook]);
      const entries = await auditRowsOf(db, "payment", id);
      if (corrected!.status === "fulfilled") {
        expect(entries).toMatchObject([{ before: { status: "processing" }, after: { status: "failed" } }]);
      } else {
        expect(corrected!.reason).toMatchObject({ status: 409, conflict: { current: { status: "cancelled" } } });
        expect(entries).toEqual([]);
      }
    }
    await db.delete(payment).where(inArray(payment.id, ids));
  });
});
