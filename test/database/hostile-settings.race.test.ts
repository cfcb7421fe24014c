import { inject } from "vitest";
import { adopt } from "../../lib/database/adopt.server.ts";
import { examine } from "../../lib/database/examine.server.ts";
import { noteAbsentTables } from "../../lib/db/absent-tables.server.ts";
import { openDatabase } from "../../lib/db/open-database.server.ts";
import { runCommand } from "../browser/run-command.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { signedIn } from "../helpers/request.ts";
import { takeDatabase } from "../helpers/test-database.ts";
import { runIn } from "./as-role.ts";
import { sendForm, wordsIn } from "./forms.ts";
import { one } from "./live-product.ts";
import { makeProductDatabase } from "./product-database.ts";
import { serve } from "./served.ts";

/** What a product may have set for its own sessions. */
const settings = {
  ...{ datestyle: "'SQL, DMY'", intervalstyle: "sql_standard", bytea_output: "escape", extra_float_digits: "-15" },
  ...{ default_transaction_isolation: "serializable", quote_all_identifiers: "on", standard_conforming_strings: "off" },
  ...{ idle_session_timeout: "'1min'", lock_timeout: "'2s'", statement_timeout: "'40s'", search_path: `"$user", app, public` },
};

/** A trigger of the product's that finds its table in a schema of its own, by the database's setting. */
const journal = `
  update payment set created_at = '2026-11-05 12:00' where id = 'pay-1';
  create schema app;
  create table app.payment_event (payment_id text, is_now text);
  create function app.payment_changed() returns trigger language plpgsql as
    $$ begin insert into payment_event values (new.id, new.status); return null; end $$;
  create trigger payment_changed after update on public.payment for each row execute function app.payment_changed();`;

const reason = "Asked by phone";

describe.for(["pg", "neon"] as const)("a product whose database is set for its own sessions, through %s", (databaseDriver) => {
  test("is moved into, shown and changed as any other", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const { url } = await makeProductDatabase("older", onTestFinished);
    await runIn({ url }, journal);
    const name = new URL(url).pathname.slice(1);
    await runIn(
      { url },
      Object.entries(settings)
        .map(([key, value]) => `alter database ${name} set ${key} = ${value};`)
        .join("\n"),
    );
    const neonWsProxy = inject("neonWsProxy");
    const database = await openDatabase({ databaseUrl: url, databaseReadUrl: url, databaseDriver, neonWsProxy, dataDir: "unused" });
    const giveBack = takeDatabase(database);
    onTestFinished(async () => {
      giveBack();
      await database.close();
    });
    const { db } = database;
    for (const each of [db, database.replica!.copy.db]) {
      expect(await one(each, "select current_setting('search_path') as value")).toBe('public,purser,"$user","app"');
      expect(await one(each, "select current_setting('transaction_isolation') as value")).toBe("read committed");
      for (const limit of ["idle_session_timeout", "lock_timeout", "statement_timeout"]) {
        expect(await one(each, `select current_setting('${limit}') as value`), limit).toBe("0");
      }
      expect(await one(each, "select E'\\\\x61'::bytea::text || '1.10'::float8 || 'a\\b' as value")).toBe("\\x611.1a\\b");
    }

    await adopt(database, { lockTimeout: 5_000, letProductTriggersRun: true });
    await noteAbsentTables(db);
    const { findings } = await examine(db, { rows: true });
    expect(findings.filter(({ verdict }) => verdict === "missing" || verdict === "stops")).toEqual([]);

    const admin = await signedIn(db, "admin");
    for (const path of ["/payments?sort=-createdAt", "/payments/pay-1", "/reports/subscriptions"]) {
      const page = await serve(admin.get(path));
      expect(`${path} ${page.status}`).toBe(`${path} 200`);
      const words = wordsIn(await page.text());
      expect(words).not.toContain("Invalid Date");
      if (path.startsWith("/payments")) expect(words).toContain("5 Nov 2026");
    }
    expect((await sendForm(admin, "/payments/pay-1/edit", { status: "failed", reason })).status).toBe(302);
    expect(await one(db, "select is_now as value from app.payment_event where payment_id = 'pay-1' order by ctid desc limit 1")).toBe(
      "failed",
    );

    await runIn({ url }, "drop table app.payment_event");
    const refused = await sendForm(admin, "/payments/pay-1/edit", { status: "succeeded", reason });
    expect(refused.status).toBe(422);
    expect(wordsIn(refused.html)).toContain(
      'The product\'s database refuses this: its own function payment_changed fails with “relation "payment_event" does not exist”. Nothing was changed.',
    );
    expect(await one(db, "select status as value from payment where id = 'pay-1'")).toBe("failed");
  });
});

test("moving in says whose function it is that fails", { timeout: 120_000 }, async ({ onTestFinished }) => {
  const { url } = await makeProductDatabase("older", onTestFinished);
  await runIn({ url }, `${journal} drop table app.payment_event`);
  const { code, output } = await runCommand("db-adopt", { DATABASE_URL: url }, ["--apply", "--let-triggers-run"]);
  expect(code).toBe(1);
  expect(output).toMatch(/^The product's own function app\.payment_changed fails: relation "payment_event" does not exist$/m);
});
