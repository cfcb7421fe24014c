import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { message } from "../../db/schema.ts";
import { type Cursor, formatCursor, parseCursor } from "../../list/cursor.ts";
import type { Reading } from "../chat-reading.server.ts";
import type { MessageRow } from "./show-message.server.ts";
import { TRANSCRIPT_PAGE, type TranscriptPosition } from "./transcript.ts";

/** A transcript has one order; its cursors say so. */
const ORDER = "transcript";
/** So many messages before and after a page are read with it: the rows of `tool_calls` at its borders may belong to their parts. */
const NEIGHBOURS = 2;

export interface SelectedMessage extends MessageRow {
  /** `created_at` as PostgreSQL writes it, microseconds included. */
  sortKey: string;
}

/** Messages around a page, oldest first; the page is those from `begin` (inclusive) to `end` (exclusive). */
export interface SelectedMessages {
  messages: SelectedMessage[];
  begin: number;
  end: number;
  /** Whether the chat has messages beyond those selected. */
  more: { before: boolean; after: boolean };
}

/** A place between two messages, and how many of each side are wanted. */
interface Split {
  /** The first message after it (`before`), or the last one before it (`after`); undefined: the beginning or the end of the chat. */
  at: Cursor | "start" | "end";
  earlier: number;
  later: number;
}

/** The page of messages at a position, and its neighbours. Two queries by the index on (chat_id, created_at, id), one more for a message. */
export async function selectMessages(db: Db, reading: Reading, position: TranscriptPosition): Promise<SelectedMessages> {
  const split = await splitAt(db, reading, position);
  return around(db, reading, split);
}

/** One message and its neighbours; an empty page where the chat has no such message. */
export async function selectMessage(db: Db, reading: Reading, messageId: string): Promise<SelectedMessages> {
  const at = await cursorTo(db, reading, messageId);
  if (!at) return { messages: [], begin: 0, end: 0, more: { before: false, after: false } };
  return around(db, reading, { at, earlier: 0, later: 1 });
}

/** The cursor of a message, for links to the pages beside it. */
export function cursorOf(row: SelectedMessage): string {
  return formatCursor(ORDER, { key: row.sortKey, id: row.id });
}

async function splitAt(db: Db, reading: Reading, position: TranscriptPosition): Promise<Split> {
  const start: Split = { at: "start", earlier: 0, later: TRANSCRIPT_PAGE };
  if ("at" in position) return position.at === "end" ? { at: "end", earlier: TRANSCRIPT_PAGE, later: 0 } : start;
  if ("message" in position) {
    const at = await cursorTo(db, reading, position.message);
    return at ? { at, earlier: TRANSCRIPT_PAGE / 2, later: TRANSCRIPT_PAGE / 2 } : start;
  }
  if ("after" in position) {
    const at = parseCursor(position.after, "after", ORDER, "timestamp");
    return at ? { at, earlier: 0, later: TRANSCRIPT_PAGE } : start;
  }
  const at = parseCursor(position.before, "before", ORDER, "timestamp");
  return at ? { at, earlier: TRANSCRIPT_PAGE, later: 0 } : start;
}

/** The place right before a message of this chat. */
async function cursorTo(db: Db, reading: Reading, messageId: string): Promise<Cursor | undefined> {
  if (messageId.includes("\0")) return undefined;
  const [row] = await db
    .select({ key: sql<string>`${message.createdAt}::text`, id: message.id })
    .from(message)
    .where(and(eq(message.id, messageId.toWellFormed()), eq(message.chatId, reading.chatId)));
  return row && { side: "before", ...row };
}

async function around(db: Db, reading: Reading, { at, earlier, later }: Split): Promise<SelectedMessages> {
  // One more than the neighbours tells whether there are others beyond them.
  const [before, after] = await Promise.all([
    at === "start" ? [] : side(db, reading, "before", at, earlier + NEIGHBOURS + 1),
    at === "end" ? [] : side(db, reading, "after", at, later + NEIGHBOURS + 1),
  ]);
  const more = { before: before.length > earlier + NEIGHBOURS, after: after.length > later + NEIGHBOURS };
  const kept = before.slice(0, earlier + NEIGHBOURS).reverse();
  const begin = Math.max(0, kept.length - earlier);
  const behind = after.slice(0, later + NEIGHBOURS);
  return { messages: [...kept, ...behind], begin, end: kept.length + Math.min(later, behind.length), more };
}

/** Messages on one side of a place, the nearest first. */
function side(
  db: Db,
  reading: Reading,
  where: "before" | "after",
  at: Cursor | "start" | "end",
  limit: number,
): Promise<SelectedMessage[]> {
  const towards = where === "after" ? asc : desc;
  // A cursor of side "before" stands right before its message, one of side "after" right behind it.
  const beyond =
    typeof at === "string"
      ? undefined
      : sql`(${message.createdAt}, ${message.id}) ${
          where === "after" ? (at.side === "after" ? sql`>` : sql`>=`) : at.side === "after" ? sql`<=` : sql`<`
        } (${at.key}::timestamp, ${at.id}::text)`;
  return db
    .select({
      id: message.id,
      role: message.role,
      parts: message.parts,
      attachments: message.attachments,
      createdAt: message.createdAt,
      model: message.model,
      inputTokens: message.inputTokens,
      outputTokens: message.outputTokens,
      totalTokens: message.totalTokens,
      completionTime: message.completionTime,
      sortKey: sql<string>`${message.createdAt}::text`,
    })
    .from(message)
    .where(and(eq(message.chatId, reading.chatId), beyond))
    .orderBy(towards(message.createdAt), towards(message.id))
    .limit(limit);
}
