import { and, eq, type SQL, sql } from "drizzle-orm";
import { shownTitle } from "../../chats/shown-title.server.ts";
import type { Db } from "../../db/database.server.ts";
import { bulkRunItem, chat, toolCalls } from "../../db/schema.ts";
import { oneOf } from "../../list/contains.server.ts";
import { readPage } from "../../list/keyset.server.ts";
import type { QueryOf } from "../../list/list-spec.ts";
import { countMatching, type Total } from "../../list/total.server.ts";
import type { bulkItemList } from "./bulk-lists.ts";

type BulkItemQuery = QueryOf<ReturnType<typeof bulkItemList>>;

/** A call of a run and what became of it. Its tool, state and chat are null once the call is gone. */
export type BulkItemRow = Awaited<ReturnType<typeof listBulkItems>>["rows"][number];

/** One page of a run's calls. */
export function listBulkItems(db: Db, runId: string, query: BulkItemQuery) {
  return readPage(
    query,
    {
      sort: { outcome: bulkRunItem.outcome },
      types: { outcome: "text" },
      id: bulkRunItem.toolCallId,
      idType: "uuid",
      where: itemWhere(runId, query),
    },
    ({ where, orderBy, limit, sortKey }) =>
      db
        .select({
          id: bulkRunItem.toolCallId,
          outcome: bulkRunItem.outcome,
          detail: bulkRunItem.detail,
          doneAt: bulkRunItem.doneAt,
          toolName: toolCalls.toolName,
          status: toolCalls.status,
          chatId: chat.id,
          chatTitle: shownTitle,
          sortKey,
        })
        .from(bulkRunItem)
        .leftJoin(toolCalls, eq(toolCalls.id, bulkRunItem.toolCallId))
        .leftJoin(chat, eq(chat.id, toolCalls.chatId))
        .where(where)
        .orderBy(...orderBy)
        .limit(limit),
  );
}

/** How many of a run's calls match. */
export function countBulkItems(db: Db, runId: string, query: BulkItemQuery): Promise<Total> {
  return countMatching(db, sql`select 1 from ${bulkRunItem} where ${itemWhere(runId, query)!}`, query.exact);
}

function itemWhere(runId: string, { filters }: Pick<BulkItemQuery, "filters">): SQL | undefined {
  return and(eq(bulkRunItem.runId, runId), oneOf(bulkRunItem.outcome, filters.outcome));
}
