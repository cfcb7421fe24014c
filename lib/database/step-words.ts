import { formatCount, formatDuration } from "../format.ts";
import type { Catalog } from "./catalog.ts";
import type { Step } from "./finding.ts";

// Measured on a machine of two cores with a warm cache; a busy or small one takes longer, which is why a plan says "about".
const BYTES_A_SECOND = 150_000_000;
const ROWS_A_SECOND = 600_000;
// Of a table whose rows PostgreSQL has never counted.
const BYTES_A_ROW = 200;

/** Seconds that building an index, or gathering statistics, takes at this size; 0 for a step that only writes to the catalogue. */
export function secondsOf(step: Step, live: Catalog): number {
  if (step.lock !== "reads all") return 0;
  return step.tables.reduce((sum, name) => {
    const table = live.tables.get(name);
    if (!table) return sum;
    return sum + table.heapBytes / BYTES_A_SECOND + (table.rows ?? table.heapBytes / BYTES_A_ROW) / ROWS_A_SECOND;
  }, 0);
}

/**
 * What a step locks, and for how long at this size, in words.
 *
 * @param lockTimeout milliseconds
 */
export function locksOf(step: Step, live: Catalog, lockTimeout: number): string {
  const tables = step.tables.join(", ");
  switch (step.lock) {
    case "none":
      return "Locks nothing that anybody uses.";
    case "everybody":
      return step.tables.length === 0
        ? "Locks nothing that anybody uses."
        : `Locks ${tables} against everybody for some milliseconds${waits(lockTimeout)}`;
    case "writers":
      return step.tables.length === 0
        ? "Locks nothing that anybody uses."
        : `Locks ${tables} against writers for some milliseconds${waits(lockTimeout)}`;
    default: {
      const counts = step.tables.map((name) => live.tables.get(name)?.rows ?? null);
      const rows = counts.includes(null) ? "all" : `the ${formatCount(counts.reduce<number>((sum, count) => sum + count!, 0))} rows`;
      return `Reads ${rows} of ${tables}, about ${formatDuration(Math.max(1, secondsOf(step, live)) * 1000)}; nobody waits.`;
    }
  }
}

const waits = (lockTimeout: number) =>
  `; gives up, and tries again later, where that and the wait for it would take longer than ${lockTimeout} ms.`;
