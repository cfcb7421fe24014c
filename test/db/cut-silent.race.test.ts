import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { bePatient } from "../../lib/db/cut-silent.server.ts";
import type { Database } from "../../lib/db/database.server.ts";
import { isDatabaseUnreachable } from "../../lib/db/database-errors.ts";
import { openNeon } from "../../lib/db/open-neon.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { startNeonRelay } from "../helpers/neon-relay.ts";
import { type Network, startNetwork } from "../helpers/swallowing-network.ts";

describe.for(["pg", "neon"] as const)("a network that swallows everything, through %s", (driver) => {
  let network: Network;
  let relay: Awaited<ReturnType<typeof startNeonRelay>> | undefined;
  let database: Database;

  beforeAll(async () => {
    const url = new URL(inject("postgresUrl"));
    if (driver === "neon") relay = await startNeonRelay(Number(url.port));
    network = await startNetwork(relay ? Number(/:(\d+)/.exec(relay.address)![1]) : Number(url.port));
    if (driver === "pg") url.port = String(network.port);
    database = driver === "pg" ? openPg(url.href, { timeout: 1 }) : openNeon(url.href, `127.0.0.1:${network.port}/v1`, { timeout: 1 });
  });
  afterAll(async () => {
    await database.close();
    await network.stop();
    await relay?.stop();
  });

  const failure = (asked: Promise<unknown>) =>
    asked.then(
      () => "answered",
      (error: unknown) => isDatabaseUnreachable(error),
    );

  test("holds nobody up for ever, neither a query nor a transaction; what comes behind it is answered", async () => {
    const { db } = database;
    await Promise.all([1, 2].map(() => db.execute(sql`select pg_sleep(0.1)`)));
    const inTransaction = failure(
      db.transaction(async (tx) => {
        await tx.execute(sql`select 1`);
        network.swallow();
        await tx.execute(sql`select 1`);
      }),
    );
    await expect.poll(() => failure(db.execute(sql`select 1`)), { timeout: 20_000 }).toBe(true);
    expect(await inTransaction).toBe(true);
    network.pass();
    // A connection that was being opened meanwhile is given up too, in its own time.
    await expect.poll(() => failure(db.execute(sql`select 1`)), { timeout: 20_000 }).toBe("answered");
    await Promise.all([1, 2, 3].map(() => db.execute(sql`select 1`)));
  });

  test("cuts nothing of who said that they are patient", async () => {
    const { db } = database;
    expect(
      await failure(
        db.transaction(async (tx) => {
          bePatient(tx);
          await tx.execute(sql`set local statement_timeout = 0`);
          await tx.execute(sql`select pg_sleep(7)`);
        }),
      ),
    ).toBe("answered");
  });
});
