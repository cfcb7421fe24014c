import { randomUUID } from "node:crypto";
import { asc, desc, eq, sql } from "drizzle-orm";
import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { toolCallDurationMs, toolCalls } from "../../lib/db/schema.ts";
import { everyPage, readPage } from "../../lib/list/keyset.server.ts";
import { type ListQuery, listSpec } from "../../lib/list/list-spec.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeChat } from "../helpers/factories.ts";
import { seeded } from "../helpers/seeded.ts";
import { walkBothWays, walkWhile } from "./walk.ts";

/** A list over uuids, with a sort of every type; the duration is null for calls that have not finished. */
const callList = listSpec({
  path: "/calls",
  noun: ["call", "calls"],
  search: null,
  sort: { createdAt: "timestamp", duration: "integer", tool: "text" },
  defaultSort: "-createdAt",
  filters: {},
  columns: {},
});
const sortKeys = { createdAt: toolCalls.createdAt, duration: toolCallDurationMs, tool: toolCalls.toolName };
type Sort = { key: keyof typeof sortKeys; direction: "asc" | "desc" };

const listCalls = (db: Db, chatId: string) => (query: ListQuery) =>
  readPage(
    { ...query, sort: query.sort as Sort },
    { sort: sortKeys, types: callList.sort, id: toolCalls.id, idType: "uuid", where: eq(toolCalls.chatId, chatId) },
    ({ where, orderBy, limit, sortKey }) =>
      db
        .select({ id: toolCalls.id, sortKey })
        .from(toolCalls)
        .where(where)
        .orderBy(...orderBy)
        .limit(limit),
  );

/** The whole list, as the database orders it. */
async function everyId(db: Db, chatId: string, { key, direction }: Sort): Promise<string[]> {
  const towards = direction === "asc" ? asc : desc;
  const rows = await db
    .select({ id: toolCalls.id })
    .from(toolCalls)
    .where(eq(toolCalls.chatId, chatId))
    .orderBy(towards(sortKeys[key]), towards(toolCalls.id));
  return rows.map((row) => row.id);
}

const anySort: fc.Arbitrary<Sort> = fc.record({
  key: fc.constantFrom("createdAt", "duration", "tool"),
  direction: fc.constantFrom("asc", "desc"),
});

interface Call {
  id: string;
  createdAt: string;
  finished: string | null;
  tool: string;
}

// Few values, so that many rows tie; the microseconds are lost where a key passes through a JavaScript Date.
const anyCall: fc.Arbitrary<Call> = fc.record({
  id: fc.uuid(),
  createdAt: fc.constantFrom("2026-03-10 12:00:00", "2026-03-10 12:00:00.000001", "2026-03-10 12:00:00.000002", "10000-01-01 00:00:00"),
  finished: fc.constantFrom(null, "2026-03-10 12:00:00", "2026-03-10 12:00:01.5", "2026-03-10 11:59:59"),
  tool: fc.constantFrom("", " ", "a", "A", "ä", "a\u0308", "ß", "z", "Ω", "中文", "😀", "%_\\", "'\"\n", "x".repeat(400)),
});

function insertCalls(db: Db, chatId: string, calls: readonly Call[]) {
  return db.execute(sql`
    insert into tool_calls (id, chat_id, tool_name, status, request, created_at, started_at, finished_at)
    select id, ${chatId}, tool, 'succeeded', '{}', "createdAt", timestamp '2026-03-10 12:00:00', finished
    from json_to_recordset(${JSON.stringify(calls)}::json) as call (id uuid, tool text, "createdAt" timestamp, finished timestamp)`);
}

