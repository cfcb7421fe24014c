import type { Env } from "../env.server.ts";
import { awake } from "./awake.server.ts";
import type { ConnectionOptions } from "./connection-options.server.ts";
import type { Database } from "./database.server.ts";
import { innermostMessage } from "./database-errors.ts";
import { ownSchemas } from "./own-schemas.server.ts";
import { readingStandby } from "./reading-standby.server.ts";
import { readingReplica } from "./replica.server.ts";
import { refusesSettings, requireSettings, TAKES_NO_SETTINGS } from "./takes-settings.server.ts";
import { BY_ENVIRONMENT, IS_STANDBY, whyReadOnly } from "./why-read-only.server.ts";

type Choice = Pick<Env, "databaseUrl" | "databaseDriver" | "neonWsProxy" | "dataDir"> &
  Partial<Pick<Env, "databaseTimeout" | "databasePoolMax" | "databaseReadUrl" | "readOnly">>;

/** Which driver an address asks for: none, PGlite; Neon's hosts or `DATABASE_DRIVER=neon`, Neon; else pg. */
export function driverFor({ databaseUrl, databaseDriver }: Choice): "pglite" | "pg" | "neon" {
  if (!databaseUrl || databaseDriver === "pglite") return "pglite";
  return databaseDriver ?? (/\.neon\.(tech|build)$/.test(new URL(databaseUrl).hostname) ? "neon" : "pg");
}

/**
 * Opens the database that the environment names, in the way that the database asks for: read-only, or with the schemas in which it has names
 * looked for. Its replica, if the environment names one, is opened too, whether it answers or not. One that sleeps or starts is waited for.
 *
 * @param onWait is called where that takes longer than a moment
 * @throws Error of one line that says which database did not answer and why; it never holds the password.
 */
export async function openDatabase(choice: Choice, onWait = () => {}): Promise<Database> {
  // Loaded on demand: a server on PostgreSQL has no use for the 20 MB of PGlite, nor PGlite for the pools.
  if (driverFor(choice) === "pglite") return (await import("./open-pglite.server.ts")).openPglite(choice.dataDir, choice.readOnly);
  let database = await openAddress(choice.databaseUrl!, choice, { readOnly: choice.readOnly });
  let schemas: string[] | undefined;
  try {
    await awake(database, onWait);
    if (database.driver === "pg") await requireSettings(database.db);
    const found = await whyReadOnly(database.db);
    const readOnly = choice.readOnly ? BY_ENVIRONMENT : found;
    schemas = await ownSchemas(database.db);
    // What a connection has is said when it is opened.
    if ((readOnly && !choice.readOnly) || schemas) {
      await database.close();
      database = await openAddress(choice.databaseUrl!, choice, { readOnly: readOnly !== undefined, schemas });
    }
    database.readOnly = readOnly;
    database.isStandby = found === IS_STANDBY;
    if (database.isStandby) database.db = readingStandby(database.db);
  } catch (error) {
    await database.close().catch(() => {});
    const message = innermostMessage(error);
    const why = refusesSettings(message) ? TAKES_NO_SETTINGS : message;
    throw new Error(`The database at ${database.address} cannot be reached (driver ${database.driver}): ${why}`);
  }
  return choice.databaseReadUrl
    ? withReplica(database, await openAddress(choice.databaseReadUrl, choice, { readOnly: true, schemas }))
    : database;
}

async function openAddress(url: string, choice: Choice, own: Pick<ConnectionOptions, "readOnly" | "schemas">): Promise<Database> {
  const options = { timeout: choice.databaseTimeout, poolMax: choice.databasePoolMax, ...own };
  return driverFor({ ...choice, databaseUrl: url }) === "neon"
    ? (await import("./open-neon.server.ts")).openNeon(url, choice.neonWsProxy, options)
    : (await import("./open-pg.server.ts")).openPg(url, options);
}

function withReplica(database: Database, copy: Database): Database {
  return {
    ...database,
    replica: readingReplica(database.db, copy),
    close: () => Promise.all([database.close(), copy.close()]).then(() => {}),
  };
}
