import { desc, eq, type SQL, sql } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/pg-core";
import { chat, chatNote, chatTags, tag, toolCalls } from "../db/schema.ts";
import type { ChatTag } from "../tags/tag.ts";

// What stands beside a chat on its page, as JSON columns of the query that reads the chat itself: each is a short list, and one query for all
// of them costs less than one for each. Each selects from the chat of the enclosing query.

/** So many of a chat's newest calls are drawn over time; more would be no picture. */
export const CALLS_DRAWN = 200;
/** So many of the newest notes are shown; nobody reads more on one page. */
const NOTES_SHOWN = 200;

/** When a tool call ran and how it ended; nothing of what it was asked, answered, or said of its failure. Times are ISO 8601, UTC. */
export interface TimedToolCall {
  id: string;
  toolName: string;
  status: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

/** A note of staff; times are ISO 8601, UTC. */
export interface NoteOfChat {
  id: string;
  authorId: string | null;
  authorName: string;
  body: string;
  createdAt: string;
  /** Null until it is edited. */
  updatedAt: string | null;
}

const iso = (column: SQL | typeof chatNote.createdAt | typeof toolCalls.startedAt) =>
  sql`to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const build = new QueryBuilder();

/** The chat's tags, by their names. */
export const tagsJson = sql<ChatTag[]>`(${build
  .select({
    tags: sql`coalesce(json_agg(json_build_object('id', ${tag.id}, 'name', ${tag.name}, 'color', ${tag.color})
      order by lower(${tag.name}), ${tag.id}), '[]'::json)`.as("tags"),
  })
  .from(chatTags)
  .innerJoin(tag, eq(tag.id, chatTags.tagId))
  .where(eq(chatTags.chatId, chat.id))})`;

/** What staff noted about the chat, newest first. They are staff's own words, so they are not read under a `Reading`. */
export const notesJson = sql<NoteOfChat[]>`array_to_json(array(${build
  .select({
    note: sql`json_build_object('id', ${chatNote.id}, 'authorId', ${chatNote.authorId}, 'authorName', ${chatNote.authorName},
      'body', ${chatNote.body}, 'createdAt', ${iso(chatNote.createdAt)}, 'updatedAt', ${iso(sql`${chatNote.updatedAt}`)})`.as("note"),
  })
  .from(chatNote)
  .where(eq(chatNote.chatId, chat.id))
  .orderBy(desc(chatNote.createdAt), desc(chatNote.id))
  .limit(NOTES_SHOWN)}))`;

/** The chat's newest tool calls, the newest first. */
export const callsJson = sql<TimedToolCall[]>`array_to_json(array(${build
  .select({
    call: sql`json_build_object('id', ${toolCalls.id}, 'toolName', ${toolCalls.toolName}, 'status', ${toolCalls.status},
      'createdAt', ${iso(sql`${toolCalls.createdAt}`)}, 'startedAt', ${iso(toolCalls.startedAt)}, 'finishedAt', ${iso(sql`${toolCalls.finishedAt}`)})`.as(
      "call",
    ),
  })
  .from(toolCalls)
  .where(eq(toolCalls.chatId, chat.id))
  .orderBy(desc(toolCalls.createdAt), desc(toolCalls.id))
  .limit(CALLS_DRAWN)}))`;
