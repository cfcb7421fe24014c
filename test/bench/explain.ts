import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { Db } from "../../lib/db/database.server.ts";
import * as schema from "../../lib/db/schema.ts";

interface Statement {
  text: string;
  params: unknown[];
}

/** A database that keeps the statements which a read sends, so that they can be explained as they were sent. */
export function recordingDatabase(url: string): { db: Db; pool: pg.Pool; take: () => Statement[] } {
  const pool = new pg.Pool({ connectionString: url, max: 4, options: "-c timezone=UTC" });
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

/** The plan of a statement as it really ran, without the lines that only cost width. */
export async function explain(pool: pg.Pool, { text, params }: Statement): Promise<string[]> {
  const { rows } = await pool.query<{ "QUERY PLAN": string }>(`explain (analyze, costs off, summary off, timing off) ${text}`, params);
  return rows.map((row) => row["QUERY PLAN"]);
}

/** Tables that are small in every product. */
const SMALL = new Set(["user_roles", "backfill", "tag"]);

/** Large tables that a plan reads from one end to the other; what it has not come to is not read. */
export function fullScans(plan: readonly string[]): string[] {
  return plan
    .filter((line) => !line.includes("(never executed)"))
    .flatMap((line) => /(?:Seq Scan|Parallel Seq Scan) on ("?\w+"?)/.exec(line)?.[1] ?? [])
    .filter((table) => !SMALL.has(table));
}

/** Milliseconds of the quickest of three runs, after one that warms up. */
export async function quickest(run: () => Promise<unknown>): Promise<number> {
  await run();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    await run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
