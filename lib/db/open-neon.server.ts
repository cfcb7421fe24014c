import { neonConfig, Pool } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-serverless";
import { migrate } from "drizzle-orm/neon-serverless/migrator";
import ws from "ws";
import { adoptProductTables } from "./adopt-product.server.ts";
import type { Database } from "./database.server.ts";
import { JOURNAL, underMigrationLock } from "./migrate.server.ts";
import { databaseAddress } from "./open-pg.server.ts";
import * as schema from "./schema.ts";

/**
 * Opens a pool over WebSocket: Neon's HTTP driver has no transactions. With `wsProxy` (`host:port/path`) it talks to a relay in front
 * of an ordinary PostgreSQL instead, unencrypted, as on one's own machine.
 *
 * @param timeout seconds after which the database ends a query; 0 leaves it to the database. A pooled address always does, because what is
 * set there stays with a connection that the product may get next.
 */
export function openNeon(url: string, wsProxy: string | undefined, timeout = 0): Database {
  neonConfig.webSocketConstructor = ws;
  if (wsProxy) {
    neonConfig.wsProxy = () => wsProxy;
    neonConfig.useSecureWebSocket = false;
    neonConfig.pipelineConnect = false;
  }
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000 });
  pool.on("error", (error: Error) => console.warn(`An idle database connection broke: ${error.message}`));
  // Column defaults fill in the session's local time. Not a start-up option, which Neon's pooled addresses refuse.
  const isPooled = /-pooler\./.test(new URL(url).hostname);
  // What a compiled plan saves, compiling it costs a page many times over.
  const settings = `SET timezone TO 'UTC'; SET jit TO off${timeout > 0 && !isPooled ? `; SET statement_timeout TO '${timeout}s'` : ""}`;
  pool.on("connect", (client: { query(text: string): Promise<unknown>; on(event: "error", listener: () => void): unknown }) => {
    void client.query(settings).catch(() => {});
    // One that breaks within a transaction has no listener of the pool's; its query fails, which says enough.
    client.on("error", () => {});
  });
  const db = drizzle(pool, { schema });
  return {
    db,
    driver: "neon",
    address: databaseAddress(url),
    migrate: () =>
      underMigrationLock(pool, async () => {
        await adoptProductTables(db);
        await migrate(db, JOURNAL);
      }),
    close: () => pool.end(),
  };
}
