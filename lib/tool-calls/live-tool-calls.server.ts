import { gte, inArray, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { toolCalls } from "../db/schema.ts";
import { matchingOneByOne } from "../list/found-within.server.ts";
import { countMatching } from "../list/total.server.ts";
import { errorLine, measuredMs } from "./list-tool-calls.server.ts";
import { type LiveAnswer, type LiveRow, NEWER_UP_TO } from "./live.ts";
import { calls, type ToolCallQuery, toolCallConditions } from "./tool-call-where.server.ts";

/**
 * The present state of some calls, by their ids alone: no other table is read.
 *
 * @param ids uuids
 */
export async function liveRows(db: Db, ids: readonly string[]): Promise<LiveRow[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      id: toolCalls.id,
      status: toolCalls.status,
      startedAt: toolCalls.startedAt,
      finishedAt: toolCalls.finishedAt,
      durationMs: measuredMs,
      errorLine,
    })
    .from(toolCalls)
    .where(inArray(toolCalls.id, [...ids]));
  return rows.map(({ startedAt, finishedAt, ...row }) => ({
    ...row,
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
  }));
}

/** The first row of a list as it is shown: the browser knows its time in milliseconds only. Without an id: since when there was none. */
export interface Newest {
  id: string | undefined;
  createdAt: Date;
}

/**
 * How many calls match that stand above the newest one shown, up to 99. Its exact place is looked up, since two calls may lie within one
 * millisecond; where it is gone, the end of its millisecond stands for it.
 */
export async function countNewer(
  db: Db,
  query: Pick<ToolCallQuery, "q" | "filters">,
  newest: Newest,
): Promise<NonNullable<LiveAnswer["newer"]>> {
  const { createdAt, id } = toolCalls;
  const after = new Date(newest.createdAt.getTime() + 1);
  // The plain bound is what the index is read from: of the exact one the planner cannot tell beforehand how many rows lie behind it.
  const beyond = newest.id
    ? sql`${gte(createdAt, newest.createdAt)} and (${createdAt}, ${id}) > (
        coalesce((select shown.created_at from ${toolCalls} as shown where shown.id = ${newest.id}::uuid), ${after.toISOString()}::timestamp),
        ${newest.id}::uuid
      )`
    : gte(createdAt, after);
  const { kept, found } = toolCallConditions(query, new Date());
  const matching = matchingOneByOne(calls, sql`${beyond}${kept ? sql` and ${kept}` : sql``}`, found);
  const { count, exact } = await countMatching(db, matching, false, NEWER_UP_TO);
  return { count, exact };
}
