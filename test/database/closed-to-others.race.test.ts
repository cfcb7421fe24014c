import { sql } from "drizzle-orm";
import { adopt } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import { planOf } from "../../lib/database/plan.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { optionalTables, requiredTables } from "../../lib/db/product-tables.ts";
import { openAsItself } from "../helpers/dashboard-role.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { createTestDatabase, openOn } from "../helpers/test-database.ts";
import { asRole } from "./as-role.ts";
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

const roleOf = (url: string) => /role%3D(\w+)/.exec(url)![1]!;

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

test("who reads every table by default privileges, as for backups, is named with what it needs", { timeout: 120_000 }, async ({
  onTestFinished,
}) => {
  const product = await makeProductDatabase("without-optional", onTestFinished);
  const { db } = product.database;
  const backup = await asRole(
    product,
    (role) => `alter default privileges in schema public grant select on tables to ${role}`,
    onTestFinished,
  );
  const all = await asRole(
    product,
    (role) => `grant pg_read_all_data to ${role}; alter default privileges grant select on tables to ${role}`,
    onTestFinished,
  );
  const writer = await asRole(product, (role) => `alter default privileges grant insert on tables to ${role}`, onTestFinished);
  const role = roleOf(backup.url);
  const before = await examine(db, { rows: false });
  const plan = planOf(before, 2_000);
  for (const { url } of [all, writer]) expect(plan).not.toContain(roleOf(url));
  expect(before.findings).toContainEqual(
    expect.objectContaining({
      about: `default privileges of ${role}`,
      verdict: "limited",
      says: expect.stringMatching(/pg_dump.*grant usage on schema purser, drizzle/),
    }),
  );
  const grants = plan.match(new RegExp(`(?<=^-- )grant .* to ${role};$`, "gm"))!;
  await adopt(product.database, { lockTimeout: 2_000 });
  const { rows } = await db.execute<{ name: string }>(sql`
    select relname::text as name from pg_class where relnamespace::regnamespace::text in ('public', 'purser', 'drizzle') and relkind in ('r', 'S')`);
  const made = rows.map(({ name }) => name).filter((name) => !before.live.tables.has(name));
  // What a backup locks or reads.
  const closed = async () => {
    const { rows } = await db.execute<{ name: string }>(sql`
      select c.oid::regclass::text as name from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
      where n.nspname in ('public', 'purser', 'drizzle') and c.relkind in ('r', 'S')
        and c.relname in (select json_array_elements_text(${JSON.stringify(made)}::json))
        and not (has_table_privilege(${role}, c.oid, 'select') and has_schema_privilege(${role}, n.oid, 'usage'))`);
    return rows.map(({ name }) => name);
  };
  expect(await closed()).toHaveLength(made.length);
  for (const grant of grants) await db.execute(sql.raw(grant));
  expect(await closed()).toEqual([]);
  expect(await told(db)).toEqual([]);
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
