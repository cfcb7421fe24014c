import type pg from "pg";
import type { Statement } from "../statements.ts";

/** A sequential scan that a limit stops, as it does that of a capped count, has read no more than this: rows, or a part of the table. */
const STOPPED_EARLY = { rows: 20_000, part: 0.1 };

export interface Plan {
  text: string;
  lines: string[];
  /** Large tables that it reads from one end to the other, or far. */
  scans: string[];
  /** Large tables that it begins to read from one end, and soon stops. */
  stopped: string[];
  /** It was ended by the time limit: its lines are the plan, not what it did. */
  timedOut: boolean;
}

/** A table with more rows is large: reading all of it takes longer than a page should. */
const LARGE = 10_000;

/**
 * The plan of a statement as it really ran, without the lines that only cost width.
 *
 * @param tables how many rows each has
 */
export async function explain(pool: pg.Pool, { text, params }: Statement, tables: ReadonlyMap<string, number>): Promise<Plan> {
  const run = async (options: string) => {
    const { rows } = await pool.query<{ "QUERY PLAN": string }>(`explain (${options}) ${text}`, params);
    return rows.map((row) => row["QUERY PLAN"]);
  };
  const planOf = (lines: string[], timedOut: boolean): Plan => {
    const scans = sequentialScans(lines).filter(({ table }) => (tables.get(table) ?? 0) > LARGE);
    const isFar = ({ table, read }: { table: string; read: number }) =>
      read > Math.max(STOPPED_EARLY.rows, STOPPED_EARLY.part * tables.get(table)!);
    const words = ({ table, read }: { table: string; read: number }) => `${table} (${Math.round(read).toLocaleString("en")} rows)`;
    return {
      text: text.replace(/\s+/g, " ").trim(),
      lines,
      scans: scans.filter(isFar).map(words),
      stopped: scans.filter((scan) => !isFar(scan)).map(words),
      timedOut,
    };
  };
  try {
    return planOf(await run("analyze, costs off, summary off, timing off, buffers off"), false);
  } catch (error) {
    if ((error as { code?: string }).code !== QUERY_CANCELED) throw error;
    return planOf(await run("costs off"), true);
  }
}

const QUERY_CANCELED = "57014";

/** The tables that a plan reads in their own order, and how many rows of each; those that it has not come to are left out. */
export function sequentialScans(plan: readonly string[]): { table: string; read: number }[] {
  return plan.flatMap((line, n) => {
    const table = /Seq Scan on "?(\w+)"?/.exec(line)?.[1];
    if (!table || line.includes("(never executed)")) return [];
    // A plan that has not run tells of no rows.
    const ran = /actual rows=([\d.]+) loops=(\d+)/.exec(line);
    const removed = plan.slice(n + 1, n + 4).find((next) => next.includes("Rows Removed by Filter")) ?? "";
    const each = Number(ran?.[1] ?? Number.POSITIVE_INFINITY) + Number(/: (\d+)/.exec(removed)?.[1] ?? 0);
    return [{ table, read: each * Number(ran?.[2] ?? 1) }];
  });
}
