import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { recordAudit } from "../audit/record-audit.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { session } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import type { RevokeSessions } from "./user-forms.ts";

/**
 * Ends one session of a user.
 *
 * @throws Refusal 404 this user has no such session, or has it no longer
 */
export async function revokeSession(
  db: Db,
  staff: Granted<"users:revoke-sessions">,
  userId: string,
  sessionId: string,
  form: z.output<typeof RevokeSessions>,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [ended] = await tx
      .delete(session)
      .where(and(eq(session.id, sessionId), eq(session.userId, userId)))
      .returning({
        sessionId: session.id,
        createdAt: session.createdAt,
        expiresAt: session.expiresAt,
        ipAddress: session.ipAddress,
        userAgent: session.userAgent,
      });
    if (!ended) throw new Refusal(404, "This session has ended already.");
    await recordAudit(tx, staff, {
      action: "user.revoke_session",
      subject: { type: "user", id: userId },
      before: ended,
      after: {},
      reason: form.reason,
    });
  });
}

/**
 * Ends every session of a user, so that they have to sign in again wherever they are.
 *
 * @returns how many there were
 * @throws Refusal 422 they have none
 */
export async function revokeSessions(
  db: Db,
  staff: Granted<"users:revoke-sessions">,
  userId: string,
  form: z.output<typeof RevokeSessions>,
): Promise<number> {
  return db.transaction(async (tx) => {
    const ended = await tx.delete(session).where(eq(session.userId, userId)).returning({ id: session.id });
    if (ended.length === 0) throw new Refusal(422, "This user has no sessions.");
    await recordAudit(tx, staff, {
      action: "user.revoke_sessions",
      subject: { type: "user", id: userId },
      before: { sessions: ended.length },
      after: { sessions: 0 },
      reason: form.reason,
    });
    return ended.length;
  });
}
