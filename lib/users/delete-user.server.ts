import { asc, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { recordAudit } from "../audit/record-audit.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import { productTablesInChat } from "../chats/preview-chat-deletion.server.ts";
import type { Db } from "../db/database.server.ts";
import { chat, payment, subscription, user, userRoles } from "../db/schema.ts";
import { othersForAudit, refuseOnOthers } from "../deletion.ts";
import { Refusal } from "../errors.ts";
import { lockUserAndAdmins, refuseOnLastAdmin, refuseOnSelf } from "./lock-user.server.ts";
import { previewDeletion, productTablesOfUser } from "./preview-deletion.server.ts";
import { type DeletionPreview, describeDrift, formatCounted } from "./user-deletion.ts";
import type { DeleteUser } from "./user-forms.ts";

/**
 * Deletes a user and what belongs to them alone; subscriptions and payments stay on the books, without a user. The audit row keeps who it
 * was and what went.
 *
 * @throws Refusal 403 oneself; 422 the last admin, the e-mail was not typed as it is, or something of the product's own forbids it; 409 the user or the counts are not as the person
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

    refuseOnOthers(preview.others);
    const grants = await tx.select({ role: userRoles.role }).from(userRoles).where(eq(userRoles.userId, userId));
    // Nothing is left to the delete rules of the product's foreign keys: a live database may have others than ours.
    const theirChats = tx.select({ id: chat.id }).from(chat).where(eq(chat.userId, userId));
    for (const table of productTablesInChat) await tx.delete(table).where(inArray(table.chatId, theirChats));
    await tx.delete(chat).where(eq(chat.userId, userId));
    for (const table of productTablesOfUser) await tx.delete(table).where(eq(table.userId, userId));
    await tx.update(subscription).set({ userId: null }).where(eq(subscription.userId, userId));
    await tx.update(payment).set({ userId: null }).where(eq(payment.userId, userId));
    await tx.delete(user).where(eq(user.id, userId));
    await recordAudit(tx, staff, {
      action: "user.delete",
      subject: { type: "user", id: userId },
      before: {
        name,
        email,
        role,
        staffRoles: grants.map((grant) => grant.role),
        createdAt,
        deleted: preview.goes,
        kept: preview.stays,
        ...othersForAudit(preview.others),
      },
      after: {},
      reason: form.reason,
    });
    return preview;
  });
}
