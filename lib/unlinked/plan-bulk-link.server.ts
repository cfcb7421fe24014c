import { createHash } from "node:crypto";
import type { Db } from "../db/database.server.ts";
import { everyPage } from "../list/keyset.server.ts";
import { type Candidate, candidatesOf } from "./candidates.server.ts";
import { onlyStrong } from "./evidence.ts";
import { listUnlinked, type UnlinkedRow } from "./list-unlinked.server.ts";
import { kindOf } from "./unlinked.ts";
import type { UnlinkedQuery } from "./unlinked-where.server.ts";

/** So many rows are linked at once at most, and so many are looked at to find them. */
export const BULK_MOST = 500;
const LOOK_AT = 4_000;
const BATCH = 1_000;

/** A row and the one user to whom strong evidence points, and nothing to anybody else. */
export interface BulkPair {
  row: UnlinkedRow;
  candidate: Candidate;
}

/** What a bulk link would do. */
export interface BulkPlan {
  pairs: BulkPair[];
  /** How many rows were looked at, newest first, and what became of the others. */
  looked: number;
  /** There is strong evidence, but something points to another user too. */
  ambiguous: number;
  /** There are candidates, but the evidence is weak. */
  weak: number;
  /** Nothing points to anybody. */
  unknown: number;
  /** There are rows that were not looked at: after these are linked, look again. */
  more: boolean;
  /** Stands for exactly these pairs of row and user. */
  digest: string;
}

/**
 * Which of the unlinked rows that a query matches have exactly one candidate with strong evidence, whom nothing contradicts, newest first.
 * Two queries for every thousand rows.
 */
export async function planBulkLink(db: Db, query: UnlinkedQuery): Promise<BulkPlan> {
  const of = kindOf(query);
  const plan = { pairs: [] as BulkPair[], looked: 0, ambiguous: 0, weak: 0, unknown: 0, more: false };
  const batches = everyPage({ ...query, cursor: undefined }, BATCH, (page) => listUnlinked(db, page));
  for await (const rows of batches) {
    const candidates = await candidatesOf(db, of, rows);
    for (const row of rows) {
      if (plan.pairs.length === BULK_MOST) {
        plan.more = true;
        break;
      }
      plan.looked += 1;
      const its = candidates.get(row.id) ?? [];
      const candidate = onlyStrong(its);
      if (candidate) plan.pairs.push({ row, candidate });
      else if (its.some((one) => one.strong)) plan.ambiguous += 1;
      else if (its.length > 0) plan.weak += 1;
      else plan.unknown += 1;
    }
    if (plan.looked >= LOOK_AT && rows.length === BATCH) plan.more = true;
    if (plan.more) break;
  }
  return { ...plan, digest: digestOf(plan.pairs) };
}

function digestOf(pairs: readonly BulkPair[]): string {
  const lines = pairs.map(({ row, candidate }) => JSON.stringify([row.id, candidate.userId])).sort();
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}
