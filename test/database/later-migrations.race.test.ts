import { sql } from "drizzle-orm";
import pg from "pg";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeChat, makeMessage, makePayment, makeToolCall } from "../helpers/factories.ts";
import { createTestDatabase } from "../helpers/test-database.ts";

/** What a product's own migration may do to tables that Purser has moved in beside. */
const migrations = [
  "alter table message alter column role type varchar(40)",
  "alter table message alter column parts type jsonb",
  "alter table message drop column model, drop column total_tokens",
  "alter table tool_calls alter column status type varchar(40), alter column error type varchar(4000)",
  "alter table tool_calls drop column started_at",
  "alter table payment alter column refunds type jsonb, alter column customer type jsonb",
  "alter table payment drop column disputes",
  'alter table "user" alter column created_at type timestamp(3)',
  "alter table message_usage alter column message_count type smallint",
  "alter table extreme_search_usage drop column search_count",
  "alter table subscription alter column status type varchar(40)",
];

const writes = (chatId: string, id: string) => [
  `update message set role = case when role = 'user' then 'assistant' else 'user' end`,
  `update tool_calls set status = case when status = 'failed' then 'timeout' else 'failed' end, error = '${id}'`,
  `update payment set status = 'failed', refunds = '[{"status":"succeeded","amount":7}]'`,
  `update "user" set created_at = created_at + interval '1 day'`,
  `insert into message (id, chat_id, role, parts, attachments) values ('${id}', '${chatId}', 'user', '[{"type":"text","text":"words of ${id}"}]', '[]')`,
];

describe("after Purser has moved in", () => {
  test.for(migrations)("the product's own migration runs, and so do its writes: %s", async (migration, { onTestFinished }) => {
    const url = await createTestDatabase("template");
    const database = openPg(url);
    const [older, newer] = [new pg.Client({ connectionString: url }), new pg.Client({ connectionString: url })];
    onTestFinished(async () => {
      await Promise.all([database.close(), older.end(), newer.end()]);
    });
    const { db } = database;
    const { id: chatId } = await makeChat(db);
    await makeMessage(db, { chatId });
    await makeToolCall(db, { chatId, status: "failed" });
    await makePayment(db, { refunds: [{ status: "succeeded", amount: 5 }] });
    // A session that has run every trigger before.
    await older.connect();
    for (const write of writes(chatId, "before")) await older.query(write);

    await db.execute(sql.raw(migration));
    await db.execute(sql`delete from rollup_log`);
    for (const write of writes(chatId, "after")) await older.query(write);
    const { rows: sources } = await db.execute<{ source: string }>(sql`select distinct source from rollup_log`);
    // Of that hour, or of all time: nothing that was written is taken for what it was.
    expect(sources.map(({ source }) => source)).toEqual(expect.arrayContaining(["message", "tool_call", "payment", "user"]));

    await newer.connect();
    for (const write of writes(chatId, "anew")) await newer.query(write);
    const { rows: kept } = await db.execute(sql`select text from message_text where message_id = 'anew'`);
    expect(kept).toEqual([{ text: "words of anew" }]);
  });

  test("an update that changes nothing that is searched or added up is noted nowhere", async ({ onTestFinished }) => {
    const database = openPg(await createTestDatabase("template"));
    onTestFinished(() => database.close());
    const { db } = database;
    const { id: chatId } = await makeChat(db);
    await makeMessage(db, { chatId });
    await makeToolCall(db, { chatId, status: "failed" });
    await db.execute(sql`delete from rollup_log`);
    await db.execute(sql`update message set role = role, parts = parts, completion_time = 3`);
    await db.execute(sql`update tool_calls set status = status, dedupe_key = 'x'`);
    await db.execute(sql`update "user" set name = 'Another', created_at = created_at`);
    const noted = async () => (await db.execute(sql`select from rollup_log`)).rows.length;
    expect(await noted()).toBe(0);
    await db.execute(sql`update message set role = 'system'`);
    expect(await noted()).toBe(1);
  });
});
