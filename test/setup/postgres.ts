import { sql } from "drizzle-orm";
import type { TestProject } from "vitest/node";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { roleScript } from "../../lib/db/role-script.ts";
import { startLocalPostgres } from "../helpers/local-postgres.ts";
import { startNeonRelay } from "../helpers/neon-relay.ts";

const TEMPLATE = "purser_template";

/** The least-privilege role, by the name that `vite.config.ts` gives to the project that runs under it. */
const DASHBOARD_ROLE = "purser_dashboard";

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
  const server = await startLocalPostgres();
  let relay: Awaited<ReturnType<typeof startNeonRelay>> | undefined;
  const stop = async () => {
    await relay?.stop();
    await server.stop();
  };
  try {
    await server.createDatabase(TEMPLATE);
    const template = openPg(server.url(TEMPLATE));
    try {
      await template.migrate();
      // What a database is copied with; nobody else takes this role.
      await template.db.execute(sql.raw(roleScript(DASHBOARD_ROLE)));
    } finally {
      await template.close();
    }
    relay = await startNeonRelay(server.port);
    return { url: server.url("postgres"), neonWsProxy: relay.address, stop };
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
}
