import { sql } from "drizzle-orm";
import fc from "fast-check";
import pg from "pg";
import { inject } from "vitest";
import { adopt, CannotAdopt, type StepProgress } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import { unfinishedTables } from "../../lib/db/fill-kept-tables.server.ts";
import { openNeon } from "../../lib/db/open-neon.server.ts";
import { allMigrations, notedMigrations } from "../../lib/db/pending-migrations.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { seeded } from "../helpers/seeded.ts";
import { makeProductDatabase, type ProductDatabase } from "./product-database.ts";

const lockTimeout = 2_000;

/** What a database that has been moved into must be, whatever happened on the way. */
async function expectMovedInto({ database }: ProductDatabase): Promise<void> {
  const { steps, findings } = await examine(database.db, { rows: false });
  expect(steps).toEqual([]);
  expect(findings.filter(({ verdict }) => verdict === "missing" || verdict === "stops")).toEqual([]);
  expect(await notedMigrations(database.db)).toBe(allMigrations());
  expect(await unfinishedTables(database.db)).toEqual([]);
  // What triggers keep is there for every row of before.
  const { rows } = await database.db.execute(sql`
    select (select count(*) from message m where not exists (select from message_text t where t.message_id = m.id))::int as texts,
      (select count(*) from payment where refunded_amount <> payment_refunded_amount(refunds::json, total_amount, currency)
        or customer_email is distinct from json_member_text(customer::json, 'email'))::int as payments,
      (select count(*) from tool_calls c where status in ('failed', 'timeout')
        and not exists (select from tool_call_failure f where f.tool_call_id = c.id))::int as failures`);
  expect(rows).toEqual([{ texts: 0, payments: 0, failures: 0 }]);
}

describe("moving in", () => {
  test("is finished by a second run wherever the first was cut off, also where the connection went", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    const lengths = fc.sample(fc.integer({ min: 1, max: 40 }), seeded(200));
    const { steps } = await examine(product.database.db, { rows: false });
    const all = steps.length;
    expect(all).toBeGreaterThan(100);
    let done = 0;
    let cuts = 0;
    for (;;) {
      const { steps: left } = await examine(product.database.db, { rows: false });
      // Nothing is done twice.
      expect(left.length).toBe(all - done);
      if (left.length === 0) break;
      const cutAt = Math.min(left.length, lengths[cuts]!);
      const cut = new AbortController();
      const onStep = ({ place, state }: StepProgress) => {
        if (place === cutAt && state === "done") cut.abort(new Error("cut off"));
      };
      if (cutAt === left.length) break;
      await expect(adopt(product.database, { lockTimeout, onStep, signal: cut.signal })).rejects.toThrow("cut off");
      expect(await notedMigrations(product.database.db)).toBe(0);
      done += cutAt;
      cuts++;
    }
    expect(cuts).toBeGreaterThan(2);
    await adopt(product.database, { lockTimeout });
    await expectMovedInto(product);
  });

  test("builds an index anew that was cut off while it was built", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    const killer = new pg.Client({ connectionString: product.url });
    const holder = new pg.Client({ connectionString: product.url });
    await Promise.all([killer.connect(), holder.connect()]);
    onTestFinished(async () => {
      await Promise.all([killer.end(), holder.end()]);
    });
    // An index waits for transactions that are older than it.
    let isHeld = false;
    const kill = async () => {
      const building = async () => {
        const { rows } = await killer.query<{ pid: number }>(
          "select pid from pg_stat_activity where query like 'create index concurrently%' and state = 'active' and wait_event_type = 'Lock' and datname = current_database()",
        );
        return rows[0]?.pid;
      };
      await expect.poll(building).toBeDefined();
      await killer.query("select pg_terminate_backend($1)", [await building()]);
    };
    let killed: Promise<void> | undefined;
    const onStep = async ({ step, state }: StepProgress) => {
      if (isHeld || state !== "begins" || !/^create index concurrently if not exists "user_/.test(step.statements[0]!)) return;
      isHeld = true;
      await holder.query("begin");
      await holder.query(`insert into "user" (id, name, email, email_verified, created_at, updated_at)
        values ('held', 'Held', 'held@example.com', true, '2024-01-01', '2024-01-01')`);
      killed = kill();
    };
    await expect(adopt(product.database, { lockTimeout, onStep })).rejects.toThrow(/terminat/i);
    await killed;
    await holder.query("rollback");
    const { findings } = await examine(product.database.db, { rows: false });
    expect(findings.filter(({ says }) => says.startsWith("Building it was cut off"))).toHaveLength(1);
    await adopt(product.database, { lockTimeout });
    await expectMovedInto(product);
  });

  test("run twice at once, or again, does everything once", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    await Promise.all([adopt(product.database, { lockTimeout }), adopt(product.database, { lockTimeout })]);
    await expectMovedInto(product);
    const steps: StepProgress[] = [];
    await adopt(product.database, { lockTimeout, onStep: (progress) => void steps.push(progress) });
    expect(steps).toEqual([]);
  });

  test("makes again what the product's own migration has taken away, and fills what was missed", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    await adopt(product.database, { lockTimeout });
    const { db } = product.database;
    await db.execute(sql`drop trigger message_text_is_kept on message`);
    await db.execute(sql`drop index user_created_at_idx`);
    await db.execute(sql`alter table payment disable trigger user`);
    await db.execute(sql`insert into message (id, chat_id, role, parts, attachments, created_at)
      select 'unseen', id, 'user', '[{"type":"text","text":"unseen words"}]', '[]', '2024-01-01' from chat limit 1`);
    const { findings } = await examine(db, { rows: false });
    expect(findings.map(({ about, verdict }) => `${verdict} ${about}`)).toEqual(
      expect.arrayContaining([
        "missing triggers on message",
        "missing index user_created_at_idx",
        "limited trigger payment_entry_is_kept on payment",
      ]),
    );
    await db.execute(sql`alter table payment enable trigger user`);
    await adopt(product.database, { lockTimeout });
    await expectMovedInto(product);
    const { rows } = await db.execute(sql`select text from message_text where message_id = 'unseen'`);
    expect(rows).toEqual([{ text: "unseen words" }]);
  });

  test("goes through Neon's driver too", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    const database = openNeon(product.url, inject("neonWsProxy"));
    onTestFinished(() => database.close());
    await adopt(database, { lockTimeout });
    await expectMovedInto(product);
  });

  test("refuses ids that are uuids by name, and changes nothing", async ({ onTestFinished }) => {
    const { database } = await makeProductDatabase("uuid", onTestFinished);
    const refused = await adopt(database, { lockTimeout }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CannotAdopt);
    const named = (refused as CannotAdopt).stops.map(({ about }) => about);
    expect(named).toEqual(
      expect.arrayContaining(["column user.id", "column chat.id", "column message.chat_id", "column tool_calls.status"]),
    );
    const { rows } = await database.db.execute(sql`
      select to_regclass('audit_log') as audit, to_regnamespace('drizzle') as journal, to_regnamespace('purser') as own,
        (select count(*) from pg_trigger where not tgisinternal)::int as triggers`);
    expect(rows).toEqual([{ audit: null, journal: null, own: null, triggers: 0 }]);
  });
});

