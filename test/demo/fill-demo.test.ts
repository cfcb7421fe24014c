import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../lib/db/database.server.ts";
import { account, message, payment, session, subscription, toolCalls, user, userRoles } from "../../lib/db/schema.ts";
import { chatVisibility, messageRole, paymentStatus, recurringInterval, subscriptionStatus, toolCallStatus } from "../../lib/db/values.ts";
import { type DemoSummary, demoIsFilled, fillDemo } from "../../lib/demo/fill-demo.server.ts";
import { openEmptyDatabase } from "./demo-database.ts";
import { everyShape, itemsOf, membersOf, shapeOf } from "./shapes.ts";

const now = new Date("2026-11-18T15:20:00Z");
const SCALE = 0.03;

/** Of every table a digest of its rows, without the columns that are truly random. */
const digests = sql`
  select 'user' as name, md5(string_agg(t::text, '|' order by id)) as digest from "user" t
  union all select 'session', md5(string_agg(concat_ws(',', id, user_id, created_at, updated_at, expires_at, ip_address, user_agent), '|' order by id)) from session
  union all select 'account', md5(string_agg(t::text, '|' order by id)) from account t
  union all select 'chat', md5(string_agg(t::text, '|' order by id)) from chat t
  union all select 'message', md5(string_agg(t::text, '|' order by id)) from message t
  union all select 'stream', md5(string_agg(t::text, '|' order by id)) from stream t
  union all select 'tool_calls', md5(string_agg(t::text, '|' order by id)) from tool_calls t
  union all select 'session_states', md5(string_agg(t::text, '|' order by id)) from session_states t
  union all select 'subscription', md5(string_agg(t::text, '|' order by id)) from subscription t
  union all select 'payment', md5(string_agg(t::text, '|' order by id)) from payment t
  union all select 'message_usage', md5(string_agg(t::text, '|' order by id)) from message_usage t
  union all select 'extreme_search_usage', md5(string_agg(t::text, '|' order by id)) from extreme_search_usage t`;

let database: Database;
let summary: DemoSummary;
const reports: [done: number, total: number, what: string][] = [];

beforeAll(async () => {
  database = await openEmptyDatabase();
  summary = await fillDemo(database.db, { now, scale: SCALE, onProgress: (...report) => reports.push(report) });
});
afterAll(() => database.close());

/** Every value of the query's only column. */
async function values(query: SQL): Promise<unknown[]> {
  const { rows } = await database.db.execute<{ value: unknown }>(query);
  return rows.map((row) => row.value);
}
const count = async (query: SQL) => Number((await values(query))[0]);

describe("the amounts", () => {
  test("follow the scale", () => {
    expect(summary.rows.chats).toBeGreaterThan(5600 * SCALE);
    expect(summary.rows.messages).toBeGreaterThan(summary.rows.chats * 3);
    expect(summary.rows.toolCalls).toBeGreaterThan(summary.rows.chats);
    expect(summary.rows.users).toBeGreaterThan(100);
    expect(Object.values(summary.rows).every((rows) => rows > 0)).toBe(true);
  });

  test("are what the tables hold", async () => {
    expect(await database.db.$count(message)).toBe(summary.rows.messages);
    expect(await database.db.$count(payment)).toBe(summary.rows.payments);
    expect(await database.db.$count(toolCalls)).toBe(summary.rows.toolCalls);
  });

  test("are reported as they grow, once a percent at most", () => {
    expect(reports.length).toBeLessThan(120);
    expect(reports.every(([done, total], i) => done <= total && (i === 0 || i === reports.length - 1 || done >= reports[i - 1]![0]))).toBe(
      true,
    );
    expect(reports.at(-1)).toEqual([1, 1, "done"]);
  });
});

describe("a fill", () => {
  test("is known as one, and refused a second time", async () => {
    expect(await demoIsFilled(database.db)).toBe(true);
    await expect(fillDemo(database.db, { now })).rejects.toThrow("already");
  });

  test("that is cut off leaves nothing behind", async () => {
    const other = await openEmptyDatabase();
    try {
      const cut = fillDemo(other.db, {
        now,
        scale: SCALE,
        onProgress: (_, __, what) => {
          if (what === "usage") throw new Error("cut off");
        },
      });
      await expect(cut).rejects.toThrow("cut off");
      expect(await demoIsFilled(other.db)).toBe(false);
      expect(await other.db.$count(user)).toBe(0);
    } finally {
      await other.close();
    }
  });

  test("of the same seed and moment is the same, except for the tokens", async () => {
    const other = await openEmptyDatabase();
    try {
      await fillDemo(other.db, { now, scale: SCALE });
      expect((await other.db.execute(digests)).rows).toEqual((await database.db.execute(digests)).rows);
      const tokensOf = async ({ db }: Database) => (await db.select({ token: session.token }).from(session)).map((row) => row.token);
      const mine = new Set(await tokensOf(database));
      expect((await tokensOf(other)).filter((token) => mine.has(token))).toEqual([]);
    } finally {
      await other.close();
    }
  });
});

