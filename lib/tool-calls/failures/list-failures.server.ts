import { eq, type SQL, sql } from "drizzle-orm";
import { maskText } from "../../chats/mask.ts";
import { maskBeginning } from "../../chats/mask-beginning.ts";
import type { Db } from "../../db/database.server.ts";
import { backfill, toolCallFailure, toolCalls } from "../../db/schema.ts";
import { isUuid } from "../../list/uuid.ts";
import { bucketOf, inPeriods, isCurrent, placeOf } from "../../metrics/buckets.server.ts";
import type { Periods } from "../../metrics/period.ts";
import { failureKey, MOST_GROUPS } from "./failures.ts";

/** Calls of one tool that failed alike, in the current period. */
export interface FailureGroup {
  /** The normalised error as it is kept, which links name; empty for calls that failed without a word. */
  group: string;
  /** The same for people to read, without personal numbers. */
  words: string;
  tool: string;
  calls: number;
  /** Calls in the period before. */
  before: number;
  /** Calls by bucket of the current period. */
  values: number[];
  /** Ever, not only in this period. */
  firstSeen: Date;
  /** In this period. */
  lastSeen: Date;
  /** The newest call of this period, and its error as it came: at most 2,000 characters, personal numbers masked, null without one. */
  example: { id: string; error: string | null };
}

export interface Failures {
  groups: FailureGroup[];
  /** All kinds that there are in this period, shown or not. */
  totalGroups: number;
  /** The calls of all of them. */
  totalCalls: number;
}

/** Masked with some more behind it, so that no number is cut in half and stays. */
const EXAMPLE_LENGTH = 2_000;
const EXAMPLE_READ = EXAMPLE_LENGTH + 100;

interface Row extends Record<string, unknown> {
  group: string;
  tool: string;
  calls: number;
  before: number;
  buckets: Record<string, number>;
  firstSeen: number;
  lastSeen: number;
  exampleId: string;
  exampleError: string | null;
  totalGroups: number;
  totalCalls: number;
}

/** Milliseconds since 1970, which every driver reads alike. */
const milliseconds = (time: SQL) => sql`(extract(epoch from ${time}) * 1000)::float8`;

/**
 * The kinds of failures of the current period, at most `MOST_GROUPS`, in the asked order. Calls are grouped by bucket first, so that one
 * walk along the index on the time gives counts, comparison and sparkline; only then is anything looked up for each group that is shown.
 */
export async function listFailures(
  db: Db,
  { periods, tools, order }: { periods: Periods; tools: readonly string[] | undefined; order: "calls" | "lastSeen" },
): Promise<Failures> {
  const f = toolCallFailure;
  const { current } = periods;
  const [from, until] = [current.from, current.until].map((at) => sql`${at.toISOString()}::timestamp`) as [SQL, SQL];
  const ofTools = tools
    ? sql`and ${f.toolName} in (${sql.join(
        tools.map((tool) => sql`${tool}`),
        sql`, `,
      )})`
    : sql``;
  const orderBy = { calls: sql`calls desc, last_seen desc`, lastSeen: sql`last_seen desc, calls desc` }[order];
  const { rows } = await db.execute<Row>(sql`
    with by_bucket as (
      select ${f.errorGroup} as error_group, ${f.toolName} as tool_name, ${bucketOf(f.createdAt, periods)} as bucket,
        count(*)::int as calls, max(${f.createdAt}) as last_seen
      from ${f} where ${inPeriods(f.createdAt, periods)} ${ofTools}
      group by 1, 2, 3
    ), by_group as (
      select error_group, tool_name, max(last_seen) as last_seen,
        coalesce(sum(calls) filter (where ${isCurrent(sql`bucket`, periods)}), 0)::int as calls,
        coalesce(sum(calls) filter (where not ${isCurrent(sql`bucket`, periods)}), 0)::int as before,
        json_object_agg(bucket, calls) as buckets
      from by_bucket group by 1, 2
    ), shown as (
      select *, (count(*) over ())::int as total_groups, (sum(calls) over ())::float8 as total_calls
      from by_group where calls > 0
      order by ${orderBy}, tool_name, error_group limit ${sql.raw(String(MOST_GROUPS))}
    )
    select shown.error_group as "group", shown.tool_name as tool, calls, before, buckets,
      ${milliseconds(sql`first.at`)} as "firstSeen", ${milliseconds(sql`shown.last_seen`)} as "lastSeen",
      example.tool_call_id as "exampleId", left(${toolCalls.error}, ${sql.raw(String(EXAMPLE_READ))}) as "exampleError",
      total_groups as "totalGroups", total_calls as "totalCalls"
    from shown
    cross join lateral (
      select ${f.createdAt} as at from ${f} where ${f.errorGroup} = shown.error_group and ${f.toolName} = shown.tool_name
      order by ${f.createdAt}, ${f.toolCallId} limit 1
    ) as first
    cross join lateral (
      select ${f.toolCallId} as tool_call_id from ${f}
      where ${f.errorGroup} = shown.error_group and ${f.toolName} = shown.tool_name and ${f.createdAt} >= ${from} and ${f.createdAt} < ${until}
      order by ${f.createdAt} desc, ${f.toolCallId} desc limit 1
    ) as example
    join ${toolCalls} on ${toolCalls.id} = example.tool_call_id
    order by ${orderBy}, shown.tool_name, shown.error_group`);
  return {
    groups: rows.map((row) => groupOf(row, periods)),
    totalGroups: rows[0]?.totalGroups ?? 0,
    totalCalls: rows[0]?.totalCalls ?? 0,
  };
}

