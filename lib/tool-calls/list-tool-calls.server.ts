import { eq, sql } from "drizzle-orm";
import { maskBeginning } from "../chats/mask-beginning.ts";
import { shownTitle } from "../chats/shown-title.server.ts";
import type { Db } from "../db/database.server.ts";
import { chat, toolCallDurationMs, toolCalls, user } from "../db/schema.ts";
import { distinctValues } from "../list/distinct.server.ts";
import { countFound, pageCondition } from "../list/found-within.server.ts";
import { readPage } from "../list/keyset.server.ts";
import type { Total } from "../list/total.server.ts";
import { nameOrEmail } from "../users/shown-name.ts";
import { toolCallList } from "./tool-call.ts";
import { calls, type ToolCallQuery, toolCallConditions } from "./tool-call-where.server.ts";

/** A tool call as the list shows it; `durationMs` is null until it has finished. */
export type ToolCallRow = Awaited<ReturnType<typeof listToolCalls>>["rows"][number];

/** Milliseconds from start to finish, null for a call that lacks one of them. */
export const measuredMs = sql<number | null>`case when ${toolCalls.startedAt} is not null and ${toolCalls.finishedAt} is not null
  then ${toolCallDurationMs}::float8 end`;

/**
 * Cut in the database: an error may carry a stack of any length, and a list shows one masked line of it. More is read than is shown, so that
 * no number is cut in half and stays.
 */
export const errorLine = sql<
  string | null
>`left(btrim(split_part(ltrim(${toolCalls.error}, E' \\t\\r\\n'), E'\\n', 1), E' \\t\\r'), 400)`.mapWith((line: string): string | null =>
  maskBeginning(line, { read: 400, shown: 200 }),
);

/** One page of tool calls, as its filters judge them at `now`, without request and response, which may be large. */
export function listToolCalls(db: Db, query: ToolCallQuery, now = new Date()) {
  const { kept, found } = toolCallConditions(query, now, query.sort.key);
  return readPage(
    query,
    {
      sort: { createdAt: toolCalls.createdAt, duration: toolCallDurationMs },
      types: toolCallList.sort,
      id: toolCalls.id,
      idType: "uuid",
      where: kept,
    },
    async (clause) =>
      db
        .select({
          id: toolCalls.id,
          toolName: toolCalls.toolName,
          status: toolCalls.status,
          chatId: toolCalls.chatId,
          chatTitle: shownTitle,
          userId: chat.userId,
          userName: nameOrEmail,
          createdAt: toolCalls.createdAt,
          startedAt: toolCalls.startedAt,
          finishedAt: toolCalls.finishedAt,
          durationMs: measuredMs,
          errorLine,
          sortKey: clause.sortKey,
        })
        .from(toolCalls)
        .innerJoin(chat, eq(chat.id, toolCalls.chatId))
        .innerJoin(user, eq(user.id, chat.userId))
        .where(await pageCondition(db, calls, clause, found))
        .orderBy(...clause.orderBy)
        .limit(clause.limit),
  );
}

/** How many tool calls match. */
export function countToolCalls(db: Db, query: ToolCallQuery): Promise<Total> {
  return countFound(db, calls, toolCallConditions(query, new Date()), query.exact);
}

/** What the filters over open sets can offer. */
export async function toolCallFilterOptions(db: Db): Promise<{ tool: string[] }> {
  return { tool: await distinctValues(db, toolCalls.toolName) };
}
