import { and, eq, sql } from "drizzle-orm";
import type { Reading } from "../chats/chat-reading.server.ts";
import { maskJson, maskText } from "../chats/mask.ts";
import { shownTitle } from "../chats/shown-title.server.ts";
import { jsonWithoutPayloads } from "../chats/transcript/without-payloads.ts";
import type { Db } from "../db/database.server.ts";
import { chat, toolCalls, user } from "../db/schema.ts";
import { isUuid } from "../list/uuid.ts";
import { shownName } from "../users/shown-name.ts";
import { measuredMs } from "./list-tool-calls.server.ts";

const state = {
  id: toolCalls.id,
  toolName: toolCalls.toolName,
  status: toolCalls.status,
  createdAt: toolCalls.createdAt,
  startedAt: toolCalls.startedAt,
  finishedAt: toolCalls.finishedAt,
  durationMs: measuredMs,
  chat: { id: chat.id, title: shownTitle, visibility: chat.visibility },
  user: { id: user.id, name: shownName, email: user.email },
};

/**
 * What is known of a tool call without reading its chat, its masked error included; undefined where there is none. What it was asked and
 * what it answered is content: see `getToolCallContent`.
 */
export async function getToolCall(db: Db, toolCallId: string) {
  if (!isUuid(toolCallId)) return undefined;
  const [row] = await db
    .select({ ...state, error: toolCalls.error })
    .from(toolCalls)
    .innerJoin(chat, eq(chat.id, toolCalls.chatId))
    .innerJoin(user, eq(user.id, chat.userId))
    .where(eq(toolCalls.id, toolCallId));
  return row && { ...row, error: masked(row.error) };
}

/**
 * The request and the response of a call of the chat that is being read, masked and without files, and the key that products make of what the
 * tool was asked; undefined where there is no such call.
 */
export async function getToolCallContent(
  db: Db,
  reading: Reading,
  toolCallId: string,
): Promise<{ request: unknown; response: unknown; dedupeKey: string | null } | undefined> {
  const [row] = await db
    .select({ request: toolCalls.request, response: toolCalls.response, dedupeKey: toolCalls.dedupeKey })
    .from(toolCalls)
    .where(and(eq(toolCalls.id, toolCallId), eq(toolCalls.chatId, reading.chatId)));
  return row && { request: shown(row.request), response: shown(row.response), dedupeKey: masked(row.dedupeKey) };
}

const masked = (text: string | null) => text && maskText(text).value;

const shown = (value: unknown) => maskJson(jsonWithoutPayloads(value)).value;

/** What the page of a move shows of its call: its state, and what the move would clear. */
export async function getToolCallForMove(db: Db, toolCallId: string) {
  if (!isUuid(toolCallId)) return undefined;
  const [row] = await db
    .select({
      ...state,
      hasError: sql<boolean>`${toolCalls.error} is not null`,
      hasResponse: sql<boolean>`${toolCalls.response} is not null`,
    })
    .from(toolCalls)
    .innerJoin(chat, eq(chat.id, toolCalls.chatId))
    .innerJoin(user, eq(user.id, chat.userId))
    .where(eq(toolCalls.id, toolCallId));
  return row;
}
