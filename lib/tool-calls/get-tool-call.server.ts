import { eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { chat, toolCalls, user } from "../db/schema.ts";
import { isUuid } from "../list/uuid.ts";
import { measuredMs } from "./list-tool-calls.server.ts";

const state = {
  id: toolCalls.id,
  toolName: toolCalls.toolName,
  status: toolCalls.status,
  createdAt: toolCalls.createdAt,
  startedAt: toolCalls.startedAt,
  finishedAt: toolCalls.finishedAt,
  durationMs: measuredMs,
  chat: { id: chat.id, title: chat.title, visibility: chat.visibility },
  user: { id: user.id, name: user.name, email: user.email },
};

/** A tool call with everything that its page shows, request and response included; undefined where there is none. */
export async function getToolCall(db: Db, toolCallId: string) {
  if (!isUuid(toolCallId)) return undefined;
  const [row] = await db
    .select({
      ...state,
      dedupeKey: toolCalls.dedupeKey,
      error: toolCalls.error,
      request: toolCalls.request,
      response: toolCalls.response,
    })
    .from(toolCalls)
    .innerJoin(chat, eq(chat.id, toolCalls.chatId))
    .innerJoin(user, eq(user.id, chat.userId))
    .where(eq(toolCalls.id, toolCallId));
  return row;
}

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
