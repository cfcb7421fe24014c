import { sql } from "drizzle-orm";
import { chat } from "../db/schema.ts";
import { maskText } from "./mask.ts";

/**
 * A chat's title as whoever may read chats sees it, to be selected in place of the column: it is made of what the user asked, and is shown
 * where the chat itself has not been opened.
 */
export const shownTitle = sql<string>`${chat.title}`.mapWith((title: string) => maskText(title).value);