describe("nobody can sign in", () => {
  test("with a password or an OAuth token", async () => {
    const rows = await database.db.select().from(account);
    expect(new Set(rows.flatMap((row) => [row.password, row.accessToken, row.refreshToken, row.idToken]))).toEqual(new Set([null]));
  });

  test("as staff", async () => {
    expect(await database.db.$count(userRoles)).toBe(0);
    expect(await values(sql`select distinct role as value from "user"`)).toEqual(["user"]);
  });
});

describe("every kind of row is there", () => {
  test("every shape of a part", async () => {
    const rows = await database.db.select({ parts: message.parts }).from(message);
    const shapes = new Set(rows.flatMap(({ parts }) => itemsOf(parts).map(shapeOf)));
    expect(everyShape.filter((shape) => !shapes.has(shape))).toEqual([]);
  });

  test("every role, visibility, tool-call status", async () => {
    expect((await values(sql`select distinct role as value from message`)).sort()).toEqual([...messageRole].sort());
    expect((await values(sql`select distinct visibility as value from chat`)).sort()).toEqual([...chatVisibility].sort());
    expect((await values(sql`select distinct status as value from tool_calls`)).sort()).toEqual([...toolCallStatus].sort());
  });

  test("every status and interval of a subscription, and one that nobody knows", async () => {
    const statuses = await values(sql`select distinct status as value from subscription`);
    expect(statuses.sort()).toEqual([...subscriptionStatus, "on_hold"].sort());
    const intervals = await values(sql`select distinct "recurringInterval" as value from subscription`);
    expect(intervals.sort()).toEqual([...recurringInterval, "quarter"].sort());
  });

  test("every status of a payment, none, and one that nobody knows", async () => {
    const statuses = await values(sql`select distinct coalesce(status, 'none') as value from payment`);
    expect(statuses.sort()).toEqual([...paymentStatus, "none", "on_hold"].sort());
    expect((await values(sql`select distinct currency as value from payment`)).sort()).toEqual(["EUR", "GBP", "INR", "JPY", "KWD", "USD"]);
  });

  test("every status of a refund, every stage and status of a dispute, and some that cannot be read", async () => {
    const rows = await database.db
      .select({ refunds: payment.refunds, disputes: payment.disputes, unreadable: payment.unreadableEntries })
      .from(payment);
    const refunds = rows.flatMap((row) => itemsOf(row.refunds).map(membersOf));
    const disputes = rows.flatMap((row) => itemsOf(row.disputes).map(membersOf));
    expect(new Set(refunds.map((refund) => refund.status))).toEqual(
      new Set(["succeeded", "failed", "pending", "review", "reversed", undefined]),
    );
    expect(new Set(refunds.map((refund) => refund.is_partial))).toEqual(new Set([true, false, undefined]));
    expect(new Set(disputes.map((dispute) => dispute.dispute_stage))).toEqual(
      new Set(["pre_dispute", "dispute", "pre_arbitration", undefined]),
    );
    expect(new Set(disputes.map((dispute) => dispute.dispute_status))).toEqual(
      new Set([
        "dispute_opened",
        "dispute_expired",
        "dispute_accepted",
        "dispute_cancelled",
        "dispute_challenged",
        "dispute_won",
        "dispute_lost",
        undefined,
      ]),
    );
    expect(rows.filter((row) => row.unreadable > 0).length).toBeGreaterThan(8);
  });

  test("parts and rows that belong together, and that disagree", async () => {
    const calls = new Map(
      (await database.db.select({ id: toolCalls.id, status: toolCalls.status }).from(toolCalls)).map((row) => [row.id, row.status]),
    );
    const rows = await database.db.select({ parts: message.parts }).from(message);
    const parts = rows.flatMap(({ parts }) => itemsOf(parts).map(membersOf)).filter((part) => typeof part.toolCallId === "string");
    const linked = parts.filter((part) => calls.has(part.toolCallId as string));
    expect(linked.length).toBeGreaterThan(parts.length / 3);
    expect(linked.length).toBeLessThan(parts.length);
    const seen = new Set(linked.map((part) => `${part.state} ${calls.get(part.toolCallId as string)}`));
    expect([...seen]).toEqual(
      expect.arrayContaining([
        "output-available succeeded",
        "output-error failed",
        "input-available running",
        "output-available failed",
        "output-error succeeded",
      ]),
    );
    const stuck = sql`select count(*) as value from tool_calls where status = 'running' and started_at < ${now.toISOString()}::timestamp - interval '10 minutes'`;
    // Six of the chats that are going on, and the one whose message and rows disagree.
    expect(await count(stuck)).toBe(7);
  });

  test("bans that last, that end, and that have ended", async () => {
    const moment = sql`${now.toISOString()}::timestamp`;
    const kinds = await values(
      sql`select distinct case when ban_expires is null then 'lasting' when ban_expires < ${moment} then 'ended' else 'ending' end as value from "user" where banned`,
    );
    expect(kinds.sort()).toEqual(["ended", "ending", "lasting"]);
  });

  test("payments and subscriptions without a user", async () => {
    expect(await count(sql`select count(*) as value from payment where user_id is null`)).toBeGreaterThan(12);
    expect(await count(sql`select count(*) as value from subscription where "userId" is null`)).toBeGreaterThan(4);
  });
});