describe("a list read page by page", () => {
  test("shows every row exactly once, forward and back, for any order and page size", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyCall, { selector: (call) => call.id, maxLength: 24 }),
        anySort,
        fc.integer({ min: 1, max: 8 }),
        async (calls, sort, size) => {
          await db.delete(toolCalls).where(eq(toolCalls.chatId, chatId));
          await insertCalls(db, chatId, calls);
          const ids = await everyId(db, chatId, sort);
          const { forward, back } = await walkBothWays(callList, { ...callList.defaults, sort, size }, listCalls(db, chatId));
          expect(forward).toEqual(ids);
          expect(back).toEqual(ids);
          expect(new Set(ids)).toEqual(new Set(calls.map((call) => call.id)));
        },
      ),
      seeded(60),
    );
  });

  test("shows no row twice while others come and go, and misses none that stays", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    const anyChange = fc.record({ comes: fc.array(anyCall, { maxLength: 3 }), goes: fc.array(fc.nat(), { maxLength: 2 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyCall, { selector: (call) => call.id, minLength: 6, maxLength: 20 }),
        fc.array(anyChange, { minLength: 1, maxLength: 4 }),
        anySort,
        fc.integer({ min: 1, max: 5 }),
        async (calls, changes, sort, size) => {
          await db.delete(toolCalls).where(eq(toolCalls.chatId, chatId));
          await insertCalls(db, chatId, calls);
          const gone = new Set<string>();
          const pending = [...changes];
          const seen = await walkWhile(callList, { ...callList.defaults, sort, size }, listCalls(db, chatId), async () => {
            const change = pending.shift();
            if (!change) return;
            await insertCalls(
              db,
              chatId,
              change.comes.map((call) => ({ ...call, id: randomUUID() })),
            );
            for (const { id } of change.goes.map((place) => calls[place % calls.length]!)) {
              gone.add(id);
              await db.delete(toolCalls).where(eq(toolCalls.id, id));
            }
          });
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen).toEqual(expect.arrayContaining(calls.map((call) => call.id).filter((id) => !gone.has(id))));
        },
      ),
      seeded(40),
    );
  });

  test("goes on behind a row that has gone, and says when nothing is left", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    const read = listCalls(db, chatId);
    const at = (second: number) => ({ id: randomUUID(), createdAt: `2026-03-10 12:00:0${second}`, finished: null, tool: "a" });
    const calls = [at(3), at(2), at(1)];
    await insertCalls(db, chatId, calls);
    const query = { ...callList.defaults, size: 1 };
    const { next } = await read(query);
    await db.delete(toolCalls).where(eq(toolCalls.id, calls[0]!.id));
    const behind = await read({ ...query, cursor: { side: "after", ...next! } });
    expect(behind.rows.map((row) => row.id)).toEqual([calls[1]!.id]);
    const before = await read({ ...query, cursor: { side: "before", ...behind.previous! } });
    expect(before).toEqual({ rows: [], next: undefined, previous: undefined });
  });

  test("takes a cursor whose id is no uuid for none", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    await insertCalls(db, chatId, [{ id: randomUUID(), createdAt: "2026-03-10 12:00:00", finished: null, tool: "a" }]);
    const cursor = { side: "after", key: "2026-03-10 12:00:00", id: "pay_1" } as const;
    const page = await listCalls(db, chatId)({ ...callList.defaults, cursor });
    expect([page.rows.length, page.previous]).toEqual([1, undefined]);
  });

  test("an export gets every page from the first, whatever page was being looked at", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    const calls = fc.sample(anyCall, { ...seeded(1), numRuns: 23 }).map((call) => ({ ...call, id: randomUUID() }));
    await insertCalls(db, chatId, calls);
    const cursor = { side: "before", key: "infinity", id: randomUUID() } as const;
    const batches: string[][] = [];
    for await (const rows of everyPage({ ...callList.defaults, cursor }, 5, listCalls(db, chatId))) batches.push(rows.map((row) => row.id));
    expect(batches.map((batch) => batch.length)).toEqual([5, 5, 5, 5, 3]);
    expect(batches.flat()).toEqual(await everyId(db, chatId, { key: "createdAt", direction: "desc" }));
    const none = [];
    for await (const rows of everyPage(callList.defaults, 5, listCalls(db, randomUUID()))) none.push(rows);
    expect(none).toEqual([]);
  });
});
