import type { Db } from "../../db/database.server.ts";
import type { RollupSeries } from "../../db/schema.ts";
import { addUpBy } from "../../rollups/add-up-by.ts";
import { entriesByOf, entriesOf, type RolledEntriesBy } from "../../rollups/entry-rows.ts";
import { paymentsByOf, paymentsOf, type RolledPaymentsBy } from "../../rollups/payment-rows.ts";
import type { RolledBucket } from "../../rollups/pieces.ts";
import { readRollup } from "../../rollups/read-rollup.server.ts";
import { type EntryTotals, entryTotalsOf } from "./entry-totals.server.ts";
import type { MoneySplit } from "./money-query.ts";

/** Payments of one status (null: none) and currency, whatever became of them. */
export interface StatusSums {
  status: string | null;
  currency: string;
  payments: number;
  gross: number;
}

export interface MoneySums {
  /** Those that succeeded. `bucket` is the line; `value` the product, country or method, and "" where nothing is split. */
  payments: RolledPaymentsBy[];
  /** Refunds and disputes that count, each at its own time. */
  entries: RolledEntriesBy[];
  statuses: StatusSums[];
  /** All refunds and disputes, whether they count or not. */
  totals: EntryTotals[];
}

interface Asked {
  /** The lines. */
  buckets: readonly RolledBucket[];
  /** Undefined: all. */
  currency: string | undefined;
  split: MoneySplit | undefined;
}

/** Everything that the money report adds up, in minor units, in one statement; how many rows there are makes no difference to it. */
export async function readMoneySums(db: Db, { buckets, currency, split }: Asked): Promise<MoneySums> {
  const by = split && ([`payments_by_${split}`, `entries_by_${split}`] as const);
  const rolled = await readRollup<RollupSeries>(db, ["payments", "entries", ...(by ?? [])], buckets);
  const ofCurrency = (row: { currency: string }) => currency === undefined || row.currency === currency;
  const payments = rolled.payments.map(paymentsOf).filter(ofCurrency);
  const entries = rolled.entries.map(entriesOf).filter(ofCurrency);
  return {
    payments: by
      ? rolled[by[0]].map(paymentsByOf).filter(ofCurrency)
      : payments.filter(({ status }) => status === "succeeded").map((row) => ({ ...row, value: "" })),
    entries: by
      ? rolled[by[1]].map(entriesByOf).filter(ofCurrency)
      : entries.filter(({ report }) => report === "counts").map((row) => ({ ...row, value: "" })),
    statuses: addUpBy(payments, ["status", "currency"], ["payments", "gross"]),
    totals: entryTotalsOf(entries),
  };
}
