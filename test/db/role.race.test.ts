import { sql } from "drizzle-orm";
import { databaseErrorCode } from "../../lib/db/database-errors.ts";
import { missingPrivileges } from "../../lib/db/missing-privileges.server.ts";
import { pendingMigrations } from "../../lib/db/pending-migrations.server.ts";
import { openSnapshot } from "../../lib/exports/snapshot.server.ts";
import { rebuildRollups } from "../../lib/rollups/rebuild.server.ts";
import { openAsItself } from "../helpers/dashboard-role.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment } from "../helpers/factories.ts";

describe("a role of the dashboard's own", () => {
  test("lacks nothing, and can do what belongs to a connection: give up a copy, keep roll-ups, read the migrations", async ({
    onTestFinished,
  }) => {
    const { database } = await openAsItself(onTestFinished, makePayment);
    expect(database.readOnly).toBeUndefined();
    expect(await missingPrivileges(database.db)).toEqual([]);
    expect(await pendingMigrations(database.db)).toBe(0);

    const snapshot = await openSnapshot(database);
    const rows = snapshot.copy!(sql`select repeat('x', 10000) from generate_series(1, 1000000)`, 100);
    await rows.next();
    await rows.return(undefined);
    await snapshot.close();

    await rebuildRollups(database.db, { zone: "UTC", onProgress: () => {} });
    const { rows: state } = await database.db.execute(sql`select complete from rollup_state`);
    expect(state).toEqual([{ complete: true }]);
    // The table that is looked up by its index has been counted, which takes a privilege of its own.
    const { rows: counted } = await database.db.execute<{ reltuples: number }>(
      sql`select reltuples from pg_class where oid = 'rollup_day'::regclass`,
    );
    expect(counted[0]!.reltuples).toBeGreaterThan(0);
  });

  test("can neither make an account or its password, alter what is recorded, nor change the schema", async ({ onTestFinished }) => {
    const { database } = await openAsItself(onTestFinished);
    const forbidden = [
      sql`insert into "user" (id, name, email, email_verified, created_at, updated_at) values ('x', 'x', 'x', true, now(), now())`,
      sql`update account set password = 'x'`,
      sql`insert into account (id, account_id, provider_id, user_id, created_at, updated_at) values ('x', 'x', 'credential', 'x', now(), now())`,
      sql`select access_token from account`,
      sql`select * from verification`,
      sql`update audit_log set reason = 'x'`,
      sql`delete from audit_log`,
      sql`truncate audit_log`,
      sql`update payment set total_amount = 0`,
      sql`insert into message (id) values ('x')`,
      sql`update message set role = 'user'`,
      sql`alter table payment add column mine text`,
      sql`drop table message_text`,
      sql`insert into drizzle.__purser_migrations (hash) values ('x')`,
    ];
    const codes = await Promise.all(
      forbidden.map((statement) =>
        database.db.execute(statement).then(
          () => "done",
          (error: unknown) => databaseErrorCode(error),
        ),
      ),
    );
    expect(codes).toEqual(forbidden.map(() => "42501"));
  });
});
