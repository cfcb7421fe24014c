import { eq } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { chat } from "../db/schema.ts";

/** What has to be known of a chat to open it; undefined where there is none. */
export async function getChatToRead(db: Db, chatId: string) {
  const [row] = await db.select({ id: chat.id, visibility: chat.visibility }).from(chat).where(eq(chat.id, chatId));
  return row;
}
