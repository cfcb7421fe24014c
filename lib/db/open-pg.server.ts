import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { adoptProductTables } from "./adopt-product.server.ts";
import { copyOut } from "./copy-out.server.ts";
import type { Database } from "./database.server.ts";
import { literalSql } from "./literal-sql.server.ts";
import { JOURNAL, underMigrationLock } from "./migrate.server.ts";
import * as schema from "./schema.ts";

/**
 * Opens a pool on an ordinary PostgreSQL.
 *
 * @param timeout seconds after which the database ends a query; 0 leaves it to the database
 */
export function openPg(url: string, timeout = 0): Database {
  // Options that the address brings along would replace these.
  const address = new URL(url);
  const own = address.searchParams.get("options");
  if (own) address.searchParams.delete("options");
  const pool = new pg.Pool({
    connectionString: own ? address.href : url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    // What a compiled plan saves, compiling it costs a page many times over.
    options: [own, "-c timezone=UTC -c jit=off", timeout > 0 && `-c statement_timeout=${timeout}s`].filter(Boolean).join(" "),
    application_name: "purser",
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", (error) => console.warn(`An idle database connection broke: ${error.message}`));
  // One that breaks within a transaction has no listener of the pool's; its query fails, which says enough.
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = drizzle(pool, { schema });
  return {
    db,
    driver: "pg",
    address: databaseAddress(url),
    async hold() {
      const client = await pool.connect();
      return {
        db: drizzle(client, { schema }),
        copy: (select, size) => copyOut(client, literalSql(select), size, (pid) => pool.query("select pg_cancel_backend($1)", [pid])),
        release: (isBroken) => client.release(isBroken),
      };
    },
    migrate: () =>
      underMigrationLock(pool, async () => {
        await adoptProductTables(db);
        await migrate(db, JOURNAL);
      }),
    close: () => pool.end(),
  };
}

/** Host, port and database of an address, without user, password and options. */
export function databaseAddress(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
}
