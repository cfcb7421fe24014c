import { sql } from "drizzle-orm";
import pg from "pg";
import { adopt, type StepProgress } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import { unfinishedTables } from "../../lib/db/fill-kept-tables.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { one } from "./live-product.ts";
import { makeProductDatabase, type ProductDatabase } from "./product-database.ts";

const lockTimeout = 2_000;

/** A product that Purser has moved in to. */
async function adopted(onCleanup: (close: () => Promise<void>) => void): Promise<ProductDatabase> {
  const product = await makeProductDatabase("without-optional", onCleanup);
  await adopt(product.database, { lockTimeout });
  return product;
}

/** As a product's own migration, in one transaction. */
async function migrate({ url }: ProductDatabase, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}

const keysOf = (table: string) =>
  `select string_agg(conname || ' ' || confdeltype::text || ' ' || convalidated, ', ' order by conname) as value
    from pg_constraint where conrelid = 'public.${table}'::regclass and contype = 'f'`;

describe("a foreign key of Purser's own that the product's migration took along", () => {
  test("is there again after a table was swapped, and with it what goes by triggers; of the product's rows none goes", async ({
    onTestFinished,
  }) => {
    const product = await adopted(onTestFinished);
    const { db } = product.database;
    await db.execute(sql`insert into chat_note (chat_id, author_id, author_name, body) select c.id, u.id, 'Ann', 'seen'
      from (select id from chat order by id limit 2) as c, (select id from "user" order by id limit 1) as u`);
    const keys = [await one(db, keysOf("message_text")), await one(db, keysOf("chat_note"))];
    await migrate(
      product,
      `set search_path = public; create table message_new (like message including all);
      insert into message_new select * from message where id not in (select id from message order by id limit 3);
      drop table message cascade;
      alter table message_new rename to message;
      alter table chat_note drop constraint chat_note_author_id_user_id_fk, drop constraint chat_note_chat_id_chat_id_fk;
      create table chat_before as select * from chat where id = (select min(id) from chat);
      delete from chat where id = (select min(id) from chat);
      insert into chat_note (chat_id, author_id, author_name, body) select max(id), 'nobody', 'Nobody', 'by nobody' from chat`,
    );
    const counts = `select concat_ws(' ', (select count(*) from message), (select count(*) from chat), (select count(*) from "user")) as value`;
    const before = await one(db, counts);

    const after = await adopt(product.database, { lockTimeout });
    expect(after.steps).toEqual([]);
    expect(await unfinishedTables(db)).toEqual([]);
    expect(await one(db, counts)).toBe(before);
    expect([await one(db, keysOf("message_text")), await one(db, keysOf("chat_note"))]).toEqual(keys);
    expect(await one(db, `select count(*) as value from pg_trigger where tgname = 'message_text_is_kept'`)).toBe("1");
    expect(
      await one(
        db,
        `select count(*) as value from message_text t full join message m on m.id = t.message_id where m.id is null or t.message_id is null`,
      ),
    ).toBe("0");
    // Of a chat that is gone a note goes; of an author who is gone it stays, without a name.
    const { rows } = await db.execute(sql`select body, author_id is null as "isNobodys" from chat_note order by body`);
    expect(rows).toEqual([
      { body: "by nobody", isNobodys: true },
      { body: "seen", isNobodys: false },
    ]);
  });

  test("is checked against older rows while the product writes, and without a limit of time", async ({ onTestFinished }) => {
    const product = await adopted(onTestFinished);
    // An orphan whose end takes longer than a step that locks anything may.
    await migrate(
      product,
      `alter table message_text drop constraint message_text_message_id_message_id_fk;
      delete from message where id = (select min(id) from message);
      create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(0.6); return old; end';
      create trigger slow before delete on message_text for each row execute function slow()`,
    );
    const writer = new pg.Client({ connectionString: product.url, options: "-c lock_timeout=10s" });
    await writer.connect();
    onTestFinished(() => writer.end());
    const states: string[] = [];
    const onStep = async ({ step, state }: StepProgress) => {
      if (step.phase === "validation" && state === "begins") {
        await writer.query("begin");
        await writer.query("update message set role = role");
      }
      states.push(`${step.phase} ${state}`);
    };
    await adopt(product.database, { lockTimeout: 500, onStep });
    await writer.query("commit");
    expect(states).toEqual(["foreign key begins", "foreign key done", "validation begins", "validation done"]);
  });

  test("is checked by the next run where that was cut off", async ({ onTestFinished }) => {
    const product = await adopted(onTestFinished);
    const { db } = product.database;
    await migrate(
      product,
      `alter table message_text drop constraint message_text_message_id_message_id_fk; delete from message where id = (select min(id) from message)`,
    );
    const cut = new AbortController();
    const onStep = ({ step, state }: StepProgress) => {
      if (step.phase === "foreign key" && state === "done") cut.abort(new Error("cut off"));
    };
    await expect(adopt(product.database, { lockTimeout, onStep, signal: cut.signal })).rejects.toThrow("cut off");
    const { findings, steps } = await examine(db, { rows: false });
    expect(findings.filter(({ verdict }) => verdict === "missing").map(({ about }) => about)).toEqual([
      "foreign key of message_text (message_id)",
    ]);
    expect(steps.map(({ phase }) => phase)).toEqual(["validation"]);
    expect((await adopt(product.database, { lockTimeout })).steps).toEqual([]);
    expect(await one(db, keysOf("message_text"))).toBe("message_text_message_id_message_id_fk c true");
  });
});

test("a step that takes too long by itself says so, and is not tried for ever", async ({ onTestFinished }) => {
  const product = await adopted(onTestFinished);
  const { db } = product.database;
  await migrate(
    product,
    `drop trigger message_text_is_kept on message;
    create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(5); return new; end';
    create trigger slow before insert or update on backfill for each row execute function slow()`,
  );
  const said: string[] = [];
  const failed = adopt(product.database, { lockTimeout: 200, onStep: ({ state, inTheWay }) => void said.push(`${state} ${inTheWay}`) });
  await expect(failed).rejects.toThrow(/took too long, and nobody was in the way: .*--lock-timeout/);
  expect(new Set(said)).toEqual(new Set(["begins ", "took too long "]));
  await db.execute(sql`drop trigger slow on backfill`);
  expect((await adopt(product.database, { lockTimeout })).steps).toEqual([]);
});
