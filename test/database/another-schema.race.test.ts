import { readFileSync } from "node:fs";
import { examine } from "../../lib/database/examine.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { requiredTables } from "../../lib/db/product-tables.ts";
import { runCommand } from "../browser/run-command.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { createTestDatabase } from "../helpers/test-database.ts";
import { runIn } from "./as-role.ts";
import { one } from "./live-product.ts";

const TABLES = "select count(*) as value from pg_class where relnamespace = 'public'::regnamespace";

describe("a product in another schema", () => {
  test("is not migrated beside, and the doctor says where its tables are", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const url = await createTestDatabase("empty");
    const older = readFileSync(new URL("products/older.sql", import.meta.url), "utf8");
    await runIn({ url }, `create schema app; set search_path = app, public; ${older}`);
    const { pathname } = new URL(url);
    await runIn({ url }, `alter database ${pathname.slice(1)} set search_path = app, public`);
    const migrated = await runCommand("db-migrate", { DATABASE_URL: url });
    expect(migrated).toEqual({
      code: 1,
      output: expect.stringMatching(/^[^\n]*in the schema app \(account, chat, .* public alone[^\n]*\n$/),
    });

    const database = openPg(url);
    onTestFinished(() => database.close());
    expect(await one(database.db, TABLES)).toBe("0");
    const { findings } = await examine(database.db, { rows: true });
    for (const name of requiredTables) {
      const says = expect.stringMatching(/^It is not there but in the schema app, and Purser reads the schema public alone\. /);
      expect(findings).toContainEqual({ about: `table ${name}`, verdict: "stops", says });
    }
  });

  test("is none where somebody else has users and sessions alone", async ({ onTestFinished }) => {
    const url = await createTestDatabase("empty");
    await runIn({ url }, `create schema auth; create table auth."user" (id int); create table auth.session (id int)`);
    expect((await runCommand("db-migrate", { DATABASE_URL: url })).code).toBe(0);
    const database = openPg(url);
    onTestFinished(() => database.close());
    expect(await one(database.db, `select to_regclass('public.audit_log') as value`)).toBe("audit_log");
  });
});
