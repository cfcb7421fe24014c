import { randomBytes } from "node:crypto";
import pg from "pg";
import { roleScript } from "../../lib/db/role-script.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { createTestDatabase } from "../helpers/test-database.ts";

type OnCleanup = (close: () => Promise<void>) => void;

/** A migrated database on a connection of its superuser, with what is said there. */
async function openAsSuperuser(onCleanup: OnCleanup) {
  const client = new pg.Client({ connectionString: await createTestDatabase("template") });
  await client.connect();
  onCleanup(() => client.end());
  const said: string[] = [];
  client.on("notice", ({ severity, message }) => said.push(`${severity}: ${message}`));
  const run = (statements: string) =>
    client.query(statements).catch(async (error: Error) => {
      await client.query("rollback");
      throw error;
    });
  const may = async (asked: string) => (await client.query<{ may: boolean }>(`select ${asked} as may`)).rows[0]!.may;
  return { run, may, said };
}

/** The name of a role that no other test has; the server goes at the end of the run, and it with it. */
const named = (word: string) => `${word}_${randomBytes(6).toString("hex")}`;

/** What follows "or run: " in words of the script's. */
const advised = (error: unknown) => (error as Error).message.split("or run: ")[1]!;

describe("a role that has more than the script gives", () => {
  test.for([
    { more: (role: string) => `grant pg_write_all_data, pg_monitor to ${role}`, says: "revoke pg_write_all_data from" },
    { more: (role: string) => `alter role ${role} createdb createrole`, says: "nocreaterole nocreatedb" },
    { more: (role: string) => `alter role ${role} replication`, says: "noreplication" },
  ])("is refused with the SQL that takes it away: $says", async ({ more, says }, { onTestFinished }) => {
    const { run } = await openAsSuperuser(onTestFinished);
    const role = named("dashboard");
    await run(`create role ${role} login; ${more(role)}`);
    const refusal = await run(roleScript(role)).then(
      () => "it ran",
      (error: unknown) => error,
    );
    expect(String(refusal)).toContain(says);
    await run(advised(refusal));
    await run(roleScript(role));
  });

  test("by another role's grant, is refused until that role takes it back", async ({ onTestFinished }) => {
    const { run, may } = await openAsSuperuser(onTestFinished);
    const role = named("dashboard");
    const other = named("dba");
    await run(roleScript(role));
    await run(`create role ${other}; grant all on public.verification to ${other} with grant option; grant usage on schema public to ${other};
      set role ${other}; grant select, update (value) on public.verification to ${role}; reset role`);
    const refusal = await run(roleScript(role)).then(
      () => "it ran",
      (error: unknown) => error,
    );
    expect(String(refusal)).toMatch(/was granted select on table verification, update on table verification by another role/);
    await run(advised(refusal));
    await run(roleScript(role));
    expect(await may(`has_any_column_privilege('${role}', 'public.verification', 'select, update')`)).toBe(false);
  });

  test("by a grant of an owner's, on a table, a schema or the database, has it no more", async ({ onTestFinished }) => {
    const { run, may, said } = await openAsSuperuser(onTestFinished);
    const role = named("dashboard");
    await run(roleScript(role));
    await run(`create sequence public.numbers; grant usage on sequence public.numbers to ${role};
      grant create on schema public to ${role}; grant update on public.audit_log to ${role}; grant select (value) on public.verification to ${role};
      do $$ begin execute format('grant create on database %I to ${role}', current_database()); end $$`);
    await run(roleScript(role));
    for (const asked of [
      `has_table_privilege('${role}', 'public.audit_log', 'update')`,
      `has_column_privilege('${role}', 'public.verification', 'value', 'select')`,
      `has_sequence_privilege('${role}', 'public.numbers', 'usage')`,
      `has_schema_privilege('${role}', 'public', 'create')`,
      `has_database_privilege('${role}', current_database(), 'create')`,
    ]) {
      expect(`${asked} ${await may(asked)}`).toBe(`${asked} false`);
    }
    expect(said).toEqual([]);
  });

  test("by what an owner gives on all that is made later, has it no more", async ({ onTestFinished }) => {
    const { run, may } = await openAsSuperuser(onTestFinished);
    const role = named("dashboard");
    await run(`create role ${role} login; alter default privileges in schema public grant select on tables to ${role};
      alter default privileges grant execute on functions to ${role}`);
    await run(roleScript(role));
    await run("create table public.made_later (id int)");
    expect(await may(`has_table_privilege('${role}', 'public.made_later', 'select')`)).toBe(false);
    expect(await may(`exists (select from pg_default_acl, aclexplode(defaclacl) where grantee = '${role}'::regrole)`)).toBe(false);
  });

  test("by what another role gives on all that it makes later, is refused to who may not end that", async ({ onTestFinished }) => {
    const { run, may } = await openAsSuperuser(onTestFinished);
    const [role, owner, other] = [named("dashboard"), named("owner"), named("other")];
    await run(`create role ${owner} createrole; create role ${other}; grant create on schema public to ${other}; create role ${role} login;
      set role ${other}; alter default privileges in schema public grant select on tables to ${role}; reset role; ${asOwner(owner)}`);
    const refusal = await run(roleScript(role)).then(
      () => "it ran",
      (error: unknown) => error,
    );
    expect(String(refusal)).toContain("is given what another role will make");
    await run(`reset role; ${advised(refusal)}; set role ${owner}`);
    await run(roleScript(role)).catch((error: Error) => expect(error.message).not.toContain("will make"));
    expect(await may(`exists (select from pg_default_acl, aclexplode(defaclacl) where grantee = '${role}'::regrole)`)).toBe(false);
  });

  test("because everybody has, or past policies, is warned of and made", async ({ onTestFinished }) => {
    const { run, said } = await openAsSuperuser(onTestFinished);
    const role = named("dashboard");
    await run(`grant select (name) on public."user" to public; create role ${role} login bypassrls`);
    await run(roleScript(role));
    expect(said).toEqual([
      expect.stringMatching(/^WARNING: .* sees all rows, .*alter role .* nobypassrls$/),
      expect.stringMatching(/^WARNING: Everybody may, and so may .*: select on table "user"$/),
    ]);
  });
});

