import { eq } from "drizzle-orm";
import type { z } from "zod";
import { staleRefusal } from "../audit/change-row.server.ts";
import { changedFields, recordAudit } from "../audit/record-audit.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { session, user } from "../db/schema.ts";
import { env } from "../env.server.ts";
import { Refusal } from "../errors.ts";
import { fromLocalDateTime, toLocalDateTime } from "../zoned-time.ts";
import { lockUserAndAdmins, refuseOnLastAdmin, refuseOnSelf } from "./lock-user.server.ts";
import { banState } from "./user.ts";
import type { BanUser } from "./user-forms.ts";

/** The ban that holds now, as its form shows it; empty where none does. */
export function banFormOf(row: { banned: boolean; banReason: string | null; banExpires: Date | null }): { reason: string; until: string } {
  if (banState(row, new Date()) !== "banned") return { reason: "", until: "" };
  return { reason: row.banReason ?? "", until: row.banExpires ? toLocalDateTime(row.banExpires, env().reportingTimeZone) : "" };
}

/**
 * Bans a user, or changes the reason or end of their ban, and ends every session of theirs in the same act: better-auth checks a ban only
 * when somebody signs in.
 *
 * @throws Refusal 403 oneself; 422 the last admin, an end that is past, or nothing would change; 409 the user changed meanwhile; 404 gone
 */
export async function banUser(db: Db, staff: Granted<"users:ban">, userId: string, form: z.output<typeof BanUser>) {
  const subject = { type: "user", id: userId } as const;
  refuseOnSelf(staff, userId, "ban yourself");
  return db.transaction(async (tx) => {
    const lock = await lockUserAndAdmins(tx, userId);
    const { banned, banReason, banExpires, version } = lock.row;
    const before = { banned, banReason, banExpires };
    const now = new Date();
    if (version !== form.version) throw await staleRefusal(tx, subject, "user", version, banFormOf(before));
    refuseOnLastAdmin(lock, "banned");

    const after = { banned: true, banReason: form.reason, banExpires: endOfBan(form.until, before, now) };
    if (Object.keys(changedFields(before, after).after).length === 0) {
      throw new Refusal(422, "This ban has the same reason and end already.");
    }
    await tx
      .update(user)
      .set({ ...after, updatedAt: now })
      .where(eq(user.id, userId));
    const ended = await tx.delete(session).where(eq(session.userId, userId)).returning({ id: session.id });
    const sessionsRevoked = ended.length;
    await recordAudit(tx, staff, { action: "user.ban", subject, before, after: { ...after, sessionsRevoked }, reason: form.reason });
    return { ...after, sessionsRevoked };
  });
}

/** The form holds whole seconds: a text that was not touched leaves the end as it is. */
function endOfBan(until: string | undefined, before: Parameters<typeof banFormOf>[0], now: Date): Date | null {
  if (until === undefined) return null;
  if (until === banFormOf(before).until) return before.banExpires;
  const zone = env().reportingTimeZone;
  const end = fromLocalDateTime(until, zone);
  if (!end) throw new Refusal(422, `The clocks of ${zone} skip this time.`, { field: "until" });
  if (end <= now) throw new Refusal(422, "This time is past. Choose a later one, or none for a ban without end.", { field: "until" });
  return end;
}
