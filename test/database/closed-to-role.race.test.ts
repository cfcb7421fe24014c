import { adopt } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import type { Finding } from "../../lib/database/finding.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { pendingMigrations } from "../../lib/db/pending-migrations.server.ts";
import { roleScript } from "../../lib/db/role-script.ts";
import { runCommand } from "../browser/run-command.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { asRole, runIn } from "./as-role.ts";
import { makeProductDatabase } from "./product-database.ts";

const reader = (role: string) => `grant usage on schema public to ${role}; grant select on all tables in schema public to ${role};`;

const linesOf = (findings: readonly Finding[]) => findings.map(({ verdict, about, says }) => `${verdict} ${about}: ${says}`);

const examined = async (db: Db) => linesOf((await examine(db, { rows: true })).findings);

describe("a role that may not read all", () => {
  test("is told of the product's migrations being closed by nothing: Purser's are not there", { timeout: 120_000 }, async ({
    onTestFinished,
  }) => {
    const product = await makeProductDatabase("older", onTestFinished);
    await runIn(product, "create schema drizzle; create table drizzle.__drizzle_migrations (id int)");
    const { url, database } = await asRole(product, reader, onTestFinished);
    expect(await examined(database.db)).toContainEqual(expect.stringMatching(/^missing migrations: None is noted/));
    const doctor = await runCommand("db-doctor", { DATABASE_URL: url });
    expect(doctor).toEqual({ code: 4, output: expect.stringContaining("may not create in the schema drizzle") });
    expect(await runCommand("db-adopt", { DATABASE_URL: url })).toEqual({ code: 4, output: expect.stringContaining("noted as done") });
  });

  test("is told where Purser's migrations are noted that it may not know", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    await adopt(product.database, { lockTimeout: 5_000 });
    const { database } = await asRole(product, reader, onTestFinished);
    expect(await examined(database.db)).toContainEqual(expect.stringMatching(/^stops migrations: .*closed to this role.*npm run db:role/));
    await expect(pendingMigrations(database.db)).rejects.toThrow(/may not read drizzle.__purser_migrations/);
  });

  test.for([
    { closed: ["message", "backfill"], revoked: (role: string) => `revoke select on message, backfill, verification from ${role}` },
    { closed: ["message"], revoked: (role: string) => `revoke usage on schema public from public, ${role}` },
  ])("is told of $closed, and of all others what is in them", { timeout: 120_000 }, async ({ closed, revoked }, { onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    await adopt(product.database, { lockTimeout: 5_000 });
    await runIn(product, `alter table message alter column role drop not null`);
    const { url, database } = await asRole(
      product,
      (role) =>
        `${reader(role)} grant usage on schema drizzle to ${role}; grant select on all tables in schema drizzle to ${role}; ${revoked(role)}`,
      onTestFinished,
    );
    const lines = await examined(database.db);
    for (const table of closed) expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^stops privilege on (${table}|public): `)));
    expect(lines).toContain("works rows of message: Not counted: this role may not read it.");
    expect(lines).toContain("works rows of message.parts: Not counted: this role may not read it.");
    expect(lines).toContainEqual(expect.stringMatching(/^works rows of backfill: .* is not known/));
    expect(await runCommand("db-doctor", { DATABASE_URL: url })).toEqual({
      code: 5,
      output: expect.stringMatching(/Purser does not work with this database as it is\.\n$/),
    });
  });

  test("is not asked for what the dashboard does not read", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    await runIn(
      product,
      `alter table verification alter value drop not null; alter table account alter account_id drop not null; alter table "user" alter name drop not null`,
    );
    await adopt(product.database, { lockTimeout: 5_000 });
    const { database } = await asRole(product, roleScript, onTestFinished);
    const lines = await examined(database.db);
    expect(lines.filter((line) => /Not counted|is not known/.test(line))).toEqual([]);
    expect(lines.filter((line) => line.startsWith("stops"))).toEqual([]);
    expect(lines).toContainEqual(expect.stringMatching(/^works column user\.name: It may be empty here/));
    expect(lines).toContainEqual(expect.stringMatching(/^works column account\.account_id: It may be empty here/));
  });
});
