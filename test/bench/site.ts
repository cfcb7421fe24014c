import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { rollUpAll } from "../../lib/rollups/rebuild.server.ts";
import { type RunningPurser, startPurser } from "../helpers/start-purser.ts";
import type { BenchDatabase } from "./database.ts";
import { signInAs } from "./staff.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Not UTC, so that days are not those of the database. */
export const ZONE = "Europe/Berlin";

/** A server of the dashboard with an admin signed in. */
export interface Site extends RunningPurser {
  cookie: string;
}

/** Builds the dashboard where there is no build. A build that is there is taken as it is. */
export function ensureBuild(say: (what: string) => void): void {
  if (existsSync(`${ROOT}/build/server/index.js`)) return;
  say("there is no build yet: npm run build");
  const { status } = spawnSync("npm", ["run", "build"], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error("The build failed.");
}

/** Brings a database to the present migration and rolls up what is not rolled up. */
export async function bringUpToDate({ url }: BenchDatabase, say: (what: string) => void): Promise<void> {
  const database = openPg(url);
  try {
    await database.migrate();
    const began = performance.now();
    await rollUpAll(database.db, { zone: ZONE });
    say(`rolled up in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  } finally {
    await database.close();
  }
}

/** Starts the built server on a database, with the secrets of this process, and waits until what it does at its start is done. */
export async function startSite({ url }: BenchDatabase): Promise<Site> {
  const { BETTER_AUTH_SECRET = "", PURSER_ENCRYPTION_KEYS = "", REPORTING_TIME_ZONE = "", NODE_OPTIONS = "" } = process.env;
  const purser = await startPurser({
    ...{ script: "start", databaseUrl: url, driver: "pg" },
    env: { BETTER_AUTH_SECRET, PURSER_ENCRYPTION_KEYS, REPORTING_TIME_ZONE, NODE_OPTIONS },
  });
  try {
    const cookie = await signInAs("admin", { url, baseUrl: purser.baseUrl });
    await untilQuiet(url);
    return { ...purser, cookie };
  } catch (error) {
    await purser.stop();
    throw error;
  }
}

/** Waits until none of the server's queries has been running for two seconds. */
async function untilQuiet(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (let quiet = 0; quiet < 4; ) {
      await sleep(500);
      const { rows } = await client.query(
        "select 1 from pg_stat_activity where datname = current_database() and application_name = 'purser' and state <> 'idle'",
      );
      quiet = rows.length === 0 ? quiet + 1 : 0;
    }
  } finally {
    await client.end();
  }
}
