import { eq, sql } from "drizzle-orm";
import { test as base, describe, expect } from "vitest";
import type { Database, Db, Replica } from "../../lib/db/database.server.ts";
import { databaseErrorCode } from "../../lib/db/database-errors.ts";
import { openDatabase } from "../../lib/db/open-database.server.ts";
import { chat, payment, user } from "../../lib/db/schema.ts";
import { writtenUpTo } from "../../lib/db/written-up-to.server.ts";
import { logOutput } from "../../lib/log.server.ts";
import { readExportCsv } from "../exports/csv-of.ts";
import { exporter, take } from "../exports/take.ts";
import { allowConsole } from "../helpers/allow-console.ts";
import { makeChat, makePayment, makeUser } from "../helpers/factories.ts";
import { type LocalPostgres, startLocalPostgres } from "../helpers/local-postgres.ts";
import { startPooler } from "../helpers/pooler.ts";
import { type Standby, startStandby } from "../helpers/standby.ts";

interface Opened {
  database: Database;
  db: Db;
  replica: Replica;
}

const choice = { databaseDriver: "pg", neonWsProxy: undefined, dataDir: "unused" } as const;

async function open(databaseUrl: string, databaseReadUrl: string): Promise<Opened> {
  const database = await openDatabase({ ...choice, databaseUrl, databaseReadUrl });
  return { database, db: database.db, replica: database.replica! };
}

/** Tests with a PostgreSQL that streams to a standby, both with the dashboard's tables. */
const test = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads a fixture's needs from this pattern.
  .extend("primary", { scope: "file" }, async ({}, { onCleanup }): Promise<LocalPostgres> => {
    const primary = await startLocalPostgres();
    onCleanup(primary.stop);
    await primary.createDatabase("product");
    const empty = await openDatabase({ ...choice, databaseUrl: primary.url("product") });
    await empty.migrate().finally(() => empty.close());
    return primary;
  })
  .extend("standby", { scope: "file" }, async ({ primary }, { onCleanup }): Promise<Standby> => {
    // It ends what stands in its way at once.
    const standby = await startStandby(primary.url("product"), ["max_standby_streaming_delay=0"]);
    onCleanup(standby.remove);
    return standby;
  })
  .extend("opened", async ({ primary, standby }, { onCleanup }): Promise<Opened> => {
    const opened = await open(primary.url("product"), standby.url("product"));
    onCleanup(() => opened.database.close());
    return opened;
  });

/** What the pool says of a connection that the server ends. */
const BROKEN = /an idle database connection broke/;
const CANNOT_BE_READ = /The replica cannot be read/;

const nameOf = async (db: Db, id: string) => (await db.select({ name: user.name }).from(user).where(eq(user.id, id)))[0]?.name;
const replay = (replica: Replica, verb: "pause" | "resume") => replica.copy.db.execute(sql.raw(`select pg_wal_replay_${verb}()`));
const isStandby = async (db: Db) => (await db.execute<{ standby: boolean }>(sql`select pg_is_in_recovery() as standby`)).rows[0]!.standby;

/** Waits until the standby is at a read that takes long. */
async function untilReading({ copy }: Replica): Promise<void> {
  const reads = sql`select count(*)::int as count from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'`;
  await expect.poll(async () => (await copy.db.execute<{ count: number }>(reads)).rows[0]!.count).toBe(1);
}

async function clearAway(db: Db, id: string): Promise<void> {
  await db.update(user).set({ name: "After" }).where(eq(user.id, id));
  await db.execute(sql`vacuum ${user}`);
}

/** Waits until the standby has what is written now. */
async function caughtUp({ db, replica }: Opened): Promise<void> {
  const position = await writtenUpTo(db);
  await expect.poll(() => replica.hasReplayed(position!)).toBe(true);
}

