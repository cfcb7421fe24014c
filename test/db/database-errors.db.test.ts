import { sql } from "drizzle-orm";
import { databaseErrorCode, isDatabaseUnreachable, isStatementTimeout, isUniqueViolation } from "../../lib/db/database-errors.ts";
import { openDatabase } from "../../lib/db/open-database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { describe, expect, test, testDriver } from "../helpers/database-test.ts";
import { makeUser } from "../helpers/factories.ts";

const errorOf = (promise: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(promise).then(
    () => undefined,
    (error: unknown) => error,
  );

describe("a failed query", () => {
  test("that breaks a unique constraint is known as such", async ({ db }) => {
    const { email } = await makeUser(db);
    const error = await errorOf(db.transaction((tx) => makeUser(tx, { email })));
    expect([isUniqueViolation(error), isStatementTimeout(error), isDatabaseUnreachable(error)]).toEqual([true, false, false]);
  });

  test("that holds an error's words in its parameters is not taken for it", async ({ db }) => {
    const error = await errorOf(db.transaction((tx) => tx.execute(sql`select ${"Connection terminated"}::int`)));
    expect([databaseErrorCode(error), isDatabaseUnreachable(error)]).toEqual(["22P02", false]);
  });

  test.skipIf(testDriver === "pglite")("that runs into its timeout is known as such", async ({ db }) => {
    const error = await errorOf(
      db.transaction(async (tx) => {
        await tx.execute(sql`set local statement_timeout = 50`);
        await tx.execute(sql`select pg_sleep(5)`);
      }),
    );
    expect([isStatementTimeout(error), isDatabaseUnreachable(error)]).toEqual([true, false]);
  });
});

test("a database out of reach is known as such, whoever says it", async () => {
  const pool = openPg("postgres://u:p@127.0.0.1:1/app");
  expect(isDatabaseUnreachable(await errorOf(pool.db.execute(sql`select 1`)))).toBe(true);
  await pool.close();
  const choice = {
    databaseUrl: "postgres://u:p@127.0.0.1:1/app",
    databaseDriver: "neon",
    neonWsProxy: "127.0.0.1:1/v1",
    dataDir: "",
  } as const;
  expect(String(await errorOf(openDatabase(choice)))).toContain("cannot be reached");
  expect(isDatabaseUnreachable(new Error("something else"))).toBe(false);
});
