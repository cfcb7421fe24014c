import { asc, eq, or } from "drizzle-orm";
import { versionOf } from "../audit/change-row.server.ts";
import type { Staff } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { user } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { shownName } from "./shown-name.ts";
import { banState } from "./user.ts";

/**
 * Locks a user's row until the transaction ends, and with it every admin's, so that "not the last admin" still holds when this change is
 * made. Always in the order of their ids: two such changes wait for each other and cannot deadlock. Rows that refer to the user (chats,
 * sessions, usage) cannot be added meanwhile.
 *
 * @returns the row as it is now, and whether another admin is left who can sign in
 * @throws Refusal 404 the user is gone
 */
export async function lockUserAndAdmins(tx: Db, userId: string) {
  const rows = await tx
    .select({
      id: user.id,
      name: shownName,
      email: user.email,
      role: user.role,
      createdAt: user.createdAt,
      banned: user.banned,
      banReason: user.banReason,
      banExpires: user.banExpires,
      version: versionOf(user),
    })
    .from(user)
    .where(or(eq(user.role, "admin"), eq(user.id, userId)))
    .orderBy(asc(user.id))
    .for("update");
  const row = rows.find((each) => each.id === userId);
  if (!row) throw new Refusal(404, "This user is no longer there.");
  const now = new Date();
  const otherAdmin = rows.some((each) => each.id !== userId && each.role === "admin" && banState(each, now) !== "banned");
  return { row, otherAdmin };
}

/**
 * @param act what is refused, as in "You cannot ban yourself."
 * @throws Refusal 403 where a person is about to do it to themselves
 */
export function refuseOnSelf(staff: Staff, userId: string, act: string): void {
  if (staff.id === userId) throw new Refusal(403, `You cannot ${act}. Ask another admin.`);
}

/**
 * @param act what is refused, as in "is the last admin and cannot be banned"
 * @throws Refusal 422 where nobody would be left who may do everything
 */
export function refuseOnLastAdmin({ row, otherAdmin }: Awaited<ReturnType<typeof lockUserAndAdmins>>, act: string): void {
  if (row.role === "admin" && !otherAdmin)
    throw new Refusal(422, `${row.name} is the last admin and cannot be ${act}. Make another person admin first.`);
}