describe("a standby", () => {
  test("is read, and says until when it lacks what was written", async ({ opened }) => {
    const { db, replica } = opened;
    const { id } = await makeUser(db, { name: "Before" });
    await caughtUp(opened);
    expect(await nameOf(replica.db, id)).toBe("Before");

    await replay(replica, "pause");
    await db.update(user).set({ name: "After" }).where(eq(user.id, id));
    const position = (await writtenUpTo(db))!;
    expect(await replica.hasReplayed(position)).toBe(false);
    expect([await nameOf(replica.db, id), await nameOf(db, id)]).toEqual(["Before", "After"]);

    await replay(replica, "resume");
    await expect.poll(() => replica.hasReplayed(position)).toBe(true);
    expect(await nameOf(replica.db, id)).toBe("After");
  });

  test("says until when it has every change, by the database's own clock", async ({ opened }) => {
    const { db, replica } = opened;
    const clock = async () =>
      (await db.execute<{ at: number }>(sql`select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as at`)).rows[0]!.at;
    const lastChange = async () => (await replica.state()).lastChange!.getTime();
    await makeUser(db);
    await caughtUp(opened);
    await replay(replica, "pause");
    const between = await clock();
    await makeUser(db);
    expect(await lastChange()).toBeLessThanOrEqual(between);
    await replay(replica, "resume");
    await caughtUp(opened);
    expect(await lastChange()).toBeGreaterThanOrEqual(between);
    expect(await lastChange()).toBeLessThanOrEqual(await clock());
  });

  test("is named by a file of its rows, with the state that it had", async ({ opened }) => {
    const { database, db, replica } = opened;
    const staff = await exporter(db, "payments:read");
    const { id } = await makePayment(db, { status: "failed" });
    await caughtUp(opened);
    await replay(replica, "pause");
    await db.update(payment).set({ status: "succeeded" }).where(eq(payment.id, id));
    const { lastChange } = await replica.state();
    const file = await readExportCsv(
      await take({ ...database, rowsFrom: replica }, staff, "payments", `id=${id}`, { columns: ["status"] }),
    );
    await replay(replica, "resume");
    expect(file.rows).toEqual([["failed"]]);
    expect(file.facts.get("Snapshot")).toMatch(/Z \(.* UTC\), of a replica$/);
    expect(file.facts.get("Replica")).toMatch(
      new RegExp(`^had every change until ${lastChange!.toISOString()} \\(.* UTC\\); later ones may be missing$`),
    );
  });

  test("answers whatever a list asks: joins that find nothing, counts, transactions", async ({ opened }) => {
    const { db, replica } = opened;
    const { id } = await makeUser(db);
    await makeChat(db, { userId: id, title: "Lisbon" });
    const { id: alone } = await makeUser(db);
    await caughtUp(opened);
    const withChats = (from: Db, userId: string) =>
      from
        .select({ id: user.id, chat: { title: chat.title } })
        .from(user)
        .leftJoin(chat, eq(chat.userId, user.id))
        .where(eq(user.id, userId));
    expect(await withChats(replica.db, id)).toEqual([{ id, chat: { title: "Lisbon" } }]);
    expect(await withChats(replica.db, alone)).toEqual([{ id: alone, chat: null }]);
    expect(await replica.db.$count(user, eq(user.id, id))).toBe(1);
    expect(await replica.db.transaction(isStandby)).toBe(true);
  });

  test("never takes a write, nor hands one on", async ({ opened }) => {
    const { db, replica } = opened;
    const { id } = await makeUser(db, { name: "Before" });
    await caughtUp(opened);
    const error = await replica.db
      .update(user)
      .set({ name: "After" })
      .where(eq(user.id, id))
      .catch((thrown: unknown) => thrown);
    expect(databaseErrorCode(error)).toBe("25006");
    expect(await nameOf(db, id)).toBe("Before");
  });

  test("that ends a read, because it stands in the way, leaves it to the database itself", async ({ opened }) => {
    const { db, replica } = opened;
    const { id } = await makeUser(db);
    await caughtUp(opened);
    const asked: boolean[] = [];
    const name = await replica.db.transaction(
      async (tx) => {
        const standby = await isStandby(tx);
        asked.push(standby);
        await nameOf(tx, id);
        if (standby) {
          // What this read still sees is cleared away, which the standby cannot replay beside it.
          const reading = tx.execute(sql`select pg_sleep(60)`);
          await Promise.all([reading, untilReading(replica).then(() => clearAway(db, id))]);
        }
        return nameOf(tx, id);
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
    expect([asked, name]).toEqual([[true, false], "After"]);
    expect(await isStandby(replica.db), "the next read").toBe(true);
  });

  test("that ends a read as a deadlock, because it holds a page in memory, leaves it to the database itself", async ({ primary }) => {
    await primary.createDatabase("pinned");
    const { database, replica } = await open(primary.url("product"), primary.url("pinned"));
    try {
      // As a standby says it.
      await replica.db.execute(sql`do $$ begin
        if current_database() = 'pinned' then
          raise exception 'canceling statement due to conflict with recovery' using errcode = '40P01';
        end if;
      end $$`);
    } finally {
      await database.close();
    }
  });

  test("bears long reads only where it is set to", async ({ opened, primary }) => {
    const { replica } = opened;
    expect(await replica.bearsLongReads()).toBe(false);
    allowConsole(BROKEN);
    const patient = await startStandby(primary.url("product"), ["hot_standby_feedback=on"]);
    const { database } = await open(primary.url("product"), patient.url("product"));
    expect(await database.replica!.bearsLongReads().finally(() => database.close().then(patient.remove))).toBe(true);
  });

  test("that stops is done without, is said once, and serves again when it is back", async ({ opened, standby }) => {
    const { db, replica } = opened;
    const { id } = await makeUser(db, { name: "Mia" });
    await caughtUp(opened);
    expect(await isStandby(replica.db)).toBe(true);
    allowConsole(BROKEN);
    allowConsole(CANNOT_BE_READ);
    const lines: string[] = [];
    const { write } = logOutput;
    // The set-up puts the former one back.
    logOutput.write = (line) => {
      lines.push(line);
      write(line);
    };

    await standby.stop();
    expect(await Promise.all(Array.from({ length: 20 }, () => nameOf(replica.db, id)))).toEqual(Array(20).fill("Mia"));
    expect(await replica.db.transaction(isStandby)).toBe(false);
    expect(await replica.hasReplayed((await writtenUpTo(db))!)).toBe(false);
    expect(await replica.bearsLongReads()).toBe(false);
    expect(lines.filter((line) => CANNOT_BE_READ.test(line)).length).toBe(1);

    await standby.start();
    await expect.poll(() => isStandby(replica.db), { timeout: 20_000 }).toBe(true);
  });
});

describe("a database of its own as replica", () => {
  /** Reads from an empty database beside the product's, which shows by its name. */
  async function openTwo(primary: LocalPostgres, name: string): Promise<Opened> {
    await primary.createDatabase(name);
    return open(primary.url("product"), primary.url(name));
  }
  const nameOfDatabase = async (db: Db) => (await db.execute<{ name: string }>(sql`select current_database() as name`)).rows[0]!.name;

  test("is read, cannot tell what it has, bears long reads, and takes no write", async ({ primary }) => {
    const { database, db, replica } = await openTwo(primary, "copy");
    try {
      expect(await nameOfDatabase(replica.db)).toBe("copy");
      expect(await replica.hasReplayed((await writtenUpTo(db))!)).toBe(null);
      expect(await replica.bearsLongReads()).toBe(true);
      expect(await replica.state()).toEqual({ lastChange: null });
      const error = await replica.db.execute(sql`create table written ()`).catch((thrown: unknown) => thrown);
      expect(databaseErrorCode(error)).toBe("25006");
    } finally {
      await database.close();
    }
  });

  test("behind a pooler that leaves a connection's settings out is done without, which is said", async ({ primary }) => {
    const pooler = await startPooler(primary.port, "leaves out");
    const copy = new URL(primary.url("product"));
    copy.port = String(pooler.port);
    allowConsole(CANNOT_BE_READ);
    const lines: string[] = [];
    // The set-up puts the former one back.
    logOutput.write = (line) => void lines.push(line);
    const { database, replica } = await open(primary.url("product"), copy.href);
    try {
      const zoneOf = async (db: Db) => (await db.execute<{ zone: string }>(sql`select current_setting('timezone') as zone`)).rows[0]!.zone;
      await expect.poll(() => zoneOf(replica.db)).toBe("UTC");
      expect(await zoneOf(replica.copy.db)).not.toBe("UTC");
      expect(lines.join()).toContain("leads to a pooler");
    } finally {
      await database.close();
      await pooler.stop();
    }
  });

  test("that lacks a table leaves its reads to the database itself, and goes on with the others", async ({ primary }) => {
    const { database, db, replica } = await openTwo(primary, "unmigrated");
    allowConsole(CANNOT_BE_READ);
    try {
      const { id } = await makeUser(db, { name: "Mia" });
      expect(await nameOf(replica.db, id)).toBe("Mia");
      expect(await nameOfDatabase(replica.db)).toBe("unmigrated");
    } finally {
      await database.close();
    }
  });

  test("that is busy leaves what it cannot take to the database itself, and goes on with the rest", async ({ opened, primary }) => {
    await primary.createDatabase("narrow");
    await opened.db.execute(sql`create role narrow login password 'narrow' connection limit 1`);
    const url = new URL(primary.url("narrow"));
    Object.assign(url, { username: "narrow", password: "narrow" });
    allowConsole(CANNOT_BE_READ);
    const { database, replica } = await open(primary.url("product"), url.href);
    try {
      await expect.poll(() => nameOfDatabase(replica.db)).toBe("narrow");
      const held = await replica.copy.hold!();
      expect(await nameOfDatabase(replica.db)).toBe("product");
      held.release(false);
      expect(await nameOfDatabase(replica.db)).toBe("narrow");
    } finally {
      await database.close();
    }
  });

  test("gives a query's own failure, and a timeout, as they are", async ({ primary }) => {
    await primary.createDatabase("strict");
    const urls = { databaseUrl: primary.url("product"), databaseReadUrl: primary.url("strict") };
    const database = await openDatabase({ ...choice, ...urls, databaseTimeout: 1 });
    try {
      const codeOf = async (query: string) =>
        databaseErrorCode(await database.replica!.db.execute(sql.raw(query)).catch((thrown: unknown) => thrown));
      expect(await codeOf("select 1 / 0")).toBe("22012");
      expect(await codeOf("select pg_sleep(10)")).toBe("57014");
    } finally {
      await database.close();
    }
  });
});

test("without an address to read from there is no replica", async ({ primary }) => {
  const database = await openDatabase({ ...choice, databaseUrl: primary.url("product") });
  await database.close();
  expect(database.replica).toBe(undefined);
});