describe("beside a product at work", () => {
  test("nobody's write fails or waits for longer than the lock timeout", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    const { rows: chats } = await product.database.db.execute<{ id: string; user: string }>(
      sql`select id, "userId" as "user" from chat limit 1`,
    );
    const { id: chatId, user: userId } = chats[0]!;
    let isOver = false;
    let hasWaited = false;
    const writes = new Map<string, number>();
    // Their own lock_timeout is the assertion: a write that waits for longer ends with an error.
    const work = async (name: string, one: (client: pg.Client, n: number) => Promise<unknown>) => {
      const client = new pg.Client({ connectionString: product.url, options: `-c lock_timeout=${lockTimeout}` });
      await client.connect();
      try {
        for (let n = 0; !isOver; n++) {
          await one(client, n);
          writes.set(name, n + 1);
        }
      } finally {
        await client.end();
      }
    };
    const writers = [
      work("sign-ups", (client, n) =>
        client.query(
          `insert into "user" (id, name, email, email_verified, created_at, updated_at) values ($1, $1, $1, true, now(), now())`,
          [`new-${n}`],
        ),
      ),
      work("messages", (client, n) =>
        client.query(
          `insert into message (id, chat_id, role, parts, attachments, created_at) values ($1, $2, 'user', '[{"type":"text","text":"hello"}]', '[]', now())`,
          [`m-${n}`, chatId],
        ),
      ),
      work("payments", async (client, n) => {
        await client.query(
          `insert into payment (id, created_at, total_amount, currency, customer, user_id) values ($1, now(), 500, 'EUR', '{"email":"a@example.com"}', $2)`,
          [`p-${n}`, userId],
        );
        await client.query(`update payment set refunds = '[{"status":"succeeded","amount":100}]', status = 'succeeded' where id = $1`, [
          `p-${n}`,
        ]);
      }),
      // In the way of every lock, until one has been given up for a while.
      work("long transactions", async (client, n) => {
        await client.query("begin");
        await client.query(`update chat set title = $1 where id = $2`, [`title ${n}`, chatId]);
        await client.query(`update payment set status = status where id = (select id from payment order by id limit 1)`);
        await client.query(`select pg_sleep(${hasWaited ? 0.01 : 1.4})`);
        await client.query("commit");
      }),
    ];
    const onStep = ({ state }: StepProgress) => {
      hasWaited ||= state === "waits";
    };
    const ended = Promise.all(writers);
    try {
      await Promise.race([adopt(product.database, { lockTimeout, onStep }), ended]);
    } finally {
      isOver = true;
    }
    await ended;
    expect([...writes.keys()].sort()).toEqual(["long transactions", "messages", "payments", "sign-ups"]);
    for (const [name, count] of writes) expect(count, name).toBeGreaterThan(1);
    expect(hasWaited).toBe(true);
    await expectMovedInto(product);
  });
});
