import pg from "pg";
import { examine } from "../../lib/database/examine.server.ts";
import { planOf } from "../../lib/database/plan.server.ts";
import { expect, test } from "../helpers/database-test.ts";
import { one } from "./live-product.ts";
import { makeProductDatabase } from "./product-database.ts";

const invalidIndexes = "select count(*) as value from pg_index where not indisvalid";

/** Runs a plan as psql does, statement by statement outside of a transaction, and what a query before "\gexec" finds. */
async function runPlan(client: pg.Client, plan: string): Promise<void> {
  for (const block of plan.split(/\n\n(?=-- )/)) {
    const text = block.replaceAll(/^-- .*\n?/gm, "");
    if (text.endsWith("\\gexec")) {
      const { rows } = await client.query<[string]>({ text: text.replace("\\gexec", ""), rowMode: "array" });
      for (const [found] of rows) await client.query(found);
    } else if (/\bindex concurrently\b/.test(text)) {
      for (const statement of text.split(/;\n/)) await client.query(statement);
    } else if (text !== "") await client.query(text);
  }
}

test("the plan does by itself what it says, under limits of the role, and again where an index was cut off", async ({ onTestFinished }) => {
  const { url, database } = await makeProductDatabase("interrupted", onTestFinished);
  const examination = await examine(database.db, { rows: false });
  const plan = planOf(examination, 5_000);
  const clients = [300, 0].map((limit) => new pg.Client({ connectionString: url, options: `-c statement_timeout=${limit}` }));
  const [client, holder] = clients as [pg.Client, pg.Client];
  for (const each of clients) {
    await each.connect();
    onTestFinished(() => each.end());
  }
  // Every index waits for it.
  const hold = () => holder.query("begin isolation level repeatable read; select count(*) from pg_class");
  await hold();
  const index = examination.steps.find((step) => step.index !== undefined && step.tables[0] === "chat")!;
  await expect(client.query(index.statements.at(-1)!)).rejects.toThrow(/timeout/);
  await holder.query("rollback");
  expect(await one(database.db, invalidIndexes)).toBe("1");

  await hold();
  const ran = runPlan(client, plan);
  // Longer than the limit that the session began with.
  const waiting = () =>
    one(
      database.db,
      `select count(*) as value from pg_stat_activity where datname = current_database() and query ~ '^(create|drop) index concurrently'
        and wait_event_type = 'Lock' and clock_timestamp() - query_start > interval '500 ms'`,
    );
  await Promise.race([expect.poll(waiting, { timeout: 20_000 }).toBe("1"), ran]);
  await holder.query("rollback");
  await ran;
  expect(await one(database.db, invalidIndexes)).toBe("0");
  expect((await examine(database.db, { rows: false })).steps).toEqual([]);
});
