import { eq } from "drizzle-orm";
import type { z } from "zod";
import { versionOf } from "../audit/change-row.server.ts";
import { recordAudit } from "../audit/record-audit.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { chatTags, tag } from "../db/schema.ts";
import { countedNoun } from "../deletion.ts";
import { Refusal } from "../errors.ts";
import { isUuid } from "../list/uuid.ts";
import { type DeleteTag, isNameOf } from "./tag-forms.ts";

/**
 * Deletes a tag, and takes it from every chat. The audit row keeps what it was and how many chats lost it.
 *
 * @returns how many chats lost it
 * @throws Refusal 422 the name was not typed as it is; 409 the tag, or the number of its chats, is not as the person saw it; 404 gone
 */
export async function deleteTag(db: Db, staff: Granted<"chats:tag">, tagId: string, form: z.output<typeof DeleteTag>): Promise<number> {
  if (!isUuid(tagId)) throw new Refusal(404, "This tag is no longer there.");
  return db.transaction(async (tx) => {
    // With the tag's row locked no chat gets it meanwhile: what is counted now is what goes.
    const [row] = await tx
      .select({ name: tag.name, color: tag.color, createdAt: tag.createdAt, version: versionOf(tag) })
      .from(tag)
      .where(eq(tag.id, tagId))
      .for("update");
    if (!row) throw new Refusal(404, "This tag is no longer there.");
    const { version, ...before } = row;
    if (version !== form.version) throw new Refusal(409, "This tag was changed since you opened this page. Look again before you delete.");
    if (!isNameOf(form.confirmation, row.name)) {
      throw new Refusal(422, `This is not the tag's name, ${row.name}.`, { field: "confirmation" });
    }
    const chats = await tx.$count(chatTags, eq(chatTags.tagId, tagId));
    if (form.counted !== String(chats)) {
      throw new Refusal(
        409,
        `The tag is on ${countedNoun(chats, ["chat", "chats"])} now, no longer on ${form.counted}. Look again before you delete.`,
      );
    }
    await tx.delete(tag).where(eq(tag.id, tagId));
    await recordAudit(tx, staff, {
      action: "tag.delete",
      subject: { type: "tag", id: tagId },
      before: { ...before, chats },
      after: {},
      reason: form.reason,
    });
    return chats;
  });
}
