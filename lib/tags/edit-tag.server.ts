import type { z } from "zod";
import { changeRow } from "../audit/change-row.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { tag } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { isUuid } from "../list/uuid.ts";
import { refusingTakenName } from "./add-tag.server.ts";
import type { EditTag } from "./tag-forms.ts";

/**
 * Changes a tag's name or colour, on every chat that has it.
 *
 * @throws Refusal 422 another tag has the name, or nothing would change; 404 or 409, see changeRow
 */
export async function editTag(db: Db, staff: Granted<"chats:tag">, tagId: string, form: z.output<typeof EditTag>) {
  if (!isUuid(tagId)) throw new Refusal(404, "This tag is no longer there.");
  const { name, color } = form;
  return refusingTakenName("name", () =>
    changeRow(db, staff, {
      table: tag,
      id: tag.id,
      fields: { name: tag.name, color: tag.color },
      subject: { type: "tag", id: tagId },
      noun: "tag",
      version: form.version,
      form: (row) => ({ name: row.name, color: row.color }),
      decide: () => ({ action: "tag.edit", set: { name, color } }),
    }),
  );
}
