import { sql } from "drizzle-orm";
import type { StepProgress } from "../../lib/database/adopt.server.ts";
import { adopt } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { notedMigrations } from "../../lib/db/pending-migrations.server.ts";
import { expect, test } from "../helpers/database-test.ts";
import { asRole, runIn } from "./as-role.ts";
import { makeProductDatabase } from "./product-database.ts";

const lockTimeout = 5_000;

type OnCleanup = (close: () => Promise<void>) => void;

/** A product's database that sets something for each session of it. */
async function productThatSets(setting: string, onCleanup: OnCleanup) {
  const product = await makeProductDatabase("interrupted", onCleanup);
  await runIn(product, `do $$ begin execute format('alter database %I set ${setting.replaceAll("'", "''")}', current_database()); end $$`);
  const database = openPg(product.url);
  onCleanup(() => database.close());
  return { ...product, database };
}

test("moving in does not wait for its own lock where transactions keep what they see", async ({ onTestFinished }) => {
  const { database } = await productThatSets("default_transaction_isolation = 'repeatable read'", onTestFinished);
  const waits: string[] = [];
  const onStep = ({ state, inTheWay }: StepProgress) => void (state === "waits" && waits.push(inTheWay));
  const after = await adopt(database, { lockTimeout, indexLockTimeout: 3_000, onStep });
  expect(after.steps).toEqual([]);
  expect(waits).toEqual([]);
});

test("a limit of whole transactions ends neither the lock nor a step", async ({ onTestFinished }) => {
  const { database } = await productThatSets("transaction_timeout = '700ms'", onTestFinished);
  let isLong = true;
  const locks = async () => {
    const { rows } = await database.db.execute<{ count: number }>(
      sql`select count(*)::int as count from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows[0]!.count;
  };
  const onStep = async ({ state }: StepProgress) => {
    if (!isLong || state !== "done") return;
    isLong = false;
    // Longer than the limit.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await locks()).toBe(1);
  };
  expect((await adopt(database, { lockTimeout, onStep })).steps).toEqual([]);
  expect(isLong).toBe(false);
});

test("moving in ends, in words, where the connection of its lock does", async ({ onTestFinished }) => {
  const { database } = await makeProductDatabase("interrupted", onTestFinished);
  const all = (await examine(database.db, { rows: false })).steps.length;
  let done = 0;
  const onStep = async ({ state }: StepProgress) => {
    if (state !== "done" || ++done !== 3) return;
    const end = sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`;
    expect((await database.db.execute(end)).rows).toHaveLength(1);
    const isThere = sql`select from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`;
    await expect.poll(async () => (await database.db.execute(isThere)).rows.length, { timeout: 10_000 }).toBe(0);
  };
  await expect(adopt(database, { lockTimeout, onStep })).rejects.toThrow(/keeps a second run.*was ended.*run it again/s);
  expect(done).toBeLessThan(all);
  expect(await notedMigrations(database.db)).toBe(0);
  expect((await adopt(database, { lockTimeout })).steps).toEqual([]);
});

test("a count that takes longer than whole transactions may is given up by itself", async ({ onTestFinished }) => {
  const product = await makeProductDatabase("interrupted", onTestFinished);
  // Of a role that policies are for, whose first row takes longer than the count may.
  const { url } = await asRole(product, (role) => `grant select on all tables in schema public to ${role}`, onTestFinished);
  await runIn(product, "alter table chat enable row level security; create policy slow on chat using (pg_sleep(30) is not null)");
  await runIn(product, `do $$ begin execute format('alter database %I set transaction_timeout = ''2s''', current_database()); end $$`);
  const database = openPg(url);
  onTestFinished(() => database.close());
  const { findings } = await examine(database.db, { rows: true, secondsACount: 3 });
  expect(findings).toContainEqual(expect.objectContaining({ says: "Not counted: that took longer than 3 seconds." }));
});
