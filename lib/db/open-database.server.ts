import { sql } from "drizzle-orm";
import type { Env } from "../env.server.ts";
import type { Database } from "./database.server.ts";

type Choice = Pick<Env, "databaseUrl" | "databaseDriver" | "neonWsProxy" | "dataDir"> & Partial<Pick<Env, "databaseTimeout">>;

/** Which driver an address asks for: none, PGlite; Neon's hosts or `DATABASE_DRIVER=neon`, Neon; else pg. */
export function driverFor({ databaseUrl, databaseDriver }: Choice): "pglite" | "pg" | "neon" {
  if (!databaseUrl || databaseDriver === "pglite") return "pglite";
  return databaseDriver ?? (/\.neon\.(tech|build)$/.test(new URL(databaseUrl).hostname) ? "neon" : "pg");
}

/**
 * Opens the database that the environment names and asks it one question.
 *
 * @throws Error of one line that says which database did not answer and why; it never holds the password.
 */
export async function openDatabase(choice: Choice): Promise<Database> {
  const driver = driverFor(choice);
  // Loaded on demand: a server on PostgreSQL has no use for the 20 MB of PGlite, nor PGlite for the pools.
  if (driver === "pglite") return (await import("./open-pglite.server.ts")).openPglite(choice.dataDir);
  const url = choice.databaseUrl!;
  const database =
    driver === "neon"
      ? (await import("./open-neon.server.ts")).openNeon(url, choice.neonWsProxy, choice.databaseTimeout)
      : (await import("./open-pg.server.ts")).openPg(url, choice.databaseTimeout);
  try {
    await database.db.execute(sql`select 1`);
    return database;
  } catch (error) {
    await database.close().catch(() => {});
    throw new Error(`The database at ${database.address} cannot be reached (driver ${driver}): ${innermostMessage(error)}`);
  }
}

function innermostMessage(error: unknown): string {
  let current = error;
  while (current instanceof Error && current.cause) current = current.cause;
  if (current instanceof AggregateError) current = current.errors[0];
  // The driver over WebSocket rejects with the socket's own error event.
  const inner = current as { message?: string; code?: string; error?: { message?: string } } | undefined;
  return inner?.message || inner?.error?.message || inner?.code || String(current);
}
