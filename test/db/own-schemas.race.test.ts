import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openAsItself } from "../helpers/dashboard-role.ts";

const databaseSettings = sql`
  do $do$ begin
    execute format('alter database %I set search_path = app, "Own", public', current_database());
    execute format('alter database %I set default_transaction_isolation = serializable', current_database());
  end $do$`;

test("the dashboard's role does not hide where the database has names looked for, through a pooler either", async ({ onTestFinished }) => {
  const { owner, role, database } = await openAsItself(onTestFinished, (db) => db.execute(databaseSettings));
  const { rows } = await database.db.execute(sql`select current_setting('search_path') as path`);
  expect(rows).toEqual([{ path: 'public,purser,"app","Own"' }]);

  const { rows: kept } = await owner.execute<{ settings: string[] }>(
    sql`select rolconfig as settings from pg_roles where rolname = ${role}`,
  );
  expect(kept[0]!.settings).toEqual(
    expect.arrayContaining(['search_path=public, purser, app, "Own", public', "default_transaction_isolation=read committed"]),
  );
});
