import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { adopt } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import { planOf } from "../../lib/database/plan.server.ts";
import type { Database } from "../../lib/db/database.server.ts";
import { notedMigrations } from "../../lib/db/pending-migrations.server.ts";
import { roleScript } from "../../lib/db/role-script.ts";
import { runCommand } from "../browser/run-command.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { asRole, runIn } from "./as-role.ts";
import { makeProductDatabase, type ProductDatabase } from "./product-database.ts";

const lockTimeout = 5_000;

/** Gives what a product has to a role, and nothing besides. */
const owner = (role: string) => `
  do $do$ declare place text; begin
    for place in select oid::regclass::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
      execute format('alter table %s owner to ${role}', place);
    end loop;
  end $do$;
  grant usage, create on schema public to ${role};`;

const mayCreate = (role: string) => `do $do$ begin execute format('grant create on database %I to ${role}', current_database()); end $do$;`;

/** What is not the role's of what the schemas that Purser adds to hold. */
async function othersIn({ database }: ProductDatabase, role: string) {
  const { rows } = await database.db.execute(sql`
    select relname as name from pg_class
      where relnamespace in (select oid from pg_namespace where nspname in ('public', 'purser', 'drizzle')) and pg_get_userbyid(relowner) <> ${role}
    union all select proname from pg_proc p
      where pronamespace = 'public'::regnamespace and pg_get_userbyid(proowner) <> ${role}
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    union all select cfgname from pg_ts_config where cfgnamespace = 'public'::regnamespace and pg_get_userbyid(cfgowner) <> ${role}
    union all select nspname from pg_namespace where nspname in ('purser', 'drizzle') and pg_get_userbyid(nspowner) <> ${role}`);
  return rows;
}

const roleOf = async ({ db }: Database) => (await db.execute<{ role: string }>(sql`select current_user::text as role`)).rows[0]!.role;

const isUntouched = async ({ database }: ProductDatabase) => {
  const { rows } = await database.db.execute(sql`
    select to_regclass('public.audit_log') as log, to_regnamespace('drizzle') as journal,
      (select count(*)::int from pg_extension where extname = 'pg_trgm') as extensions`);
  return rows;
};

describe("moving in to tables of another role", () => {
  test("makes everything that owner's where it is run by a superuser", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const product = await makeProductDatabase("without-optional", onTestFinished);
    const own = await asRole(product, (role) => owner(role) + mayCreate(role), onTestFinished);
    const role = await roleOf(own.database);
    const { findings } = await examine(product.database.db, { rows: false });
    expect(findings).toContainEqual(expect.objectContaining({ about: "owner of the tables", says: expect.stringContaining(`as ${role}`) }));
    const plan = await runCommand("db-adopt", { DATABASE_URL: product.url });
    expect(plan.output).toMatch(
      new RegExp(`create extension if not exists pg_trgm;.*set role "${role}";.*create table if not exists`, "s"),
    );

    await adopt(product.database, { lockTimeout });
    expect(await othersIn(product, role)).toEqual([]);
    expect(await roleOf(product.database)).not.toBe(role);

    // The owner goes on alone: a role for the dashboard, the doctor, the next migrations.
    const after = await examine(own.database.db, { rows: true });
    expect(after.findings.filter(({ verdict }) => verdict === "stops" || verdict === "missing")).toEqual([]);
    const guest = `dashboard_${randomBytes(6).toString("hex")}`;
    await runIn(product, `create role ${guest}`);
    onTestFinished(() => runIn(product, `drop owned by ${guest} cascade; drop role ${guest}`));
    const [, ...granted] = roleScript(guest).split(/(?=^grant )/im);
    await own.database.db.execute(sql.raw(granted.join("")));
    await own.database.migrate();
  });

  test("leaves tables of several owners to who runs it, and says so", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    await asRole(product, (role) => `grant usage, create on schema public to ${role}; alter table chat owner to ${role}`, onTestFinished);
    const { findings, movingIn } = await examine(product.database.db, { rows: false });
    expect(movingIn.owner).toBeUndefined();
    expect(findings).toContainEqual(
      expect.objectContaining({ about: "owner of the tables", says: expect.stringMatching(/^There are several/) }),
    );
  });
});

