import pg from "pg";
import { openPg } from "../../../lib/db/open-pg.server.ts";
import { chats, messages, toolCalls } from "./chats.ts";
import { desk } from "./desk.ts";
import { idealTables } from "./ideal.ts";
import { dropIndexes } from "./indexes.ts";
import { differentTexts, kept } from "./kept.ts";
import { runInLanes } from "./lanes.ts";
import { payments, subscriptions } from "./money.ts";
import { people } from "./people.ts";
import { sizeAt } from "./size.ts";
import { usage } from "./usage.ts";
import { sentences } from "./words.ts";

/** The tables that are filled, the largest first. */
const TABLES = [
  ...["message_text", "message", "tool_calls", "chat", "payment", "user", "message_usage", "extreme_search_usage", "subscription"],
  ...["audit_log", "tool_call_failure", "payment_entry", "chat_tags", "chat_note", "chat_reading", "session", "account"],
];

/** The trigger that gives a payment Purser's columns. */
const COLUMNS_ARE_KEPT = "zz_payment_columns_are_kept";

/** Tables in which a migrated database has rows of its own, though nobody has written anything. */
const OWN_BOOKS = /^public\.(backfill|rollup|rollup_\w+|active_days)$/;

/** What a database holds. */
export type Held = { kind: "empty" } | { kind: "bench"; scale: number } | { kind: "half-filled" } | { kind: "other" };

/** Looks before anything is changed: a database with rows that are not the benchmark's own is left alone. */
export async function whatIsHeld(url: string): Promise<Held> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: marks } = await client.query("select to_regclass('bench.filled') is not null as marked");
    if (marks[0].marked) {
      const { rows } = await client.query<{ scale: number; done: boolean }>("select scale, done from bench.filled");
      return rows[0]?.done ? { kind: "bench", scale: rows[0].scale } : { kind: "half-filled" };
    }
    const { rows: tables } = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'drizzle')",
    );
    for (const { name } of tables) {
      if (OWN_BOOKS.test(name)) continue;
      const { rows } = await client.query(`select 1 from ${name} limit 1`);
      if (rows.length > 0) return { kind: "other" };
    }
    return { kind: "empty" };
  } finally {
    await client.end();
  }
}

/**
 * Migrates an empty database and fills it by set-based SQL on two connections: secondary indexes are dropped and built at the end, triggers
 * and foreign keys are off (by `session_replication_role`, which takes a superuser), and what the triggers keep is made in sets.
 *
 * @param say is told what begins
 * @throws Error of one line, before anything is written, where the role may not do that
 */
export async function fill(url: string, scale: number, say: (label: string) => void): Promise<void> {
  await checkRights(url);
  const database = openPg(url);
  await database.migrate();
  await database.close();

  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
  await client.connect();
  try {
    await client.query("create schema bench");
    await client.query("create table bench.filled (scale float8 not null, filled_at timestamp not null, done boolean not null)");
    await client.query("insert into bench.filled values ($1, now() at time zone 'UTC', false)", [scale]);
    const { rows } = await client.query<{ now: string }>("select date_trunc('second', filled_at)::text as now from bench.filled");
    const time = { now: `timestamp '${rows[0]!.now}'` };
    const size = sizeAt(scale);

    say("sentences");
    await client.query(sentences);
    const indexes = await dropIndexes(client, TABLES);
    // Columns of the row itself are not made in sets: this trigger runs for every row, whatever is off.
    await client.query(`alter table payment enable always trigger ${COLUMNS_ARE_KEPT}`);
    const prepare = [
      "set session_replication_role = replica",
      "set synchronous_commit = off",
      "set work_mem = '256MB'",
      "set maintenance_work_mem = '1GB'",
      "set max_parallel_workers_per_gather = 0",
      "set max_parallel_maintenance_workers = 0",
    ];
    await runInLanes(
      url,
      prepare,
      [
        ...[...messages(size, time), ...payments(size, time), ...chats(size, time), ...toolCalls(size, time), ...usage(size, time)],
        ...[...people(size, time), ...subscriptions(size, time), ...desk(size, time)],
      ],
      say,
    );
    await client.query("drop table bench.sentence");
    await client.query(`alter table payment enable trigger ${COLUMNS_ARE_KEPT}`);
    await runInLanes(url, prepare, [...kept(size)], say);
    await runInLanes(url, prepare, indexes, say);
    await client.query("update backfill set finished_at = now() at time zone 'UTC'");
    await runInLanes(
      url,
      prepare,
      TABLES.map((table) => ({ label: `vacuum ${table}`, sql: `vacuum (analyze) "${table}"` })),
      say,
    );
    await client.query("vacuum (analyze)");
    await client.query(idealTables.create);
    await runInLanes(url, prepare, idealTables.fill, say);
    await client.query(idealTables.finish);
    const { rows: different } = await client.query<{ count: number }>(differentTexts);
    if (different[0]!.count > 0) throw new Error(`${different[0]!.count} texts of messages are not what the trigger would have written`);
    await client.query("update bench.filled set done = true");
  } finally {
    await client.end();
  }
}

async function checkRights(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica");
  } catch (error) {
    throw new Error(`The fill switches triggers off, which this role may not: ${error instanceof Error ? error.message : error}`);
  } finally {
    await client.end();
  }
}
