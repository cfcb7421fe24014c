import type { z } from "zod";
import { recordAudit } from "../audit/record-audit.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { isUniqueViolation } from "../db/database-errors.ts";
import { tag } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import type { ChatTag } from "./tag.ts";
import type { AddTag } from "./tag-forms.ts";

/**
 * Adds a tag.
 *
 * @throws Refusal 422 there is a tag of that name, in whatever case
 */
export async function addTag(db: Db, staff: Granted<"chats:tag">, form: z.output<typeof AddTag>): Promise<ChatTag> {
  return refusingTakenName("name", () => db.transaction((tx) => insertTag(tx, staff, form)));
}

/** The tag and its audit row, inside the transaction of a larger change. */
export async function insertTag(tx: Db, staff: Granted<"chats:tag">, { name, color }: z.output<typeof AddTag>): Promise<ChatTag> {
  const [added] = await tx
    .insert(tag)
    .values({ name, color, createdBy: staff.id, createdAt: new Date() })
    .returning({ id: tag.id, name: tag.name, color: tag.color });
  await recordAudit(tx, staff, { action: "tag.add", subject: { type: "tag", id: added!.id }, before: {}, after: { name, color } });
  return added!;
}

/** Runs a change of tags, which the database refuses where two would have one name. `field` is where the form asks for the name. */
export async function refusingTakenName<T>(field: string, change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refusal(422, "There is a tag of that name already.", { field });
    throw error;
  }
}
