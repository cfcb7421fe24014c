import { openPg } from "../../lib/db/open-pg.server.ts";
import { startLocalPostgres } from "../helpers/local-postgres.ts";
import { startNeonRelay } from "../helpers/neon-relay.ts";
import { startPurser } from "../helpers/start-purser.ts";
import { expectWhole, madeRows, storm } from "./edit-storm.ts";
import { describe, eventually, expect, test } from "./staff-page.ts";

describe.for(["pg", "neon"] as const)("a database that is stopped and started under load, through %s", (driver) => {
  test("loses no edit that was acknowledged and leaves none half done; the pages come back by themselves", {
    timeout: 180_000,
  }, async ({ onTestFinished }) => {
    const postgres = await startLocalPostgres(["fsync=on", "synchronous_commit=on", "full_page_writes=on"]);
    onTestFinished(postgres.stop);
    const relay = driver === "neon" ? await startNeonRelay(postgres.port) : undefined;
    onTestFinished(async () => relay?.stop());
    await postgres.createDatabase("product");
    const databaseUrl = postgres.url("product");
    const database = openPg(databaseUrl);
    await database.migrate();
    const rows = await madeRows(database.db);
    await database.close();
    const purser = await startPurser({ script: "start", databaseUrl, driver, neonWsProxy: relay?.address });
    onTestFinished(purser.stop);

    const { more, end } = await storm(purser.baseUrl, rows);
    await more("acknowledged", 40);
    for (const signal of ["SIGINT", "SIGQUIT", "SIGQUIT"] as const) {
      await postgres.interrupt(signal);
      await more("unavailable", 20);
      expect((await fetch(`${purser.baseUrl}/healthz`)).status, "the process is well").toBe(200);
      await eventually(async () => (await fetch(`${purser.baseUrl}/readyz`)).text()).toBe("the database cannot be reached\n");
      await postgres.resume();
      await eventually(async () => (await fetch(`${purser.baseUrl}/readyz`)).text()).toBe("ready\n");
      await more("acknowledged", 40);
      await more("shown", 10);
    }
    const edits = await end();

    const after = openPg(databaseUrl);
    onTestFinished(after.close);
    await expectWhole(after.db, rows, edits);
    expect(purser.output().match(/^Purser is at/gm), "the same process").toHaveLength(1);
  });
});
