import { readFileSync } from "node:fs";
import pg from "pg";
import { adopt } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import { planOf } from "../../lib/database/plan.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { expect, test } from "../helpers/database-test.ts";
import { startLocalPostgres } from "../helpers/local-postgres.ts";

const lockTimeout = 5_000;

test("what follows a product by logical replication is given first what moving in adds, and goes on", { timeout: 180_000 }, async ({
  onTestFinished,
}) => {
  const server = await startLocalPostgres(["wal_level=logical"]);
  onTestFinished(() => server.stop());
  const product = readFileSync(new URL("products/interrupted.sql", import.meta.url), "utf8");
  const open = async (name: string) => {
    await server.createDatabase(name);
    const client = new pg.Client({ connectionString: server.url(name) });
    await client.connect();
    onTestFinished(() => client.end());
    await client.query(product);
    return client;
  };
  const [publisher, subscriber] = [await open("publisher"), await open("subscriber")];
  await publisher.query(`create publication whole for all tables; create publication part for table payment, verification;
    create publication listed for table payment (id, status); create publication beside for table verification`);
  const database = openPg(server.url("publisher"));
  onTestFinished(() => database.close());
  const told = async () =>
    (await examine(database.db, { rows: false })).findings
      .filter(({ about }) => about.startsWith("publication"))
      .map(({ about, verdict, says }) => [about, verdict, says]);
  const adds = [
    ["publication part", "works", expect.stringMatching(/adds: payment\.\w+[^;]*\. .*no subscriber here now/)],
    ["publication whole", "works", expect.stringMatching(/; the tables .*audit_log.*, drizzle\.__purser_migrations\. /)],
  ];
  expect(await told()).toEqual(adds);

  await publisher.query("select pg_create_logical_replication_slot('follower', 'pgoutput')");
  await subscriber.query(`create subscription follower connection '${server.url("publisher")}' publication whole
    with (create_slot = false, slot_name = 'follower', copy_data = false)`);
  onTestFinished(async () => {
    await subscriber.query("alter subscription follower disable; alter subscription follower set (slot_name = none)");
    await subscriber.query("drop subscription follower");
  });
  expect(await told()).toEqual(adds.map(([about]) => [about, "limited", expect.stringContaining("follower")]));

  const steps: unknown[] = [];
  await expect(adopt(database, { lockTimeout, onStep: (progress) => void steps.push(progress) })).rejects.toThrow(
    /part, whole \(slots: follower\).*--subscribers-are-ready.*Nothing was changed/,
  );
  expect(steps).toEqual([]);
  const before = await examine(database.db, { rows: false });
  const { forSubscribers } = before.movingIn.publications.find(({ name }) => name === "whole")!;
  expect(planOf(before, lockTimeout)).toContain(`\n-- ${forSubscribers.at(-1)};\n`);
  for (const statement of forSubscribers) await subscriber.query(statement);

  expect((await adopt(database, { lockTimeout, subscribersAreReady: true })).steps).toEqual([]);
  await publisher.query(`update payment set status = 'followed'`);
  const followed = async () =>
    (await subscriber.query("select count(*)::int as count from payment where status = 'followed'")).rows[0].count;
  const { rows } = await publisher.query("select count(*)::int as count from payment");
  expect(rows[0].count).toBeGreaterThan(0);
  await expect.poll(followed, { timeout: 30_000 }).toBe(rows[0].count);
  expect(await told()).toEqual([]);
});
