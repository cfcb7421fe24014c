import { eq } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { payment, subscription, user } from "../db/schema.ts";
import { shownName } from "../users/shown-name.ts";
import { unlinkedPayment, unlinkedRow, unlinkedSubscription } from "./list-unlinked.server.ts";
import type { UnlinkedKind } from "./unlinked-kind.ts";

const owner = { id: user.id, name: shownName, email: user.email };

/** One payment or subscription as the desk shows it, and its user, where it has got one by now; undefined where there is no such row. */
export async function getUnlinked(db: Db, of: UnlinkedKind, id: string) {
  if (of === "payments") {
    const [row] = await db
      .select({ row: unlinkedPayment, user: owner })
      .from(payment)
      .leftJoin(user, eq(user.id, payment.userId))
      .where(eq(payment.id, id));
    return row && { ...unlinkedRow(row.row), user: row.user };
  }
  const [row] = await db
    .select({ row: unlinkedSubscription, user: owner })
    .from(subscription)
    .leftJoin(user, eq(user.id, subscription.userId))
    .where(eq(subscription.id, id));
  return row && { ...unlinkedRow(row.row), user: row.user };
}
