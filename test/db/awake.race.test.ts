import { sql } from "drizzle-orm";
import { describe, expect, inject, test, vi } from "vitest";
import { openDatabase } from "../../lib/db/open-database.server.ts";
import { freePort } from "../helpers/free-port.ts";
import { startNeonRelay } from "../helpers/neon-relay.ts";
import { startNetwork } from "../helpers/swallowing-network.ts";
import { startWaking } from "../helpers/waking-server.ts";

const at = (port: number) => {
  const url = new URL(inject("postgresUrl"));
  url.port = String(port);
  return { databaseUrl: url.href, dataDir: "unused" };
};
const postgresPort = () => Number(new URL(inject("postgresUrl")).port);

describe.for(["pg", "neon"] as const)("opening a database through %s", (databaseDriver) => {
  const choice = async (port: number) => {
    const relay = databaseDriver === "neon" ? await startNeonRelay(port) : undefined;
    return { relay, choice: { ...at(port), databaseDriver, neonWsProxy: relay?.address } };
  };

  test("waits for one that says it is starting, and says so when that takes long", async () => {
    const waking = await startWaking(postgresPort(), 6);
    const { relay, choice: chosen } = await choice(waking.port);
    const onWait = vi.fn();
    const database = await openDatabase(chosen, onWait);
    expect((await database.db.execute<{ one: number }>(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
    expect(waking.seen.turnedAway).toBe(6);
    expect(onWait).toHaveBeenCalledOnce();
    await database.close();
    await relay?.stop();
    await waking.stop();
  });

  test("says nothing of waiting where it is there", async () => {
    const { relay, choice: chosen } = await choice(postgresPort());
    const onWait = vi.fn();
    await (await openDatabase(chosen, onWait)).close();
    expect(onWait).not.toHaveBeenCalled();
    await relay?.stop();
  });

  test("fails at once where nobody listens", async () => {
    const port = await freePort();
    const onWait = vi.fn();
    await expect(openDatabase({ ...at(port), databaseDriver, neonWsProxy: `127.0.0.1:${port}/v1` }, onWait)).rejects.toThrow(
      /cannot be reached/,
    );
    expect(onWait).not.toHaveBeenCalled();
  });
});

test("a database on Neon that does not answer yet is waited for", { timeout: 60_000 }, async () => {
  const relay = await startNeonRelay(postgresPort());
  const network = await startNetwork(Number(/:(\d+)/.exec(relay.address)![1]));
  network.swallow();
  const onWait = vi.fn(() => network.pass());
  const opening = openDatabase({ ...at(postgresPort()), databaseDriver: "neon", neonWsProxy: `127.0.0.1:${network.port}/v1` }, onWait);
  await (await opening).close();
  expect(onWait).toHaveBeenCalledOnce();
  await network.stop();
  await relay.stop();
});