describe("what an owner lacks is said with what gives it, before anything is changed", () => {
  test("to make schemas in the database", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    const { database } = await asRole(product, owner, onTestFinished);
    const role = await roleOf(database);
    const grant = new RegExp(`may not create the schema drizzle.* What would do: grant create on database purser_\\w+ to ${role}`);
    const { findings } = await examine(database.db, { rows: false });
    expect(findings).toContainEqual(
      expect.objectContaining({ about: "role of this connection", verdict: "limited", says: expect.stringMatching(grant) }),
    );
    expect(planOf(await examine(database.db, { rows: false }), lockTimeout).split("\n")[0]).toMatch(grant);
    const refused = await adopt(database, { lockTimeout }).catch(String);
    expect(refused).toMatch(grant);
    expect(refused).not.toContain("as the owner");
    // Who runs it in the owner's place makes as little.
    await expect(adopt(product.database, { lockTimeout })).rejects.toThrow(grant);
    expect(await isUntouched(product)).toEqual([{ log: null, journal: null, extensions: 0 }]);
  });

  test("to use the extension that is there", async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    await runIn(product, "create schema ext; create extension pg_trgm schema ext");
    const { database } = await asRole(product, (role) => owner(role) + mayCreate(role), onTestFinished);
    const role = await roleOf(database);
    const grant = `grant usage on schema ext to ${role}`;
    await expect(adopt(database, { lockTimeout })).rejects.toThrow(grant);
    expect(await isUntouched(product)).toEqual([{ log: null, journal: null, extensions: 1 }]);
    await runIn(product, grant);
    expect((await adopt(database, { lockTimeout })).steps).toEqual([]);
    expect(await notedMigrations(product.database.db)).toBeGreaterThan(0);
  });

  test("to keep the product's own triggers out", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    await runIn(
      product,
      `create function stamp() returns trigger language plpgsql as $$ begin return new; end $$;
        create trigger stamped before update on payment for each row execute function stamp()`,
    );
    const { database } = await asRole(product, (role) => owner(role) + mayCreate(role), onTestFinished);
    const role = await roleOf(database);
    const says = expect.stringMatching(new RegExp(`\\(stamped\\) would run.*grant set on parameter session_replication_role to ${role}`));
    const { findings } = await examine(database.db, { rows: false });
    expect(findings).toContainEqual(expect.objectContaining({ about: "triggers on payment", verdict: "limited", says }));
    const steps: unknown[] = [];
    const onStep = (progress: unknown) => void steps.push(progress);
    const plan = planOf(await examine(database.db, { rows: false }), lockTimeout);
    expect(plan).toMatch(/^-- By itself it is refused: The product's own triggers on payment \(stamped\)/);
    await expect(adopt(database, { lockTimeout, onStep })).rejects.toThrow(
      /stamped.*\nNothing was changed.*\nnpm run db:adopt -- --apply --let-triggers-run$/,
    );
    expect(steps).toEqual([]);
    expect(await isUntouched(product)).toEqual([{ log: null, journal: null, extensions: 0 }]);
    expect((await adopt(database, { lockTimeout, letProductTriggersRun: true })).unfinished).toEqual([]);
  });

  test("not to keep them out of no payment at all", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const product = await makeProductDatabase("interrupted", onTestFinished);
    await runIn(
      product,
      `create function stamp() returns trigger language plpgsql as $$ begin return new; end $$;
        create trigger stamped before update on payment for each row execute function stamp(); delete from payment`,
    );
    const { database } = await asRole(product, (role) => owner(role) + mayCreate(role), onTestFinished);
    expect((await adopt(database, { lockTimeout })).unfinished).toEqual([]);
  });
});