/** Gives all that is in the database to a role, and goes on as it. */
const asOwner = (owner: string) => `
  alter schema public owner to ${owner}; alter schema drizzle owner to ${owner}; do $$ declare each text; begin
    for each in select oid::regclass from pg_class where relnamespace in ('public'::regnamespace, 'drizzle'::regnamespace) and relkind = 'r' loop
      execute format('alter table %s owner to ${owner}', each);
    end loop;
    for each in select oid::regprocedure from pg_proc where pronamespace = 'public'::regnamespace
      and oid not in (select objid from pg_depend where deptype = 'e') loop
      execute format('alter function %s owner to ${owner}', each);
    end loop;
    execute format('alter database %I owner to ${owner}', current_database());
  end $$; set role ${owner}`;

describe("an owner who is no superuser", () => {
  test("can run the script again, whatever somebody else has granted elsewhere", { timeout: 60_000 }, async ({ onTestFinished }) => {
    const { run, may } = await openAsSuperuser(onTestFinished);
    const role = named("dashboard");
    const owner = named("owner");
    const other = named("other");
    await run(`create role ${owner} createrole; create role ${other}; create schema elsewhere authorization ${other}; ${asOwner(owner)}`);
    await run(roleScript(role));
    await run(`set role ${other}; create table elsewhere.theirs (id int); grant select on elsewhere.theirs to ${role}; set role ${owner}`);
    await run(`grant update on public.audit_log to ${role}`);
    await run(roleScript(role));
    await run("reset role");
    expect(await may(`has_table_privilege('${role}', 'public.audit_log', 'update')`)).toBe(false);
    expect(await may(`has_table_privilege('${role}', 'elsewhere.theirs', 'select')`)).toBe(true);
  });

  test("and makes no roles can use one that was made for them, and is told what is left to do", async ({ onTestFinished }) => {
    const { run, may, said } = await openAsSuperuser(onTestFinished);
    const role = named("dashboard");
    const owner = named("owner");
    await run(`create role ${owner}; create role ${role} login; ${asOwner(owner)}`);
    await run(roleScript(role));
    const left = said.filter((line) => /Not done, for whoever made the role/.test(line));
    expect(left).toEqual([expect.stringContaining(`alter role "${role}" reset default_transaction_read_only; `)]);
    expect(left).toEqual([expect.stringContaining(`alter role "${role}" set search_path = public,purser`)]);
    expect(await may(`has_table_privilege('${role}', 'public.audit_log', 'insert')`)).toBe(true);
  });
});
