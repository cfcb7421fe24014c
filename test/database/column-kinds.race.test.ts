import { sql } from "drizzle-orm";
import { adopt } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import { expect, test } from "../helpers/database-test.ts";
import { makeProductDatabase } from "./product-database.ts";

test("a table whose whole rows another one holds is refused columns by PostgreSQL, and before it by the doctor", async ({
  onTestFinished,
}) => {
  const { database } = await makeProductDatabase("older", onTestFinished);
  const { db } = database;
  await db.execute(sql`create table payment_history (id serial, was payment[])`);
  const { findings, steps } = await examine(db, { rows: false });
  expect(findings.filter(({ verdict }) => verdict === "stops")).toEqual([
    { about: "column payment_history.was", verdict: "stops", says: expect.stringMatching(/^It holds whole rows of payment/) },
  ]);
  await expect(adopt(database, { lockTimeout: 2000 })).rejects.toThrow("column payment_history.was");
  const added = steps.find(({ phase, tables }) => phase === "column" && tables.includes("payment"))!;
  await expect(db.execute(sql.raw(added.statements[0]!))).rejects.toThrow();
  // A column that is empty in older rows is let in.
  await db.execute(sql`alter table payment add column refunded_amount_seen bigint`);
});

test("a text by whose collation others are equal to it is named, with what would have to change", async ({ onTestFinished }) => {
  const { database } = await makeProductDatabase("older", onTestFinished);
  await database.db.execute(sql`create collation caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`);
  await database.db.execute(sql`alter table "user" alter column email type text collate caseless`);
  const { findings } = await examine(database.db, { rows: false });
  expect(findings.filter(({ verdict }) => verdict === "stops")).toEqual([
    { about: "column user.email", verdict: "stops", says: expect.stringMatching(/^By its collation, caseless, .*lower\(email\)/) },
  ]);
});

test("that the product's own truncate takes cascade from then on is said before, of tables that nothing refers to yet", async ({
  onTestFinished,
}) => {
  const { database } = await makeProductDatabase("older", onTestFinished);
  const { db } = database;
  const told = async () =>
    (await examine(db, { rows: false })).findings
      .filter(({ says }) => says.includes("truncate … cascade"))
      .map(({ about, verdict }) => [about, verdict]);
  expect(await told()).toEqual([
    ["table message", "works"],
    ["table payment", "works"],
    ["table tool_calls", "works"],
  ]);
  await db.execute(sql`create table refund (payment_id text references payment (id), message_id text references message (id))`);
  expect(await told()).toEqual([["table tool_calls", "works"]]);
  await adopt(database, { lockTimeout: 2000 });
  expect(await told()).toEqual([]);
  await expect(db.execute(sql`truncate tool_calls`)).rejects.toThrow();
  await db.execute(sql`truncate tool_calls cascade`);
});
