import { eq, sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { payment, paymentEntry } from "../../db/schema.ts";
import { env } from "../../env.server.ts";
import { asksNothing, isOneOf } from "../../list/asked-of-values.ts";
import { addUpBy } from "../../rollups/add-up-by.ts";
import { entriesOf, type RolledEntries } from "../../rollups/entry-rows.ts";
import type { RolledBucket } from "../../rollups/pieces.ts";
import { bucketsOfRange } from "../../rollups/range-buckets.ts";
import { readRollup } from "../../rollups/read-rollup.server.ts";
import { entryVerdict, entryWhere, isLost, type MoneyEntryQuery } from "./entry-where.server.ts";

const alike = ["kind", "currency", "report", "lost", "problem"] as const;
const sums = ["entries", "amount"] as const;

/** Entries of one kind, currency, fate and problem. */
export type EntryTotals = Pick<RolledEntries, (typeof alike)[number] | (typeof sums)[number]>;

/** In the order of their names. */
export function entryTotalsOf(rows: readonly EntryTotals[]): EntryTotals[] {
  return addUpBy(rows, alike, sums);
}

/**
 * What the entries that match come to, in minor units: by kind, currency, whether they count, whether a dispute was lost, and what was wrong
 * with them. At most a few dozen rows; an amount that cannot be read adds nothing to `amount`.
 */
export async function entryTotals(db: Db, query: Pick<MoneyEntryQuery, "filters">): Promise<EntryTotals[]> {
  const rolled = rolledEntries(query, new Date());
  if (!rolled) return entryTotalsOf(await sumsOfRows(db, query));
  const { entries } = await readRollup(db, ["entries"], rolled.buckets);
  return entryTotalsOf(entries.map(entriesOf).filter(rolled.holds));
}

interface RolledFilter {
  buckets: RolledBucket[];
  holds: (row: RolledEntries) => boolean;
}

/** What of the roll-up the filters ask for; undefined where they ask for something that is not rolled up. */
function rolledEntries({ filters }: Pick<MoneyEntryQuery, "filters">, now: Date): RolledFilter | undefined {
  const { at, kind, currency, report, lost, problem, ...others } = filters;
  const buckets = bucketsOfRange(at, now, env().reportingTimeZone);
  if (!buckets || !asksNothing(others)) return undefined;
  return {
    buckets,
    holds: (row) =>
      isOneOf(row.kind, kind) &&
      isOneOf(row.currency, currency) &&
      isOneOf(row.report, report) &&
      (lost === undefined || row.lost === lost) &&
      isOneOf(row.problem, problem),
  };
}

function sumsOfRows(db: Db, query: Pick<MoneyEntryQuery, "filters">): Promise<EntryTotals[]> {
  return db
    .select({
      kind: paymentEntry.kind,
      currency: paymentEntry.currency,
      report: entryVerdict,
      lost: isLost,
      problem: paymentEntry.problem,
      entries: sql<number>`count(*)::int`,
      amount: sql<number>`coalesce(sum(${paymentEntry.amount}), 0)::float8`,
    })
    .from(paymentEntry)
    .innerJoin(payment, eq(payment.id, paymentEntry.paymentId))
    .where(entryWhere(query))
    .groupBy(paymentEntry.kind, paymentEntry.currency, entryVerdict, isLost, paymentEntry.problem);
}
