import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import type { Database } from "../../lib/db/database.server.ts";
import { MIGRATIONS } from "../../lib/db/migrate.server.ts";
import { auditLog, payment, user } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeAuditEntry, makeUser, makeUserRole } from "../helpers/factories.ts";
import { createTestDatabase, openOn } from "../helpers/test-database.ts";

const journal = JSON.parse(readFileSync(join(MIGRATIONS, "meta/_journal.json"), "utf8")) as { entries: { tag: string; when: number }[] };

/** Opens a database of its own for a test and closes it after. */
async function withDatabase(run: (database: Database, another: () => Promise<Database>) => Promise<void>): Promise<void> {
  const url = await createTestDatabase("empty");
  const opened: Database[] = [];
  const open = async () => {
    const database = await openOn(url);
    opened.push(database);
    return database;
  };
  try {
    await run(await open(), open);
  } finally {
    await Promise.all(opened.map((database) => database.close()));
  }
}

async function appliedTo({ db }: Database): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(sql`select count(*)::int as n from drizzle.__purser_migrations`);
  return rows[0]!.n;
}

/** The product's tables as the product itself makes them, with rows of a time before Purser. */
async function makeProduct({ db }: Database): Promise<void> {
  for (const statement of readFileSync(join(MIGRATIONS, `${journal.entries[0]!.tag}.sql`), "utf8").split("--> statement-breakpoint")) {
    await db.execute(sql.raw(statement));
  }
  await db.execute(sql`insert into "user" (id, name, email, email_verified, created_at, updated_at)
    values ('old', 'Old Hand', 'old@example.com', true, '2024-01-01', '2024-01-01')`);
  await db.execute(sql`insert into payment (id, created_at, total_amount, currency, refunds, customer, user_id)
    values ('pay_old', '2024-01-02', 500, 'USD', '[{"status":"succeeded","amount":200}]', '{"email":"old@example.com"}', 'old')`);
}

describe("migrate", () => {
  test("run by several processes at once applies each migration once", () =>
    withDatabase(async (database, another) => {
      const all = [database, await another(), await another()];
      await Promise.all(all.map((one) => one.migrate()));
      expect(await appliedTo(database)).toBe(journal.entries.length);
      await makeAuditEntry((await another()).db);
    }));

  test("run again changes nothing", () =>
    withDatabase(async (database) => {
      await database.migrate();
      const { id } = await makeUser(database.db);
      await database.migrate();
      expect(await appliedTo(database)).toBe(journal.entries.length);
      expect(await database.db.$count(user, eq(user.id, id))).toBe(1);
    }));
});

describe("a live product's database", () => {
  test("keeps its rows and gets Purser's tables and columns", () =>
    withDatabase(async (database) => {
      await makeProduct(database);
      await database.migrate();
      const [paid] = await database.db.select().from(payment);
      expect(paid).toMatchObject({ id: "pay_old", userId: "old", refundedAmount: 200, customerEmail: "old@example.com" });
      const [person] = await database.db.select().from(user);
      expect(person).toMatchObject({ id: "old", role: "user", banned: false });
      await makeUserRole(database.db, { userId: "old" });
      await database.migrate();
      expect(await appliedTo(database)).toBe(journal.entries.length);
    }));

  test("that has the admin plugin's own ban columns is adopted, and nobody's ban is unknown", () =>
    withDatabase(async (database) => {
      await makeProduct(database);
      await database.db.execute(
        sql`alter table "user" add column banned boolean, add column ban_reason text, add column ban_expires timestamp`,
      );
      await database.db.execute(sql`alter table session add column impersonated_by text`);
      await database.migrate();
      const [person] = await database.db.select().from(user);
      expect(person).toMatchObject({ id: "old", banned: false });
      await expect(database.db.execute(sql`update "user" set banned = null`)).rejects.toThrow();
    }));

  test("is adopted by several processes at once", () =>
    withDatabase(async (database, another) => {
      await makeProduct(database);
      await Promise.all([database, await another()].map((one) => one.migrate()));
      expect(await appliedTo(database)).toBe(journal.entries.length);
    }));

  test.for(["2020-01-01", "2040-01-01"])("is adopted beside the product's own drizzle journal, last written %s", (date) =>
    withDatabase(async (database) => {
      await makeProduct(database);
      await database.db.execute(sql`create schema drizzle`);
      await database.db.execute(
        sql`create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`,
      );
      await database.db.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('theirs', ${Date.parse(date)})`);
      await database.migrate();
      expect(await database.db.$count(auditLog)).toBe(0);
    }),
  );

  test("that lacks some of the product's tables is refused by name, and left alone", () =>
    withDatabase(async (database) => {
      await makeProduct(database);
      await database.db.execute(sql`drop table session_states, amadeus_tokens`);
      await expect(database.migrate()).rejects.toThrow(/lacks: session_states, amadeus_tokens$/);
      const { rows } = await database.db.execute(
        sql`select to_regclass('audit_log') as audit, to_regclass('drizzle.__purser_migrations') as journal`,
      );
      expect(rows).toEqual([{ audit: null, journal: null }]);
    }));
});
