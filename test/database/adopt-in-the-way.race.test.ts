import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { adopt, type StepProgress } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { allMigrations, notedMigrations } from "../../lib/db/pending-migrations.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeProductDatabase, type ProductDatabase } from "./product-database.ts";

const lockTimeout = 2_000;

/** A transaction that sees the database as it is now, whose end every index waits for. */
async function oldTransaction({ url }: ProductDatabase, onCleanup: (close: () => Promise<void>) => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: "a report" });
  await client.connect();
  onCleanup(() => client.end());
  await client.query("begin isolation level repeatable read");
  await client.query("select count(*) from pg_class");
  return client;
}

const invalidIndexes = async ({ database }: ProductDatabase) => {
  const { rows } = await database.db.execute(sql`select indexrelid::regclass::text as name from pg_index where not indisvalid`);
  return rows;
};

const isIndex = ({ step }: StepProgress) => step.phase === "index";

describe("moving in, where something is in the way", () => {
  test("leaves out an index that a row does not fit into, and makes it when none is there any more", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    const { db } = product.database;
    await db.execute(sql`insert into message (id, chat_id, role, parts, attachments, created_at)
      select 'long', id, (select string_agg(md5(n::text), '') from generate_series(1, 400) as n), '[]', '[]', '2024-01-01' from chat limit 1`);
    const states: string[] = [];
    const after = await adopt(product.database, { lockTimeout, onStep: ({ step, state }) => void states.push(`${step.index} ${state}`) });
    expect(states).toContain("message_role_idx left out");
    expect(after.steps.map(({ index }) => index)).toEqual(["message_role_idx"]);
    // What was begun of it would make the product's own writes fail.
    expect(await invalidIndexes(product)).toEqual([]);
    expect(await notedMigrations(db)).toBe(allMigrations());
    await db.execute(sql`delete from message where id = 'long'`);
    expect((await adopt(product.database, { lockTimeout })).steps).toEqual([]);
  });

  test("begins an index anew that waited for too long, and says who was in the way", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    let holder: pg.Client | undefined;
    const said: string[] = [];
    const onStep = async (progress: StepProgress) => {
      if (progress.state === "begins" && isIndex(progress)) holder ??= await oldTransaction(product, onTestFinished);
      if (progress.state !== "waits") return;
      said.push(progress.inTheWay);
      if (progress.tries > 0) await holder?.query("rollback");
    };
    const after = await adopt(product.database, { lockTimeout, indexLockTimeout: 6_000, onStep });
    expect(said).toContainEqual(expect.stringMatching(/^process \d+ of \w+ \(a report\), idle in transaction for /));
    expect(after.steps).toEqual([]);
    expect(await invalidIndexes(product)).toEqual([]);
  });

  test("ends what the server works on when it is told to end", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    const { db } = product.database;
    let holder: pg.Client | undefined;
    const ending = new AbortController();
    const building = async () => {
      const { rows } = await db.execute<{ count: number }>(
        sql`select count(*)::int as count from pg_stat_activity where query like 'create index concurrently%' and state = 'active' and datname = current_database()`,
      );
      return rows[0]!.count;
    };
    let isBuilding: Promise<void> | undefined;
    const onStep = async (progress: StepProgress) => {
      if (holder || !isIndex(progress)) return;
      holder = await oldTransaction(product, onTestFinished);
      isBuilding = expect
        .poll(building)
        .toBe(1)
        .then(() => ending.abort(new Error("told to end")));
    };
    await expect(adopt(product.database, { lockTimeout, onStep, signal: ending.signal })).rejects.toThrow("told to end");
    await isBuilding;
    await expect.poll(building).toBe(0);
    await holder!.query("rollback");
    expect((await adopt(product.database, { lockTimeout })).steps).toEqual([]);
  });

  test("changes nothing where the role may do a part of it alone", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    const { db } = product.database;
    const role = `guest_${randomUUID().replaceAll("-", "")}`;
    await db.execute(sql.raw(`create role ${role}`));
    await db.execute(sql.raw(`grant usage, create on schema public to ${role}`));
    await db.execute(sql.raw(`grant all on all tables in schema public to ${role}`));
    onTestFinished(async () => {
      const client = new pg.Client({ connectionString: product.url });
      await client.connect();
      await client.query(`drop owned by ${role}; drop role ${role}`);
      await client.end();
    });
    const database = openPg(`${product.url}?options=${encodeURIComponent(`-c role=${role}`)}`);
    onTestFinished(() => database.close());
    const before = await examine(db, { rows: false });
    await expect(adopt(database, { lockTimeout })).rejects.toThrow(/does not own payment, .*may not create the schema drizzle/);
    expect((await examine(db, { rows: false })).steps.length).toBe(before.steps.length);
  });
});
