import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { loader } from "../../app/routes/_staff.tool-calls.live.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { toolCalls } from "../../lib/db/schema.ts";
import type { LiveAnswer } from "../../lib/tool-calls/live.ts";
import { countNewer } from "../../lib/tool-calls/live-tool-calls.server.ts";
import { toolCallList } from "../../lib/tool-calls/tool-call.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makeChat, makeToolCall } from "../helpers/factories.ts";
import { type SignedIn, signedIn } from "../helpers/request.ts";

const ask = async (support: SignedIn, search: string): Promise<LiveAnswer> =>
  (await loader({ request: support.get(`/tool-calls/live?${search}`), params: {}, context: {} })).json();

/** With microseconds, as a product on PostgreSQL writes them. */
const setCreated = (db: Db, id: string, at: string) =>
  db
    .update(toolCalls)
    .set({ createdAt: sql`${at}::timestamp` })
    .where(eq(toolCalls.id, id));

describe("what a list that is looked at asks for", () => {
  test("is the state of the rows that it names, with a masked error, and which are gone", async ({ db }) => {
    const support = await signedIn(db, "support");
    const error = "Error: no seat for mia.lang@example.com\n  at x";
    const failed = await makeToolCall(db, { status: "failed", error, response: { secret: "offer" } });
    const running = await makeToolCall(db, { status: "running" });
    await makeToolCall(db);
    const gone = randomUUID();
    const answer = await ask(support, `rows=${[failed.id.toUpperCase(), running.id, gone, "nonsense", running.id].join(",")}`);
    expect(answer.rows.toSorted((a, b) => a.status.localeCompare(b.status))).toEqual([
      {
        ...{ id: failed.id, status: "failed", durationMs: 3000, errorLine: "Error: no seat for ‹e-mail›" },
        ...{ startedAt: failed.startedAt!.toISOString(), finishedAt: failed.finishedAt!.toISOString() },
      },
      {
        ...{ id: running.id, status: "running", durationMs: null, errorLine: null },
        ...{ startedAt: running.startedAt!.toISOString(), finishedAt: null },
      },
    ]);
    expect(answer.gone).toEqual([gone]);
    expect(answer.newer).toBeNull();
    expect(new Date(answer.at).getTime()).toBeLessThanOrEqual(Date.now());
  });

  test("is never more than a page of rows", async ({ db }) => {
    const support = await signedIn(db, "support");
    const { gone } = await ask(support, `rows=${Array.from({ length: 250 }, () => randomUUID()).join(",")}`);
    expect(gone).toHaveLength(200);
  });

  test("is nothing where it asks for nonsense", async ({ db }) => {
    const support = await signedIn(db, "support");
    await makeToolCall(db);
    for (const search of ["", "rows=", "rows=,,;", "since=yesterday&newest=1", "since=999999-01-01", "since=0001-01-01T00:00:00Z"]) {
      expect(await ask(support, search)).toEqual({ at: expect.any(String), rows: [], gone: [], newer: null });
    }
  });
});

describe("the number of newer calls", () => {
  test("is of those that match and stand above the first row, to the microsecond", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    const [first, within, later, other] = await Promise.all(
      (["failed", "failed", "failed", "succeeded"] as const).map((status) => makeToolCall(db, { chatId, status })),
    );
    await setCreated(db, first!.id, "2026-03-10 12:00:00.123400");
    await setCreated(db, within!.id, "2026-03-10 12:00:00.123900");
    await setCreated(db, later!.id, "2026-03-10 12:00:01");
    await setCreated(db, other!.id, "2026-03-10 12:00:02");
    const newest = { id: first!.id, createdAt: new Date("2026-03-10T12:00:00.123Z") };
    const query = toolCallList.parse("?status=failed");
    expect(await countNewer(db, query, newest)).toEqual({ count: 2, exact: true });
    expect(await countNewer(db, toolCallList.defaults, newest)).toEqual({ count: 3, exact: true });
    await db.delete(toolCalls).where(eq(toolCalls.id, first!.id));
    expect(await countNewer(db, query, newest), "from the end of its millisecond on").toEqual({ count: 1, exact: true });
    expect(await countNewer(db, query, { ...newest, id: undefined })).toEqual({ count: 1, exact: true });
  });

  test("is asked for where the newest stand first, and nowhere else", async ({ db }) => {
    const support = await signedIn(db, "support");
    await makeToolCall(db);
    const since = `since=${new Date(madeAt.getTime() - 1_000).toISOString()}`;
    expect((await ask(support, since)).newer).toEqual({ count: 1, exact: true });
    expect((await ask(support, `${since}&status=failed`)).newer).toEqual({ count: 0, exact: true });
    expect((await ask(support, `${since}&sort=createdAt`)).newer).toBeNull();
    expect((await ask(support, `${since}&sort=-duration`)).newer).toBeNull();
  });

  test("ends at 99", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    await db.execute(sql`
      insert into tool_calls (chat_id, tool_name, status, request, created_at)
      select ${chatId}, 'x', 'queued', '{}'::json, ${madeAt.toISOString()}::timestamp + n * interval '1 second' from generate_series(1, 100) as n`);
    const newest = { id: undefined, createdAt: madeAt };
    expect(await countNewer(db, toolCallList.defaults, newest)).toEqual({ count: 99, exact: false });
    expect(await countNewer(db, toolCallList.defaults, { ...newest, createdAt: new Date(madeAt.getTime() + 1_000) })).toEqual({
      count: 99,
      exact: true,
    });
  });
});

test("both are read by index", async ({ db }) => {
  const { id: chatId } = await makeChat(db);
  await db.execute(sql`
    insert into tool_calls (chat_id, tool_name, status, request, created_at)
    select ${chatId}, 'x', (array['succeeded', 'failed'])[1 + n % 2], '{}'::json, ${madeAt.toISOString()}::timestamp + n * interval '1 second'
    from generate_series(1, 5000) as n`);
  await db.execute(sql`analyze tool_calls`);
  const [newest] = await db
    .select({ id: toolCalls.id, createdAt: toolCalls.createdAt })
    .from(toolCalls)
    .where(eq(toolCalls.chatId, chatId))
    .orderBy(toolCalls.createdAt)
    .limit(1)
    .offset(4980);
  const plans: string[] = [];
  const explaining = new Proxy(db, {
    get(target, key) {
      if (key !== "execute") return Reflect.get(target, key, target);
      return async (query: ReturnType<typeof sql>) => {
        const { rows } = await target.execute<Record<string, string>>(sql`explain ${query}`);
        plans.push(rows.map((row) => Object.values(row)[0]).join("\n"));
        return target.execute(query);
      };
    },
  });
  await countNewer(explaining, toolCallList.defaults, newest!);
  await countNewer(explaining, toolCallList.parse("?status=failed"), newest!);
  expect(plans).toHaveLength(2);
  for (const plan of plans) {
    expect(plan).toMatch(/Index (Only )?(Scan|Cond).*tool_calls/s);
    expect(plan).not.toMatch(/Seq Scan on tool_calls/);
  }
  const ids = sql.join(
    Array.from({ length: 20 }, () => sql`${randomUUID()}::uuid`),
    sql`, `,
  );
  const { rows } = await db.execute<Record<string, string>>(sql`explain select status from tool_calls where id in (${ids})`);
  expect(rows.map((row) => Object.values(row)[0]).join("\n")).not.toMatch(/Seq Scan/);
});
