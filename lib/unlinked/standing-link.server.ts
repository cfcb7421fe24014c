import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { auditLog } from "../db/schema.ts";
import { nounOf, type UnlinkedKind } from "./unlinked-kind.ts";

/**
 * Who linked a row to the user that it has, and when, where that can simply be taken back: it is the newest that staff did to its link, and it
 * had no user before. Undefined for a link that the product made, and for one in place of another user: nobody's is not what that row was.
 *
 * @param userId the user that the row has now
 */
export async function standingLink(db: Db, of: UnlinkedKind, id: string, userId: string): Promise<{ by: string; at: Date } | undefined> {
  const noun = nounOf(of);
  const [newest, older] = await db
    .select({
      by: auditLog.actorName,
      at: auditLog.createdAt,
      action: auditLog.action,
      from: sql<string | null>`${auditLog.before} ->> 'userId'`,
      to: sql<string | null>`${auditLog.after} ->> 'userId'`,
    })
    .from(auditLog)
    .where(and(eq(auditLog.subjectType, noun), eq(auditLog.subjectId, id), inArray(auditLog.action, [`${noun}.link`, `${noun}.unlink`])))
    .orderBy(desc(auditLog.createdAt), desc(auditLog.id))
    .limit(2);
  const stands = newest?.action === `${noun}.link` && newest.from === null && newest.to === userId;
  // Of two in the same millisecond nobody can say which came last.
  const certain = newest?.at.getTime() !== older?.at.getTime();
  return stands && certain ? { by: newest.by, at: newest.at } : undefined;
}
