import { eq } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { chat, user } from "../db/schema.ts";
import { nameOrEmail } from "../users/shown-name.ts";
import { shownTitle } from "./shown-title.server.ts";

/** What has to be known of a chat to open it, with its masked title and its owner; undefined where there is none. */
export async function getChatToRead(db: Db, chatId: string) {
  const [row] = await db
    .select({ id: chat.id, visibility: chat.visibility, title: shownTitle, owner: nameOrEmail })
    .from(chat)
    .innerJoin(user, eq(user.id, chat.userId))
    .where(eq(chat.id, chatId));
  return row;
}
