import { getTableColumns, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { access, neededPrivileges } from "../../lib/db/access.ts";
import { databaseErrorCode } from "../../lib/db/database-errors.ts";
import { missingPrivileges } from "../../lib/db/missing-privileges.server.ts";
import { roleScript } from "../../lib/db/role-script.ts";
import * as schema from "../../lib/db/schema.ts";
import { countMatching } from "../../lib/list/total.server.ts";
import { describe, expect, takesRoles, test } from "../helpers/database-test.ts";

const tables = Object.entries(schema as Record<string, unknown>).filter((entry): entry is [string, PgTable] => is(entry[1], PgTable));

const INSUFFICIENT_PRIVILEGE = "42501";

describe("what the dashboard may do", () => {
  test("no column that sounds of a secret is read but those that a reason is known for", () => {
    const secretive = tables.flatMap(([key, table]) => {
      const { unread = [] } = access[key as keyof typeof access] as { unread?: "all" | string[] };
      return Object.keys(unread === "all" ? {} : getTableColumns(table))
        .filter((column) => !unread.includes(column) && /password|secret|token(?!s)|credential|value$|key$/i.test(column))
        .map((column) => `${key}.${column}`);
    });
    expect(secretive.sort()).toEqual(
      [
        // How its key is called.
        "amadeusTokens.accessToken",
        "amadeusTokens.tokenType",
        "account.password",
        "rateLimit.key",
        "rollup.key",
        "session.token",
        "toolCalls.dedupeKey",
      ].sort(),
    );
  });

  test("the audit log can be added to and nothing else", () => {
    const log = neededPrivileges().filter(({ table }) => table === "audit_log");
    expect(log.map(({ privilege }) => privilege)).toEqual(["select", "insert"]);
  });

  test("nobody becomes a user, and nothing of the product's is added but sessions", () => {
    const products = ["user", "account", "chat", "message", "payment", "subscription", "session", "verification"];
    const added = neededPrivileges().filter(({ table, privilege }) => privilege === "insert" && products.includes(table));
    expect(added.map(({ table }) => table)).toEqual(["session"]);
  });

  test("reading takes only privileges to read", () => {
    expect(new Set(neededPrivileges({ readOnly: true }).map(({ privilege }) => privilege))).toEqual(new Set(["select"]));
  });
});

describe("the script of the role", () => {
  test("refuses a name that would end a comment, be cut short or mean something else", () => {
    for (const name of ["", "public", "none", "pg_monitor", "a\ndrop table x", "x".repeat(64)]) {
      expect(() => roleScript(name), JSON.stringify(name)).toThrow("A role's name");
    }
  });

  test.runIf(takesRoles)("gives exactly what is needed, also when it runs again, to a name with quotes", async ({ db }) => {
    const name = `it's "mine"`;
    const script = sql.raw(inTransaction(roleScript(name)));
    await db.execute(script);
    await db.execute(sql`grant insert on public.message to "it's ""mine"""`);
    await db.execute(script);
    await db.execute(sql`set local role "it's ""mine"""`);
    expect(await missingPrivileges(db)).toEqual([]);
    const { rows } = await db.execute<{ may: boolean }>(sql`select has_table_privilege('public.message', 'insert') as may`);
    expect(rows).toEqual([{ may: false }]);
    await db.execute(sql`reset role`);
  });

  test.runIf(takesRoles)("of a role that reads gives nothing else, and the doctor is told what is missing", async ({ db }) => {
    await db.execute(sql.raw(inTransaction(roleScript("reads_only", { readOnly: true }))));
    await db.execute(sql`set local role reads_only`);
    expect(await missingPrivileges(db, { readOnly: true })).toEqual([]);
    const missing = await missingPrivileges(db);
    expect(missing.length).toBe(neededPrivileges().length - neededPrivileges({ readOnly: true }).length);
    expect(missing).toContainEqual({
      subject: "payment",
      privilege: "update",
      columns: ["status"],
      feature: "correcting payments",
    });
    await db.execute(sql`reset role`);
  });

  test.runIf(takesRoles)("takes a database without the optional tables, and one with stand-ins of them", async ({ db }) => {
    const script = sql.raw(inTransaction(roleScript("without_tokens")));
    const tokens = async () => {
      await db.execute(sql`set local role without_tokens`);
      const missing = await missingPrivileges(db);
      const { rows } = await db.execute<{ there: boolean }>(
        sql`select has_table_privilege(oid, 'insert') as there from pg_class
          where relname = 'amadeus_tokens' and relnamespace = to_regnamespace('purser')`,
      );
      await db.execute(sql`reset role`);
      return { missing, mayAdd: rows[0]?.there };
    };
    await db.execute(sql`drop table public.amadeus_tokens`);
    await db.execute(script);
    expect(await tokens()).toEqual({ missing: [], mayAdd: undefined });
    await db.execute(sql`create schema if not exists purser`);
    await db.execute(sql`create table purser.amadeus_tokens
      (id uuid, environment text, access_token text, token_type text, expires_at timestamp, created_at timestamp)`);
    expect((await tokens()).missing.map(({ subject }) => subject)).toEqual(["purser", "amadeus_tokens"]);
    await db.execute(script);
    expect(await tokens()).toEqual({ missing: [], mayAdd: false });
  });

  test.runIf(takesRoles)("does not touch a role that owns tables or is above all", async ({ db }) => {
    const owner = await db.transaction((tx) => tx.execute(sql.raw(inTransaction(roleScript("purser"))))).catch((error: unknown) => error);
    expect(databaseErrorCode(owner)).toBe("P0001");
  });

  test.runIf(process.env.TEST_ROLE)("in this project the dashboard has its role and the test has not", async ({ db }) => {
    await db.execute(sql`select 1 from verification`);
    const asked = await db
      .transaction((tx) => countMatching(tx, sql`select 1 from verification`, true))
      .catch((error: unknown) => databaseErrorCode(error));
    expect(asked).toBe(INSUFFICIENT_PRIVILEGE);
  });
});

/** Without its own transaction: the test's is rolled back. */
const inTransaction = (script: string) => script.replace(/^(begin|commit);$/gm, "");
