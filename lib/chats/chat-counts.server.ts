import { inArray, sql } from "drizzle-orm";
import { chat, message, toolCalls } from "../db/schema.ts";
import { failedStatuses } from "../tool-calls/tool-call-state.ts";

/**
 * What is in a chat, as columns of a select that also joins another table: alone with `chat`, drizzle would leave the tables' names away,
 * and `chat_id = id` would compare a row with itself. Each is one range of an index that begins with the chat. `withCounts` says what they
 * hold. The sum of tokens passes 2^31 but not 2^53; a message that has none adds nothing.
 */
export const chatCounts = {
  said: sql<[number, number]>`(
    select json_build_array(count(*), coalesce(sum(${message.totalTokens}), 0)) from ${message} where ${message.chatId} = ${chat.id})`,
  ran: sql<[number, number]>`(
    select json_build_array(count(*), count(*) filter (where ${inArray(toolCalls.status, [...failedStatuses])}))
    from ${toolCalls} where ${toolCalls.chatId} = ${chat.id})`,
};

/** The row with what its counts hold by name. */
export function withCounts<Row extends { said: [number, number]; ran: [number, number] }>({ said, ran, ...row }: Row) {
  return { ...row, messages: said[0], tokens: said[1], toolCalls: ran[0], failedToolCalls: ran[1] };
}
