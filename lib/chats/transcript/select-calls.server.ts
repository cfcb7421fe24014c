import { and, asc, eq, gte, inArray, lte, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import type { Db } from "../../db/database.server.ts";
import { toolCalls } from "../../db/schema.ts";
import { isUuid } from "../../list/uuid.ts";
import type { Reading } from "../chat-reading.server.ts";
import type { MatchRow } from "./match-tool-calls.ts";

/** So many rows around a page are joined with its parts; a chat with more is not of people. */
export const MAX_CALLS = 500;
/** Longer documents are left in the database: bytes of JSON. */
const SELECTED_BYTES = 20_000;

/** A document of a row: `bytes` is null where there is none, `value` is undefined where it was left in the database. */
export interface CallDocument {
  value: unknown;
  bytes: number | null;
}

export interface CallRow extends MatchRow {
  finishedAt: Date | null;
  error: string | null;
  request: CallDocument;
  response: CallDocument;
}

/** Which rows belong around a page: those created in a span of time (null: without an end), and those that parts name. */
export interface CallsAround {
  from: Date | null;
  to: Date | null;
  /** The `toolCallId`s of the parts. */
  named: readonly string[];
}

/** The rows of `tool_calls` around a page of a chat, oldest first. Long documents stay in the database. */
export async function selectCalls(db: Db, reading: Reading, around: CallsAround): Promise<CallRow[]> {
  const ofChat = eq(toolCalls.chatId, reading.chatId);
  const ids = around.named.filter(isUuid);
  const created = and(
    ofChat,
    around.from ? gte(toolCalls.createdAt, around.from) : undefined,
    around.to ? lte(toolCalls.createdAt, around.to) : undefined,
  );
  const only = (where: SQL | undefined) => db.select({ id: toolCalls.id }).from(toolCalls).where(where);
  // Three lookups, each by its own index, where one `or` would read every row of the chat.
  const found = unionAll(
    only(created).orderBy(asc(toolCalls.createdAt), asc(toolCalls.id)).limit(MAX_CALLS),
    only(ids.length > 0 ? and(ofChat, inArray(toolCalls.id, ids)) : sql`false`),
    only(around.named.length > 0 ? and(ofChat, inArray(toolCalls.dedupeKey, [...around.named])) : sql`false`),
  );
  const rows = await db
    .select({
      id: toolCalls.id,
      dedupeKey: toolCalls.dedupeKey,
      toolName: toolCalls.toolName,
      status: toolCalls.status,
      createdAt: toolCalls.createdAt,
      startedAt: toolCalls.startedAt,
      finishedAt: toolCalls.finishedAt,
      error: toolCalls.error,
      request: ifShort(toolCalls.request),
      requestBytes: bytesOf(toolCalls.request),
      response: ifShort(toolCalls.response),
      responseBytes: bytesOf(toolCalls.response),
    })
    .from(toolCalls)
    .where(and(ofChat, inArray(toolCalls.id, found)))
    .orderBy(asc(toolCalls.createdAt), asc(toolCalls.id));
  return rows.map(({ requestBytes, responseBytes, ...row }) => ({
    ...row,
    request: documentOf(row.request, requestBytes),
    response: documentOf(row.response, responseBytes),
  }));
}

function documentOf(value: unknown, bytes: number | null): CallDocument {
  return { value: bytes !== null && bytes <= SELECTED_BYTES ? value : undefined, bytes };
}

type JsonColumn = typeof toolCalls.request | typeof toolCalls.response;

const bytesOf = (column: JsonColumn) => sql<number | null>`octet_length(${column}::text)`;

const ifShort = (column: JsonColumn) => sql<unknown>`case when octet_length(${column}::text) <= ${SELECTED_BYTES} then ${column} end`;

/** Puts the long responses, and the long requests too if wanted, into rows that were selected without them. */
export async function addLongDocuments(
  db: Db,
  reading: Reading,
  rows: readonly CallRow[],
  { requests }: { requests: boolean },
): Promise<void> {
  const lacking = rows.filter((row) => isLeft(row.response) || (requests && isLeft(row.request)));
  if (lacking.length === 0) return;
  const found = await db
    .select({ id: toolCalls.id, response: toolCalls.response, ...(requests && { request: toolCalls.request }) })
    .from(toolCalls)
    .where(
      and(
        eq(toolCalls.chatId, reading.chatId),
        inArray(
          toolCalls.id,
          lacking.map((row) => row.id),
        ),
      ),
    );
  const byId = new Map(found.map((row) => [row.id, row]));
  for (const row of lacking) {
    const whole = byId.get(row.id);
    if (whole && isLeft(row.response)) row.response.value = whole.response;
    if (whole && requests && isLeft(row.request)) row.request.value = whole.request;
  }
}

/** True for a document that was left in the database. */
export function isLeft(document: CallDocument): boolean {
  return document.bytes !== null && document.value === undefined;
}

/** By tool, when its first row was written. Tools without rows are not in it. */
export async function selectRecordedSince(db: Db, names: readonly string[]): Promise<Map<string, Date>> {
  if (names.length === 0) return new Map();
  const wanted = sql`unnest(array[${sql.join(
    names.map((name) => sql`${name}`),
    sql`, `,
  )}]::text[])`;
  const rows = await db
    .select({ name: sql<string>`wanted.name`, since: sql`first.created_at`.mapWith(toolCalls.createdAt) })
    .from(sql`${wanted} as wanted(name)`)
    .innerJoin(
      sql`lateral (select ${toolCalls.createdAt} from ${toolCalls} where ${toolCalls.toolName} = wanted.name order by ${toolCalls.createdAt} limit 1) as first(created_at)`,
      sql`true`,
    );
  return new Map(rows.map((row) => [row.name, row.since]));
}
