import { neonConfig, Pool } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-serverless";
import ws from "ws";
import { countQueries } from "../request-record.server.ts";
import { type ConnectionOptions, isPooledAddress, poolOptions, sessionSettings } from "./connection-options.server.ts";
import { cutSilent } from "./cut-silent.server.ts";
import type { Database } from "./database.server.ts";
import { underMigrationLock } from "./migrate.server.ts";
import { databaseAddress } from "./open-pg.server.ts";
import { quotedText } from "./quoted.ts";
import { refuseLiveProduct } from "./refuse-live-product.server.ts";
import { reportBroken } from "./report-broken.server.ts";
import { runMigrations } from "./run-migrations.server.ts";
import * as schema from "./schema.ts";

/**
 * Opens a pool over WebSocket: Neon's HTTP driver has no transactions. With `wsProxy` (`host:port/path`) it talks to a relay in front
 * of an ordinary PostgreSQL instead, unencrypted, as on one's own machine.
 */
export function openNeon(url: string, wsProxy: string | undefined, options: ConnectionOptions = {}): Database {
  neonConfig.webSocketConstructor = ws;
  if (wsProxy) {
    neonConfig.wsProxy = () => wsProxy;
    neonConfig.useSecureWebSocket = false;
    neonConfig.pipelineConnect = false;
  }
  const pool = new Pool({ connectionString: url, ...poolOptions(options), connectionTimeoutMillis: 10_000 });
  reportBroken(pool);
  // Not start-up options, which Neon's pooled addresses refuse.
  const { searchParams } = new URL(url);
  const isShared = isPooledAddress(url);
  // By a function, because SET takes a list of names apart.
  const settings = Object.entries(sessionSettings(options, { isShared, ownOptions: searchParams.get("options") }))
    .map(([name, value]) => `SELECT set_config('${name}', ${quotedText(value)}, false)`)
    .join("; ");
  pool.on("connect", (client: { query(text: string): Promise<unknown> }) => void client.query(settings).catch(() => {}));
  cutSilent(pool, options.timeout ?? 0);
  const db = drizzle(pool, { schema, logger: countQueries });
  return {
    db,
    driver: "neon",
    address: databaseAddress(url),
    async connect() {
      const client = await pool.connect();
      return { db: drizzle(client, { schema, logger: countQueries }), release: (isBroken) => client.release(isBroken) };
    },
    exclusively: (run) => underMigrationLock(pool, run),
    migrate: () =>
      underMigrationLock(pool, async () => {
        await refuseLiveProduct(db);
        await runMigrations(db);
      }),
    close: () => pool.end(),
  };
}
