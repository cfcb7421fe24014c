import { eq } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { payment } from "../../lib/db/schema.ts";
import { Refusal } from "../../lib/errors.ts";
import { getPaymentForChange } from "../../lib/payments/get-payment.server.ts";
import { expect } from "../helpers/database-test.ts";
import { auditRowsOf } from "../helpers/staff.ts";

/** The version that a form opened now would carry. */
export async function versionNow(db: Db, id: string): Promise<string> {
  return (await getPaymentForChange(db, id))!.version;
}

/** What the product or another person writes meanwhile: in a transaction of its own, or the row's version would stay the test's. */
export async function changedElsewhere(db: Db, id: string, fields: Partial<typeof payment.$inferInsert>): Promise<void> {
  await db.transaction((tx) => tx.update(payment).set(fields).where(eq(payment.id, id)));
}

/** The whole row with its version, and how often the log speaks of it. */
export async function traceOf(db: Db, id: string) {
  const [row] = await db.select().from(payment).where(eq(payment.id, id));
  return { row, version: row && (await versionNow(db, id)), entries: await auditRowsOf(db, "payment", id) };
}

/** The refusal that a change ends with; it must have left the row and the log as they were. */
export async function refusedWithoutTrace(db: Db, id: string, change: () => Promise<unknown>): Promise<Refusal> {
  const before = await traceOf(db, id);
  const outcome = await change().then(
    () => "it was not refused",
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(Refusal);
  expect(await traceOf(db, id)).toEqual(before);
  return outcome as Refusal;
}
