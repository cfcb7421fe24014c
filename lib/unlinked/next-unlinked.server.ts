import { and, desc, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "../db/database.server.ts";
import { payment, subscription } from "../db/schema.ts";
import type { UnlinkedKind } from "./unlinked-kind.ts";

const thisPayment = alias(payment, "this");
const thisSubscription = alias(subscription, "this");

/** The id of the next older row without a user, in the order of the desk's list; undefined behind the last. */
export async function nextUnlinked(db: Db, of: UnlinkedKind, id: string): Promise<string | undefined> {
  if (of === "payments") {
    const here = sql`select ${thisPayment.createdAt} from ${payment} ${thisPayment} where ${thisPayment.id} = ${id}`;
    const [next] = await db
      .select({ id: payment.id })
      .from(payment)
      .where(and(isNull(payment.userId), sql`(${payment.createdAt}, ${payment.id}) < ((${here}), ${id})`))
      .orderBy(desc(payment.createdAt), desc(payment.id))
      .limit(1);
    return next?.id;
  }
  const here = sql`select ${thisSubscription.createdAt} from ${subscription} ${thisSubscription} where ${thisSubscription.id} = ${id}`;
  const [next] = await db
    .select({ id: subscription.id })
    .from(subscription)
    .where(and(isNull(subscription.userId), sql`(${subscription.createdAt}, ${subscription.id}) < ((${here}), ${id})`))
    .orderBy(desc(subscription.createdAt), desc(subscription.id))
    .limit(1);
  return next?.id;
}
