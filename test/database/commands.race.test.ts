import { sql } from "drizzle-orm";
import { runCommand } from "../browser/run-command.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { createTestDatabase } from "../helpers/test-database.ts";
import { makeProductDatabase } from "./product-database.ts";

describe("an operator moves in", () => {
  test("doctor, plan, adopt, doctor, and each says by its status what is next", { timeout: 240_000 }, async ({ onTestFinished }) => {
    const { url, database } = await makeProductDatabase("without-optional", onTestFinished);
    // What autovacuum counts in between would stand in the second of two plans that are compared.
    await database.db.execute(sql`analyze`);
    // A command takes the connections that it needs, whatever pages may.
    const env = { DATABASE_URL: url, DATABASE_POOL_MAX: "1" };
    const refused = await runCommand("db-migrate", env);
    expect(refused).toEqual({ code: 1, output: expect.stringMatching(/npm run db:adopt\n$/) });

    const sick = await runCommand("db-doctor", env);
    expect(sick.code).toBe(4);
    expect(sick.output).toMatch(/Missing; db:adopt adds it \(\d+\):\n {2}migrations: None is noted/);
    expect(sick.output).toMatch(
      /Purser works, but not everything does \(\d+\):\n.* {2}table amadeus_tokens: .*What does not work: there is no page of tokens\./s,
    );
    expect(sick.output).toMatch(/Sizes:\n {2}\w+: /);

    const plan = await runCommand("db-adopt", env);
    expect(plan.code).toBe(4);
    expect(plan.output).toMatch(
      /-- Reads the .* rows of chat, about .*; nobody waits\.\ncreate index concurrently if not exists "chat_user_id_idx"/,
    );
    expect(plan.output).toMatch(
      /-- Locks payment against everybody .* longer than 500 ms\.\nbegin;\nset local lock_timeout = 250;\nset local statement_timeout = 500;\nalter table public\."payment" add column if not exists/,
    );
    // A reason stays a comment also where the index that it is about is written in several lines.
    expect(plan.output).toMatch(/\n-- btree \(\( CASE WHEN .* so that .*\n-- Reads /);
    // Printing it has done nothing.
    expect((await runCommand("db-adopt", env)).output).toBe(plan.output);

    const adopted = await runCommand("db-adopt", env, ["--apply", "--lock-timeout", "2000"]);
    expect(adopted).toEqual({ code: 0, output: expect.stringMatching(/Purser works with this database, but not everything does\.\n$/) });
    expect(await runCommand("db-adopt", env)).toEqual({ code: 0, output: "-- Nothing is missing.\n" });

    const json = await runCommand("db-doctor", env, ["--json", "--quick"]);
    expect(json.code).toBe(3);
    const told = JSON.parse(json.output) as { verdict: string; findings: { about: string; verdict: string }[] };
    expect(told.verdict).toBe("limited");
    expect(told.findings).toContainEqual(expect.objectContaining({ about: "table stream", verdict: "limited" }));
    expect((await runCommand("db-migrate", env)).code).toBe(0);
  });

  test("what Purser does not work with ends both with 5", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const { url } = await makeProductDatabase("uuid", onTestFinished);
    for (const [command, ...args] of [["db-doctor"], ["db-adopt"], ["db-adopt", "--apply"]]) {
      const { code, output } = await runCommand(command!, { DATABASE_URL: url }, args);
      expect(`${command} ${args} ${code}`).toBe(`${command} ${args} 5`);
      expect(output).toMatch(/ {2}column user\.id: It is uuid; Purser reads text\. It would have to become that/);
    }
  });

  test("a database of our own migrations is whole, or sound but for the zone that its sessions begin in", {
    timeout: 120_000,
  }, async () => {
    const { code, output } = await runCommand("db-doctor", { DATABASE_URL: await createTestDatabase("template") });
    expect(output).toMatch(/time zone of a session that sets none: It is America\/New_York/);
    expect(code).toBe(3);
  });

  test("nothing is run through a pooler, where a step's limits could become the product's", async () => {
    const env = { DATABASE_URL: "postgres://purser@ep-quiet-sea-1-pooler.eu-central-1.aws.neon.tech/neondb" };
    const { code, output } = await runCommand("db-adopt", env, ["--apply"]);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(/^[^\n]*leads to a pooler\. .*direct address[^\n]*\n$/) });
  });

  test.for(["0", "soon", "60001"])("a lock timeout of %s is refused", async (timeout) => {
    const env = { DATABASE_URL: await createTestDatabase("empty") };
    const { code, output } = await runCommand("db-adopt", env, ["--lock-timeout", timeout]);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(/whole number of milliseconds/) });
  });
});
