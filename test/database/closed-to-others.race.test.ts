import { sql } from "drizzle-orm";
import { adopt } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { optionalTables, requiredTables } from "../../lib/db/product-tables.ts";
import { openAsItself } from "../helpers/dashboard-role.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { createTestDatabase, openOn } from "../helpers/test-database.ts";
import { makeProductDatabase } from "./product-database.ts";

/** As a hosted product has it: whatever is made is open to a role of its own, and to everybody. */
const OPEN = sql`
  alter default privileges grant all on tables to pg_monitor, public;
  alter default privileges grant all on functions to pg_monitor;
  alter default privileges grant all on sequences to pg_monitor`;

/** Tables, sequences and functions with their owner's rights that pg_monitor or everybody may do something to. */
async function open(db: Db): Promise<string[]> {
  const { rows } = await db.execute<{ name: string }>(sql`
    select p.proname::text as name from pg_proc as p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as a
    where a.grantee in (0, 'pg_monitor'::regrole) and p.pronamespace = 'public'::regnamespace and p.prosecdef
    union select c.relname::text from pg_class as c, aclexplode(c.relacl) as a
    where a.grantee in (0, 'pg_monitor'::regrole) and c.relnamespace::regnamespace::text in ('public', 'purser', 'drizzle')`);
  return rows.map(({ name }) => name);
}

const told = async (db: Db) => (await examine(db, { rows: false })).findings.filter(({ about }) => about.startsWith("rights of "));

describe("Purser's own tables are their owner's alone where default privileges open all tables", () => {
  test("after moving in", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const { database } = await makeProductDatabase("without-optional", onTestFinished);
    await database.db.execute(OPEN);
    await adopt(database, { lockTimeout: 2000 });
    expect(await open(database.db)).toEqual([]);
    expect(await told(database.db)).toEqual([]);
  });

  test("after migrating, and what was granted on older ones stays", async ({ onTestFinished }) => {
    const database = await openOn(await createTestDatabase("empty"));
    onTestFinished(() => database.close());
    await database.db.execute(OPEN);
    await database.migrate();
    // The product's tables are the product's.
    expect((await open(database.db)).sort()).toEqual([...requiredTables, ...optionalTables].sort());
    await database.db.execute(sql`grant select on tag to pg_monitor`);
    await database.migrate();
    expect(await open(database.db)).toContain("tag");
  });
});

test("the doctor names who else may use Purser's own tables, and what takes that away", async ({ onTestFinished }) => {
  const { owner, role } = await openAsItself(onTestFinished);
  expect(await told(owner)).toEqual([]);
  await owner.execute(sql`grant select, insert on user_roles to pg_monitor`);
  await owner.execute(sql`grant update (body) on chat_note to public`);
  await owner.execute(sql.raw(`grant update, delete on audit_log to ${role}`));
  const findings = await told(owner);
  expect(findings).toEqual([
    expect.objectContaining({
      about: `rights of ${role}`,
      verdict: "limited",
      says: expect.stringContaining(
        `: audit_log. Where nobody meant that, as their owner: revoke delete, update on public.audit_log from ${role}.`,
      ),
    }),
    expect.objectContaining({
      about: "rights of pg_monitor",
      verdict: "limited",
      says: expect.stringContaining("revoke all on public.user_roles from pg_monitor."),
    }),
    expect.objectContaining({ about: "rights of everybody", says: expect.stringContaining("revoke all on public.chat_note from public.") }),
  ]);
  for (const { says } of findings) await owner.execute(sql.raw(/owner: (.*)\.$/.exec(says)![1]!));
  expect(await told(owner)).toEqual([]);
  // What goes by the name of one and is none is the product's own.
  await owner.execute(sql`alter table tag rename to labels`);
  await owner.execute(sql`create table tag (id int)`);
  await owner.execute(sql`grant select on tag to public`);
  expect(await told(owner)).toEqual([]);
});