describe("what the rows say agrees", () => {
  test("nothing has happened yet that lies in the future", async () => {
    const after = (table: SQL, column: SQL) =>
      sql`select count(*) as value from ${table} where ${column} > ${now.toISOString()}::timestamp`;
    for (const [table, column] of [
      [user, user.createdAt],
      [user, user.updatedAt],
      [session, session.createdAt],
      [message, message.createdAt],
      [toolCalls, toolCalls.createdAt],
      [payment, payment.createdAt],
      [subscription, subscription.startedAt],
    ] as const) {
      expect(await count(after(sql`${table}`, sql`${column}`)), column.name).toBe(0);
    }
  });

  test("nobody did anything before they joined", async () => {
    expect(
      await count(sql`select count(*) as value from chat c join "user" u on u.id = c."userId" where c.created_at < u.created_at`),
    ).toBe(0);
    expect(
      await count(sql`select count(*) as value from payment p join "user" u on u.id = p.user_id where p.created_at < u.created_at`),
    ).toBe(0);
    const early = sql`select count(*) as value from subscription s join "user" u on u.id = s."userId" where s."startedAt" < u.created_at`;
    expect(await count(early)).toBe(0);
  });

  test("a chat was last active when its last message came", async () => {
    const wrong = sql`select count(*) as value from chat c join (select chat_id, max(created_at) as last from message group by 1) m on m.chat_id = c.id where m.last <> c.updated_at`;
    expect(await count(wrong)).toBe(0);
  });

  test("the counters of usage are the messages and the searches of the day", async () => {
    const usage = await values(sql`select sum(message_count)::int as value from message_usage`);
    expect(usage).toEqual(await values(sql`select count(*)::int as value from message where role = 'user'`));
    const searches = await values(sql`select sum(search_count)::int as value from extreme_search_usage`);
    expect(searches).toEqual(await values(sql`select count(*)::int as value from tool_calls where tool_name = 'extremeSearch'`));
    expect(await count(sql`select count(*) as value from message_usage where reset_at <> date + interval '1 day'`)).toBe(0);
    expect(
      await count(sql`select count(*) as value from extreme_search_usage where reset_at <> date_trunc('month', date) + interval '1 month'`),
    ).toBe(0);
  });

  test("every e-mail address and every internet address is one that nobody has", async () => {
    expect(await count(sql`select count(*) as value from "user" where email !~ '@example\\.(com|net|org)$'`)).toBe(0);
    const real = sql`select count(*) as value from session where ip_address !~ '^(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.|^2001:db8:'`;
    expect(await count(real)).toBe(0);
  });

  test("the power user has a lot of everything", async () => {
    const id = summary.powerUserId;
    expect(await count(sql`select count(*) as value from chat where "userId" = ${id}`)).toBeGreaterThan(60);
    expect(await count(sql`select count(*) as value from subscription where "userId" = ${id}`)).toBeGreaterThan(3);
    expect(await count(sql`select count(*) as value from payment where user_id = ${id} and refunded_amount > 0`)).toBeGreaterThan(0);
    expect(await count(sql`select count(*) as value from payment where user_id = ${id} and dispute_status is not null`)).toBeGreaterThan(0);
    const longest = sql`select max(n) as value from (select count(*) as n from message m join chat c on c.id = m.chat_id where c."userId" = ${id} group by m.chat_id) x`;
    expect(await count(longest)).toBe(300);
  });
});
