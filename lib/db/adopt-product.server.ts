import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Db } from "./database.server.ts";
import { MIGRATIONS } from "./migrate.server.ts";

const PRODUCT_TABLES = [
  "user",
  "session",
  "account",
  "verification",
  "chat",
  "message",
  "stream",
  "tool_calls",
  "session_states",
  "message_usage",
  "extreme_search_usage",
  "subscription",
  "payment",
  "amadeus_tokens",
];

/**
 * The first migration makes the product's own tables. A live product has them already, so there it is noted as applied and the next
 * ones, which add Purser's tables, columns and indexes, run as usual.
 *
 * @throws Error when only some of the product's tables are there: nothing is guessed about a database of another shape.
 */
export async function adoptProductTables(db: Db): Promise<void> {
  const { rows } = await db.execute<{ name: string; noted: boolean }>(sql`
    select table_name as name, to_regclass('drizzle.__purser_migrations') is not null as noted
    from information_schema.tables
    where table_schema = 'public' and table_name in ${PRODUCT_TABLES}`);
  if (rows.length === 0) return;
  if (rows[0]?.noted) {
    const { rows: applied } = await db.execute(sql`select 1 from drizzle.__purser_migrations limit 1`);
    if (applied.length > 0) return;
  }
  if (rows.length < PRODUCT_TABLES.length) {
    const present = new Set(rows.map((row) => row.name));
    throw new Error(
      `This database has some of the product's tables but lacks: ${PRODUCT_TABLES.filter((name) => !present.has(name)).join(", ")}`,
    );
  }
  const journal = JSON.parse(readFileSync(join(MIGRATIONS, "meta", "_journal.json"), "utf8")) as {
    entries: { tag: string; when: number }[];
  };
  const first = journal.entries[0]!;
  const hash = createHash("sha256")
    .update(readFileSync(join(MIGRATIONS, `${first.tag}.sql`), "utf8"))
    .digest("hex");
  await db.transaction(async (tx) => {
    await tx.execute(sql`create schema if not exists drizzle`);
    await tx.execute(
      sql`create table if not exists drizzle.__purser_migrations (id serial primary key, hash text not null, created_at bigint)`,
    );
    await tx.execute(sql`insert into drizzle.__purser_migrations (hash, created_at) values (${hash}, ${first.when})`);
  });
}
