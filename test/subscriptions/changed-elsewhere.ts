import { eq } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { subscription } from "../../lib/db/schema.ts";

/** What the product or another person writes meanwhile: in a transaction of its own, or the row's version would stay the test's. */
export async function changedElsewhere(db: Db, id: string, fields: Partial<typeof subscription.$inferInsert>): Promise<void> {
  await db.transaction((tx) => tx.update(subscription).set(fields).where(eq(subscription.id, id)));
}
