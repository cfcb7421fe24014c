import { and, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { staleRefusal } from "../audit/change-row.server.ts";
import { recordAudit } from "../audit/record-audit.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { user, userRoles } from "../db/schema.ts";
import { staffRole } from "../db/values.ts";
import { Refusal } from "../errors.ts";
import { lockUserAndAdmins, refuseOnLastAdmin, refuseOnSelf } from "./lock-user.server.ts";
import type { ChangeRoles } from "./user-forms.ts";

/**
 * Sets a user's role in the product and their staff roles here, as one change. It holds from their next request on.
 *
 * @throws Refusal 403 one's own roles; 422 the last admin, or nothing would change; 409 the user changed meanwhile; 404 gone
 */
export async function changeRoles(db: Db, staff: Granted<"users:change-roles">, userId: string, form: z.output<typeof ChangeRoles>) {
  const subject = { type: "user", id: userId } as const;
  refuseOnSelf(staff, userId, "change your own roles");
  return db.transaction(async (tx) => {
    const lock = await lockUserAndAdmins(tx, userId);
    const granted = await tx.select({ role: userRoles.role }).from(userRoles).where(eq(userRoles.userId, userId));
    const held = new Set(granted.map((grant) => grant.role));
    const wanted = new Set(form.staffRoles);
    const before = { role: lock.row.role, staffRoles: staffRole.filter((role) => held.has(role)) };
    const after = { role: form.role, staffRoles: staffRole.filter((role) => wanted.has(role)) };
    if (lock.row.version !== form.version) throw await staleRefusal(tx, subject, "user", lock.row.version, before);

    const added = after.staffRoles.filter((role) => !held.has(role));
    const removed = before.staffRoles.filter((role) => !wanted.has(role));
    if (before.role === after.role && added.length === 0 && removed.length === 0) {
      throw new Refusal(422, "Nothing was changed, so there is nothing to save.");
    }
    if (after.role !== "admin") refuseOnLastAdmin(lock, "made a user");

    const now = new Date();
    // Also where only staff roles change: the row's version then shows it to whoever else is editing this user.
    await tx.update(user).set({ role: after.role, updatedAt: now }).where(eq(user.id, userId));
    if (removed.length > 0) await tx.delete(userRoles).where(and(eq(userRoles.userId, userId), inArray(userRoles.role, removed)));
    if (added.length > 0) {
      await tx.insert(userRoles).values(added.map((role) => ({ userId, role, grantedBy: staff.id, grantedAt: now })));
    }
    await recordAudit(tx, staff, { action: "user.change_roles", subject, before, after });
    return { before, after };
  });
}
