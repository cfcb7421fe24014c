import { sql } from "drizzle-orm";
import { chat } from "../db/schema.ts";
import { maskText } from "./mask.ts";

/** A chat's title as it is stored; empty where there is none, which a live product's table may allow. */
export const storedTitle = sql<string>`coalesce(${chat.title}, '')`;

/**
 * A chat's title as whoever may read chats sees it, to be selected in place of the column: it is made of what the user asked, and is shown
 * where the chat itself has not been opened.
 */
export const shownTitle = sql<string>`${storedTitle}`.mapWith(titleToShow);

/** What a chat is called where it has not been opened, from its stored title; never empty, since it is what a link says. */
export function titleToShow(stored: string): string {
  return stored.trim() === "" ? "Untitled chat" : maskText(stored).value;
}
