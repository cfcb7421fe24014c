import { asc, eq } from "drizzle-orm";
import type { z } from "zod";
import { recordAudit } from "../audit/record-audit.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { chat, user, userRoles } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { lockUserAndAdmins, refuseOnLastAdmin, refuseOnSelf } from "./lock-user.server.ts";
import { previewDeletion } from "./preview-deletion.server.ts";
import { type DeletionPreview, describeDrift, formatCounted } from "./user-deletion.ts";
import type { DeleteUser } from "./user-forms.ts";

/**
 * Deletes a user and what belongs to them alone; subscriptions and payments stay on the books, without a user. The audit row keeps who it
 * was and what went.
 *
 * @throws Refusal 403 oneself; 422 the last admin, or the e-mail was not typed as it is; 409 the user or the counts are not as the person
 * saw them; 404 gone
 */
export async function deleteUser(
  db: Db,
  staff: Granted<"users:delete">,
  userId: string,
  form: z.output<typeof DeleteUser>,
): Promise<DeletionPreview> {
  refuseOnSelf(staff, userId, "delete yourself");
  return db.transaction(async (tx) => {
    const lock = await lockUserAndAdmins(tx, userId);
    const { version, name, email, role, createdAt } = lock.row;
    if (version !== form.version) throw new Refusal(409, "This user was changed since you opened this page. Look again before you delete.");
    refuseOnLastAdmin(lock, "deleted");
    if (form.confirmation !== email.toLowerCase()) {
      throw new Refusal(422, `This is not the user's e-mail, ${email}.`, { field: "confirmation" });
    }

    // With the user's own row locked no chat comes in, and with these locked no message: what is counted now is what goes.
    await tx.select({ id: chat.id }).from(chat).where(eq(chat.userId, userId)).orderBy(asc(chat.id)).for("update");
    const preview = await previewDeletion(tx, userId);
    if (form.counted !== formatCounted(preview)) {
      const drift = describeDrift(form.counted, preview);
      throw new Refusal(409, `What goes has changed since you opened this page (${drift}). Look again before you delete.`);
    }

    const grants = await tx.select({ role: userRoles.role }).from(userRoles).where(eq(userRoles.userId, userId));
    await tx.delete(chat).where(eq(chat.userId, userId));
    await tx.delete(user).where(eq(user.id, userId));
    await recordAudit(tx, staff, {
      action: "user.delete",
      subject: { type: "user", id: userId },
      before: { name, email, role, staffRoles: grants.map((grant) => grant.role), createdAt, deleted: preview.goes, kept: preview.stays },
      after: {},
      reason: form.reason,
    });
    return preview;
  });
}
