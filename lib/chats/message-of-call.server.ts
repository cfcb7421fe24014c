import { and, between, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { message, toolCalls } from "../db/schema.ts";
import { isUuid } from "../list/uuid.ts";
import type { Reading } from "./chat-reading.server.ts";

/** A message is written within this time of the calls that it tells of. */
const NEAR_MS = 15 * 60_000;

/**
 * The id of the message that tells of a tool call: the one whose parts name it, otherwise the one nearest in time, of the assistant if
 * there is one; undefined where the chat has no such call or no message near it.
 */
export async function messageOfCall(db: Db, { chatId }: Reading, toolCallId: string): Promise<string | undefined> {
  if (!isUuid(toolCallId)) return undefined;
  const [call] = await db
    .select({ createdAt: toolCalls.createdAt })
    .from(toolCalls)
    .where(and(eq(toolCalls.id, toolCallId), eq(toolCalls.chatId, chatId)));
  if (!call) return undefined;
  const at = call.createdAt.getTime();
  const namesIt: SQL = sql`(position(${toolCallId.toLowerCase()} in lower(${message.parts}::text)) > 0)`;
  const apart: SQL = sql`abs(extract(epoch from (${message.createdAt} - ${call.createdAt.toISOString()}::timestamp)))`;
  const [row] = await db
    .select({ id: message.id })
    .from(message)
    .where(and(eq(message.chatId, chatId), between(message.createdAt, new Date(at - NEAR_MS), new Date(at + NEAR_MS))))
    .orderBy(sql`${namesIt} desc, (${message.role} = 'assistant') desc, ${apart}, ${message.id}`)
    .limit(1);
  return row?.id;
}