function groupOf(row: Row, periods: Periods): FailureGroup {
  const values = periods.current.buckets.map(() => 0);
  for (const [bucket, calls] of Object.entries(row.buckets)) {
    const { period, index } = placeOf(Number(bucket), periods);
    if (period === "current") values[index] = calls;
  }
  return {
    group: row.group,
    words: maskText(row.group).value,
    tool: row.tool,
    calls: row.calls,
    before: row.before,
    values,
    firstSeen: new Date(row.firstSeen),
    lastSeen: new Date(row.lastSeen),
    example: {
      id: row.exampleId,
      error: row.exampleError === null ? null : maskBeginning(row.exampleError, { read: EXAMPLE_READ, shown: EXAMPLE_LENGTH }),
    },
  };
}

/** How many chats and users a kind of failure met in the current period, by `failureKey`. */
export type Affected = Readonly<Record<string, { chats: number; users: number }>>;

/** Whom these groups met: read apart from them, since it has to look at every call and its chat. */
export async function failuresAffected(
  db: Db,
  { current }: Periods,
  groups: readonly { group: string; tool: string }[],
): Promise<Affected> {
  if (groups.length === 0) return {};
  const f = toolCallFailure;
  const pairs = groups.map(({ group, tool }) => sql`(${group}, ${tool})`);
  const { rows } = await db.execute<{ group: string; tool: string; chats: number; users: number }>(sql`
    select met.error_group as "group", met.tool_name as tool, count(*)::int as chats, count(distinct chat."userId")::int as users
    from (
      select distinct ${f.errorGroup} as error_group, ${f.toolName} as tool_name, ${f.chatId} as chat_id from ${f}
      where ${f.createdAt} >= ${current.from.toISOString()}::timestamp and ${f.createdAt} < ${current.until.toISOString()}::timestamp
        and (${f.errorGroup}, ${f.toolName}) in (${sql.join(pairs, sql`, `)})
    ) as met
    join chat on chat.id = met.chat_id
    group by 1, 2`);
  return Object.fromEntries(rows.map(({ chats, users, ...row }) => [failureKey(row), { chats, users }]));
}

/** How many calls, failed or not, each tool was asked for in the current period. */
export async function callsByTool(db: Db, { current }: Periods, tools: readonly string[] | undefined): Promise<Record<string, number>> {
  const ofTools = tools
    ? sql`and ${toolCalls.toolName} in (${sql.join(
        tools.map((tool) => sql`${tool}`),
        sql`, `,
      )})`
    : sql``;
  const { rows } = await db.execute<{ tool: string; calls: number }>(sql`
    select ${toolCalls.toolName} as tool, count(*)::float8 as calls from ${toolCalls}
    where ${toolCalls.createdAt} >= ${current.from.toISOString()}::timestamp and ${toolCalls.createdAt} < ${current.until.toISOString()}::timestamp
      ${ofTools}
    group by 1`);
  return Object.fromEntries(rows.map(({ tool, calls }) => [tool, calls]));
}

/** True once the calls from before Purser came are sorted into groups too. */
export async function failuresAreComplete(db: Db): Promise<boolean> {
  const [row] = await db.select({ finishedAt: backfill.finishedAt }).from(backfill).where(eq(backfill.name, "tool_call_failure"));
  return row?.finishedAt != null;
}

/** The kind of failure that a call is of; undefined for one that has not failed. */
export async function failureGroupOf(db: Db, toolCallId: string): Promise<string | undefined> {
  if (!isUuid(toolCallId)) return undefined;
  const [row] = await db
    .select({ group: toolCallFailure.errorGroup })
    .from(toolCallFailure)
    .where(eq(toolCallFailure.toolCallId, toolCallId));
  return row?.group;
}
