import { is, sql } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import type { Db } from "../../lib/db/database.server.ts";
import * as schema from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";

const tables = Object.values(schema as Record<string, unknown>)
  .filter((value): value is PgTable => is(value, PgTable))
  .map(getTableConfig);

/** PostgreSQL's name for a type that drizzle abbreviates. */
const typeName = (type: string) => type.replace(/^timestamp$/, "timestamp without time zone").replace(/^varchar$/, "character varying");

async function namesIn(db: Db, query: ReturnType<typeof sql>): Promise<string[]> {
  const { rows } = await db.execute<{ name: string }>(query);
  return rows.map((row) => row.name).sort();
}

describe("the migrations make what schema.ts says", () => {
  test("tables", async ({ db }) => {
    const names = await namesIn(db, sql`select tablename::text as name from pg_tables where schemaname = 'public'`);
    expect(names).toEqual(tables.map((table) => table.name).sort());
  });

  test("columns with their types, nullability and defaults", async ({ db }) => {
    const { rows } = await db.execute<{ table: string; column: string; type: string; notNull: boolean; hasDefault: boolean }>(sql`
      select c.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as "notNull",
        a.atthasdef and a.attgenerated = '' as "hasDefault"
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`);
    const line = (...parts: unknown[]) => parts.join(" ");
    const found = rows.map((row) => line(row.table, row.column, row.type, row.notNull, row.hasDefault));
    const wanted = tables.flatMap((table) =>
      table.columns.map((column) =>
        line(table.name, column.name, typeName(column.getSQLType()), column.notNull, column.default !== undefined),
      ),
    );
    expect(found.sort()).toEqual(wanted.sort());
  });

  test("indexes", async ({ db }) => {
    const names = await namesIn(
      db,
      sql`select c.relname::text as name from pg_index i join pg_class c on c.oid = i.indexrelid
        where c.relnamespace = 'public'::regnamespace and not i.indisunique`,
    );
    const wanted = tables.flatMap((table) => table.indexes.filter((index) => !index.config.unique).map((index) => index.config.name!));
    expect(names).toEqual(wanted.sort());
  });
});

describe("what happens to rows that point at a removed one", () => {
  const cascade = "c";
  const setNull = "n";
  const refuse = "a";
  const rules = {
    "session.user_id": cascade,
    "account.user_id": cascade,
    "chat.userId": refuse,
    "message.chat_id": cascade,
    "stream.chatId": cascade,
    "tool_calls.chat_id": cascade,
    "session_states.chat_id": cascade,
    "message_usage.user_id": cascade,
    "extreme_search_usage.user_id": cascade,
    "subscription.userId": setNull,
    "payment.user_id": setNull,
    "user_roles.user_id": cascade,
    "user_roles.granted_by": setNull,
    "message_text.message_id": cascade,
    "tool_call_failure.tool_call_id": cascade,
    "tag.created_by": setNull,
    "chat_tags.chat_id": cascade,
    "chat_tags.tag_id": cascade,
    "chat_tags.created_by": setNull,
    "chat_note.chat_id": cascade,
    "chat_note.author_id": setNull,
    "chat_reading.chat_id": cascade,
    "chat_reading.staff_id": cascade,
    "bulk_run.staff_id": setNull,
    "bulk_run_item.run_id": cascade,
    "payment_entry.payment_id": cascade,
    "export_run.staff_id": setNull,
  };

  test("is the contract's rule for each foreign key, and there is no other", async ({ db }) => {
    const { rows } = await db.execute<{ key: string; rule: string }>(sql`
      select c.relname || '.' || a.attname as key, f.confdeltype::text as rule
      from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = f.conkey[1]
      where f.contype = 'f' and f.connamespace = 'public'::regnamespace`);
    expect(Object.fromEntries(rows.map((row) => [row.key, row.rule]))).toEqual(rules);
  });
});

describe("indexes", () => {
  test("serve every foreign key, which is their first column", async ({ db }) => {
    const without = await namesIn(
      db,
      sql`select c.relname || '.' || a.attname as name
        from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = f.conkey[1]
        where f.contype = 'f' and f.connamespace = 'public'::regnamespace and not exists (
          select 1 from pg_index i where i.indrelid = f.conrelid and i.indkey[0] = f.conkey[1] and i.indpred is null and i.indisvalid)`,
    );
    expect(without).toEqual([]);
  });

  test("that serve a list end on the id, so that ties have an order", async ({ db }) => {
    const { rows } = await db.execute<{ table: string; name: string; last: string }>(sql`
      select t.relname as "table", c.relname as name, pg_get_indexdef(i.indexrelid, i.indnkeyatts, true) as last
      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid join pg_am m on m.oid = c.relam
      where c.relnamespace = 'public'::regnamespace and not i.indisunique and m.amname = 'btree'`);
    // These have no id of their own: what they belong to is their key. A reading and a roll-up are never listed, only looked up.
    const keys: Record<string, RegExp> = {
      user_roles: /./,
      chat_reading: /^(expires_at|id)$/,
      chat_tags: /^chat_id$/,
      message_text: /^message_id$/,
      tool_call_failure: /^tool_call_id$/,
      bulk_run_item: /^(tool_call_id|run_id)$/,
      payment_entry: /^payment_id$/,
      subscription_snapshot: /^month$/,
      rollup: /^day$/,
      rollup_day: /^day$/,
    };
    const others = rows.filter(
      (row) => !/^(id|\('(messages|searches):'::text \|\| id\))$/.test(row.last) && !keys[row.table]?.test(row.last),
    );
    expect(rows.length).toBeGreaterThan(40);
    expect(others).toEqual([]);
  });
});
