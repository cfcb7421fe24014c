import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { countQueries } from "../request-record.server.ts";
import { type ConnectionOptions, poolOptions, sessionSettings } from "./connection-options.server.ts";
import { copyOut } from "./copy-out.server.ts";
import { cutSilent } from "./cut-silent.server.ts";
import type { Database } from "./database.server.ts";
import { literalSql } from "./literal-sql.server.ts";
import { underMigrationLock } from "./migrate.server.ts";
import { refuseLiveProduct } from "./refuse-live-product.server.ts";
import { reportBroken } from "./report-broken.server.ts";
import { runMigrations } from "./run-migrations.server.ts";
import * as schema from "./schema.ts";
import { SENTINEL } from "./takes-settings.server.ts";

/** Opens a pool on an ordinary PostgreSQL. */
export function openPg(url: string, options: ConnectionOptions = {}): Database {
  // Options that the address brings along would replace these.
  const address = new URL(url);
  const own = address.searchParams.get("options");
  if (own) address.searchParams.delete("options");
  const pool = new pg.Pool({
    connectionString: own ? address.href : url,
    ...poolOptions(options),
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: [own, ...Object.entries({ ...sessionSettings(options, { ownOptions: own }), [SENTINEL]: "on" }).map(startupOption)]
      .filter(Boolean)
      .join(" "),
    application_name: "purser",
  });
  reportBroken(pool);
  cutSilent(pool, options.timeout ?? 0);
  const db = drizzle(pool, { schema, logger: countQueries });
  return {
    db,
    driver: "pg",
    address: databaseAddress(url),
    async hold() {
      const client = await pool.connect();
      return {
        db: drizzle(client, { schema, logger: countQueries }),
        copy: (select, size) => copyOut(client, literalSql(select), size, (pid) => pool.query("select pg_cancel_backend($1)", [pid])),
        release: (isBroken) => client.release(isBroken),
      };
    },
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

/** A setting as a start-up option, in which a space would end it. */
function startupOption([name, value]: [string, string]): string {
  return `-c ${name}=${value.replace(/[\\\s]/g, "\\$&")}`;
}

/** Host, port and database of an address, without user, password and options. */
export function databaseAddress(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
}
