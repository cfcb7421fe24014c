import type { PaymentEntryKind, PaymentEntryProblem } from "../db/values.ts";
import type { EntryVerdict } from "../reports/money/entry-list.ts";
import type { RolledRow } from "./read-rollup.server.ts";

/** A row of the series `entries`; the amount is in minor units, of what could be read. */
export interface RolledEntries {
  bucket: number;
  kind: PaymentEntryKind;
  currency: string;
  report: EntryVerdict;
  /** A dispute that has cost its amount. */
  lost: boolean;
  problem: PaymentEntryProblem | null;
  entries: number;
  amount: number;
}

export function entriesOf({ bucket, key, sums: [entries = 0, amount = 0] }: RolledRow): RolledEntries {
  type Key = [PaymentEntryKind, string, EntryVerdict, boolean, PaymentEntryProblem | null];
  const [kind, currency, report, lost, problem] = JSON.parse(key) as Key;
  return { bucket, kind, currency, report, lost, problem, entries, amount };
}

/** A row of a series of entries by product, country or method: those that count. */
export interface RolledEntriesBy {
  bucket: number;
  value: string;
  currency: string;
  kind: PaymentEntryKind;
  lost: boolean;
  entries: number;
  amount: number;
}

export function entriesByOf({ bucket, key, sums: [entries = 0, amount = 0] }: RolledRow): RolledEntriesBy {
  const [value, currency, kind, lost] = JSON.parse(key) as [string, string, PaymentEntryKind, boolean];
  return { bucket, value, currency, kind, lost, entries, amount };
}
