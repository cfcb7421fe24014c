import { sql } from "drizzle-orm";
import { adopt } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { expect, test } from "../helpers/database-test.ts";
import { makeProductDatabase } from "./product-database.ts";

const stops = async (db: Db) => {
  const { findings, steps } = await examine(db, { rows: false });
  return { stops: findings.filter(({ verdict }) => verdict === "stops").map(({ about }) => about), steps };
};

test("a trigger that copies the rows before a statement would make the product's writes fail, and is told before", async ({
  onTestFinished,
}) => {
  const { database } = await makeProductDatabase("older", onTestFinished);
  const { db } = database;
  await db.execute(sql`create table payment_history as select *, now() as gone_at from payment with no data`);
  await db.execute(
    sql.raw(`create function keep_history() returns trigger language plpgsql as $$
      begin insert into payment_history select o.*, now() from old_rows o; return null; end $$;
      create trigger history_is_kept after update on payment referencing old table as old_rows for each statement execute function keep_history();
      create function note_change() returns trigger language plpgsql as $$
      begin
        if exists (select * from before union all select * from after) then insert into payment_history (id) select id from before; end if;
        return null;
      end $$;
      create trigger change_is_noted after update on payment referencing old table as before new table as after for each statement execute function note_change()`),
  );
  const found = await stops(db);
  expect(found.stops).toEqual(["trigger history_is_kept on payment"]);
  await expect(adopt(database, { lockTimeout: 2000 })).rejects.toThrow("trigger history_is_kept on payment");

  const write = sql`update payment set status = status`;
  await db.execute(write);
  const added = found.steps.find(({ phase, tables }) => phase === "column" && tables.includes("payment"))!;
  await db.execute(sql.raw(added.statements[0]!));
  await expect(db.execute(write)).rejects.toThrow();
  await db.execute(sql`drop trigger history_is_kept on payment`);
  await db.execute(write);
});

test("a function is held against the table that its own search_path finds", async ({ onTestFinished }) => {
  const { database } = await makeProductDatabase("older", onTestFinished);
  const { db } = database;
  await db.execute(sql`create schema staging`);
  await db.execute(sql`create table staging.payment (id text, total_amount int)`);
  const make = (name: string, path: string, from = "payment") =>
    sql.raw(`create function ${name}() returns table (id text, total_amount int) language plpgsql ${path} as $$
      begin return query select * from ${from}; end $$`);
  await db.execute(make("of_staging", "set search_path = staging"));
  await db.execute(make("of_staging_first", "set search_path = staging, public"));
  await db.execute(make("of_nobody", "set search_path = ''"));
  await db.execute(make("of_public", `set search_path = "$user", public, staging`));
  await db.execute(make("of_public_by_name", "set search_path = ''", "public.payment"));
  await db.execute(make("of_whoever_calls", ""));
  expect((await stops(db)).stops).toEqual([
    "function public.of_public()",
    "function public.of_public_by_name()",
    "function public.of_whoever_calls()",
  ]);
});
