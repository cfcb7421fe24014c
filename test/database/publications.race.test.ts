import { readFileSync } from "node:fs";
import pg from "pg";
import { adopt } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import { planOf } from "../../lib/database/plan.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { expect, test } from "../helpers/database-test.ts";
import { startLocalPostgres } from "../helpers/local-postgres.ts";
import { startStandby } from "../helpers/standby.ts";
import { ownerOfAll } from "./as-role.ts";

const lockTimeout = 5_000;

/** All of a product's to a role that is no superuser, and a trigger of its own on payments. */
const OWNED_WITH_TRIGGER = `create role shop; ${ownerOfAll("shop")}
  create function stamp() returns trigger language plpgsql as $$ begin return new; end $$;
  create trigger stamped before update on payment for each row execute function stamp()`;

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
    ["publication part", "works", expect.stringMatching(/adds: payment\.\w+[^;]*\. .*No logical slot is here now/)],
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
    /part, whole \(slot follower\).*change data capture, is sent.*Nothing was changed.*\nnpm run db:adopt -- --apply --subscribers-are-ready$/s,
  );
  expect(steps).toEqual([]);
  await publisher.query(OWNED_WITH_TRIGGER);
  const asOwner = openPg(server.url("publisher?options=-c%20role%3Dshop"));
  onTestFinished(() => asOwner.close());
  const both = [
    "^What follows .*\\nThe product's own triggers .*\\(stamped\\).*",
    "\\nNothing was changed.*\\nnpm run db:adopt -- --apply --subscribers-are-ready --let-triggers-run$",
  ].join("");
  await expect(adopt(asOwner, { lockTimeout })).rejects.toThrow(new RegExp(both));
  const oneReason = /^The product's own.*\nNothing was changed.*\nnpm run db:adopt -- --apply --subscribers-are-ready --let-triggers-run$/;
  await expect(adopt(asOwner, { lockTimeout, subscribersAreReady: true })).rejects.toThrow(oneReason);
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

test("a standby may be followed by slots that are not seen from here", { timeout: 120_000 }, async ({ onTestFinished }) => {
  const server = await startLocalPostgres(["wal_level=logical"]);
  onTestFinished(() => server.stop());
  await server.createDatabase("product");
  const client = new pg.Client({ connectionString: server.url("product") });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query(readFileSync(new URL("products/interrupted.sql", import.meta.url), "utf8"));
  await client.query("create publication whole for all tables");
  const database = openPg(server.url("product"));
  onTestFinished(() => database.close());
  const told = async () => (await examine(database.db, { rows: false })).findings.find(({ about }) => about === "publication whole");
  expect(await told()).toMatchObject({ verdict: "works" });

  const standby = await startStandby(server.url("product"));
  onTestFinished(() => standby.remove());
  const seen = { verdict: "limited", says: expect.stringMatching(/any slot on the standby walreceiver, which is not seen from here\.$/) };
  await expect.poll(told, { timeout: 30_000 }).toMatchObject(seen);
  await expect(adopt(database, { lockTimeout })).rejects.toThrow(/whole \(any slot on the standby.*--subscribers-are-ready$/s);
});
