import { sql } from "drizzle-orm";
import { expect, inject, test } from "vitest";
import { openDatabase } from "../../lib/db/open-database.server.ts";
import { startPooler } from "../helpers/pooler.ts";

const choiceAt = (port: number) => {
  const url = new URL(inject("postgresUrl"));
  url.port = String(port);
  return { databaseUrl: url.href, databaseDriver: "pg" as const, neonWsProxy: undefined, dataDir: "unused" };
};
const postgresPort = () => Number(new URL(inject("postgresUrl")).port);

test.for(["refuses", "leaves out"] as const)("a pooler that %s a connection's settings is told by what to do instead", async (of) => {
  const pooler = await startPooler(postgresPort(), of);
  const error = await openDatabase(choiceAt(pooler.port)).catch((e: Error) => e);
  expect(error).toBeInstanceOf(Error);
  expect((error as Error).message).toContain("leads to a pooler that does not hand on a connection's settings");
  expect((error as Error).message).toContain("Use the database's direct address");
  await pooler.stop();
});

test("a database's own address is taken", async () => {
  const database = await openDatabase(choiceAt(postgresPort()));
  // The server's own zone is New York.
  expect((await database.db.execute(sql`select current_setting('timezone') as zone`)).rows).toEqual([{ zone: "UTC" }]);
  await database.close();
});
