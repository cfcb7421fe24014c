import { and, asc, eq, gte, inArray, isNull, ne, notExists, sql } from "drizzle-orm";
import { alias, QueryBuilder } from "drizzle-orm/pg-core";
import type { Db } from "../db/database.server.ts";
import { auditLog, payment, subscription, user } from "../db/schema.ts";
import { nounOf, type UnlinkedKind } from "./unlinked-kind.ts";

const later = alias(auditLog, "later");

/** What has become of a link: it stands, the row is nobody's, it is another user's, or somebody has linked it to the same user again. */
export type BulkItemState = "linked" | "unlinked" | "moved" | "relinked";

/** What one request linked, and what has become of it. */
export type BulkItem = Awaited<ReturnType<typeof getBulk>>[number];

/**
 * The rows without a user that were linked by one request, in the order of their ids; none for a request that linked nothing, or in place of
 * another user. At most 500, as a bulk link.
 */
export async function getBulk(db: Db, of: UnlinkedKind, requestId: string) {
  const noun = nounOf(of);
  const present =
    of === "payments"
      ? {
          createdAt: payment.createdAt,
          amount: payment.totalAmount,
          currency: payment.currency,
          customerId: payment.customerId,
          customerName: payment.customerName,
          customerEmail: payment.customerEmail,
          presentUserId: payment.userId,
        }
      : {
          createdAt: subscription.createdAt,
          amount: subscription.amount,
          currency: subscription.currency,
          customerId: subscription.customerId,
          customerName: sql<null>`null`,
          customerEmail: sql<null>`null`,
          presentUserId: subscription.userId,
        };
  const replaced = sql<string | null>`${auditLog.before} ->> 'userId'`;
  const wanted = sql<string>`${auditLog.after} ->> 'userId'`;
  // Whoever linked or unlinked it by hand since has looked at it: that is not to be undone with the rest.
  const untouched = notExists(
    new QueryBuilder()
      .select({ id: later.id })
      .from(later)
      .where(
        and(
          eq(later.subjectType, auditLog.subjectType),
          eq(later.subjectId, auditLog.subjectId),
          inArray(later.action, [`${noun}.link`, `${noun}.unlink`]),
          gte(later.createdAt, auditLog.createdAt),
          ne(later.id, auditLog.id),
        ),
      ),
  );
  const rows = await db
    .select({
      id: auditLog.subjectId,
      linkedAt: auditLog.createdAt,
      linkedBy: auditLog.actorName,
      reason: auditLog.reason,
      userId: wanted,
      userName: user.name,
      ...present,
      untouched: sql<boolean>`${untouched}`,
    })
    .from(auditLog)
    .leftJoin(user, eq(user.id, wanted))
    .leftJoin(payment, and(eq(payment.id, auditLog.subjectId), eq(auditLog.subjectType, "payment")))
    .leftJoin(subscription, and(eq(subscription.id, auditLog.subjectId), eq(auditLog.subjectType, "subscription")))
    .where(and(eq(auditLog.action, `${noun}.link`), eq(auditLog.requestId, requestId), isNull(replaced)))
    .orderBy(asc(auditLog.subjectId))
    .limit(500);
  return rows.map(({ presentUserId, untouched, ...row }) => {
    const state = stateOf(row.userId, presentUserId, untouched);
    /** It is as the request left it, so that it can be taken back. */
    return { ...row, state, undoable: state === "linked" };
  });
}

function stateOf(linked: string, present: string | null, untouched: boolean): BulkItemState {
  if (present === null) return "unlinked";
  if (present !== linked) return "moved";
  return untouched ? "linked" : "relinked";
}
