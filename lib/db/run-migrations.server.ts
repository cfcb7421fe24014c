import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { PgDialect, type PgSession } from "drizzle-orm/pg-core";
import { closeToOthers } from "./close-to-others.ts";
import type { Db } from "./database.server.ts";
import { JOURNAL } from "./migrate.server.ts";
import { unlimitedTransaction } from "./unlimited-transaction.ts";

/** They make the table in which applied migrations are noted, where there is none. */
export const journalStatements = [
  "create schema if not exists drizzle",
  "create table if not exists drizzle.__purser_migrations (id serial primary key, hash text not null, created_at bigint)",
] as const;

/** Makes the table in which applied migrations are noted, where there is none. */
export async function makeJournal(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    for (const statement of journalStatements) await tx.execute(sql.raw(statement));
    await tx.execute(sql.raw(closeToOthers));
  });
}

/** Runs the migrations that are not noted, all in one transaction, and closes the tables that they make to others. */
export async function runMigrations(db: Db, journal = JOURNAL): Promise<void> {
  await makeJournal(db);
  const migrations = readMigrationFiles(journal).map((migration) => ({
    ...migration,
    sql: [unlimitedTransaction("local"), ...migration.sql, closeToOthers],
  }));
  // What drizzle's own migrators do, which take files alone.
  await new PgDialect().migrate(migrations, db._.session as unknown as PgSession, journal);
}
