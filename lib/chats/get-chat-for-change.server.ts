import { eq } from "drizzle-orm";
import { versionOf } from "../audit/change-row.server.ts";
import type { Db } from "../db/database.server.ts";
import { chat } from "../db/schema.ts";
import { maskText } from "./mask.ts";
import { storedTitle } from "./shown-title.server.ts";

/** What a form that changes a chat begins with; undefined where there is none. The title is masked, as it is everywhere. */
export async function getChatForChange(db: Db, chatId: string) {
  const [row] = await db
    .select({ id: chat.id, title: storedTitle, visibility: chat.visibility, version: versionOf(chat) })
    .from(chat)
    .where(eq(chat.id, chatId));
  return row && { ...row, title: maskText(row.title).value };
}
