import { and, inArray, type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { toolCalls } from "../../db/schema.ts";
import type { BulkToolCallMove } from "../../db/values.ts";
import { toolCallMoves } from "../tool-call-moves.ts";
import { type ToolCallQuery, toolCallWhere } from "../tool-call-where.server.ts";
import { BULK_LIMIT } from "./bulk-run.ts";

export interface BulkPreview {
  /** How many calls match, in whatever state; where there are more than 10,000, that many and `matchingExact` false. */
  matching: number;
  matchingExact: boolean;
  /** How many of them may make the move now. Above 10,000 it is 10,001, and no run may begin. */
  movable: number;
  tooMany: boolean;
  /** The calls that match by status, most first; only those that may make the move where more than 10,000 match. */
  byStatus: { status: string; count: number; may: boolean }[];
}

/** The calls that match and are in a state from which they may make the move. */
export function movableWhere(query: Pick<ToolCallQuery, "q" | "filters">, move: BulkToolCallMove): SQL | undefined {
  return and(toolCallWhere(query), inArray(toolCalls.status, [...toolCallMoves[move].from]));
}

/** What a move of all calls that match would change, counted by the database at this moment. */
export async function previewBulk(db: Db, query: Pick<ToolCallQuery, "q" | "filters">, move: BulkToolCallMove): Promise<BulkPreview> {
  const from: readonly string[] = toolCallMoves[move].from;
  const all = await countByStatus(db, toolCallWhere(query));
  const matching = sum(all);
  const matchingExact = matching <= BULK_LIMIT;
  const counted = matchingExact ? all : await countByStatus(db, movableWhere(query, move));
  const byStatus = counted.map((row) => ({ ...row, may: from.includes(row.status) }));
  const movable = sum(byStatus.filter((row) => row.may));
  return { matching: Math.min(matching, BULK_LIMIT), matchingExact, movable, tooMany: movable > BULK_LIMIT, byStatus };
}

const sum = (rows: readonly { count: number }[]) => rows.reduce((total, { count }) => total + count, 0);

/** Stops one row above the limit: a list of millions is not counted to learn that it is too long. */
async function countByStatus(db: Db, where: SQL | undefined): Promise<{ status: string; count: number }[]> {
  const { rows } = await db.execute<{ status: string; count: number }>(sql`
    select status, count(*)::int as count
    from (select ${toolCalls.status} as status from ${toolCalls} where ${where ?? sql`true`} limit ${sql.raw(String(BULK_LIMIT + 1))}) as matching
    group by status order by count desc, status`);
  return rows;
}
