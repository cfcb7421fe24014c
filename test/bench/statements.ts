import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { Db } from "../../lib/db/database.server.ts";
import * as schema from "../../lib/db/schema.ts";

export interface Statement {
  text: string;
  params: unknown[];
}

/** A database that keeps the statements that are sent, as they were sent; like the server's own, it ends a query after 15 seconds. */
export function recordingDatabase(url: string): { db: Db; pool: pg.Pool; take: () => Statement[] } {
  const pool = new pg.Pool({ connectionString: url, max: 10, options: "-c timezone=UTC -c statement_timeout=15s" });
  // The server is stopped at the end, whoever is still connected.
  pool.on("error", () => {});
  let statements: Statement[] = [];
  const db = drizzle(pool, { schema, logger: { logQuery: (text, params) => void statements.push({ text, params }) } });
  const take = () => {
    const taken = statements;
    statements = [];
    return taken;
  };
  return { db, pool, take };
}

/** A statement that reads, and that can be sent again by itself. */
export function isRead({ text }: Statement): boolean {
  return (
    /^\s*\(?\s*(select|with)\b/i.test(text) &&
    !/\bfor (no key )?(update|share)\b|\bpg_(try_)?advisory/i.test(text) &&
    !/\b(insert into|update|delete from)\s/i.test(text)
  );
}
