import { inArray, sql } from "drizzle-orm";
import { chat, message, toolCalls } from "../db/schema.ts";
import { failedStatuses } from "../tool-calls/tool-call.ts";

/**
 * What is in a chat, as columns of a select that also joins another table: alone with `chat`, drizzle would leave the tables' names away,
 * and `chat_id = id` would compare a row with itself. Each is one range of an index that begins with the chat. The sum of tokens passes 2^31
 * but not 2^53; a message that has none adds nothing.
 */
export const chatCounts = {
  messages: sql<number>`(select count(*)::int from ${message} where ${message.chatId} = ${chat.id})`,
  tokens: sql<number>`(select coalesce(sum(${message.totalTokens}), 0)::float8 from ${message} where ${message.chatId} = ${chat.id})`,
  toolCalls: sql<number>`(select count(*)::int from ${toolCalls} where ${toolCalls.chatId} = ${chat.id})`,
  failedToolCalls: sql<number>`(select count(*)::int from ${toolCalls} where ${toolCalls.chatId} = ${chat.id} and ${inArray(toolCalls.status, [...failedStatuses])})`,
};
