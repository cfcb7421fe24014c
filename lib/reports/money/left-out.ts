import type { PaymentEntryKind } from "../../db/values.ts";
import { NO_STATUS } from "../../payments/payment.ts";
import type { EntryVerdict } from "./entry-list.ts";
import type { MoneyReport } from "./money-report.server.ts";

interface Counted {
  count: number;
  /** In minor units of the currency; null where it is not known, or of several currencies. */
  amount: number | null;
}

/** Rows of the report's time that do not count, all for one reason; those left out of tax or of settlements alone are of any currency. */
export type LeftOutRows = Counted &
  (
    | { of: "payment"; why: string; currency: string }
    | { of: "tax" | "settlement"; why: "not_known"; currency: null }
    | { of: PaymentEntryKind; why: Exclude<EntryVerdict, "counts">; currency: string }
  );

/** Everything that the report leaves out, by what it is, why, and its currency. A payment's reason is its status, or `none`. */
export function leftOutOf({ statuses, entries, taxUnknown, unsettled }: MoneyReport): LeftOutRows[] {
  const rows: LeftOutRows[] = statuses
    .filter(({ status }) => status !== "succeeded")
    .map(({ status, currency, payments, gross }) => ({
      of: "payment",
      why: status ?? NO_STATUS,
      currency,
      count: payments,
      amount: gross,
    }));
  rows.push({ of: "tax", why: "not_known", currency: null, count: taxUnknown, amount: null });
  rows.push({ of: "settlement", why: "not_known", currency: null, count: unsettled, amount: null });
  const uncounted = new Map<string, LeftOutRows>();
  for (const { kind, currency, report: why, entries: count, amount } of entries) {
    if (why === "counts") continue;
    const key = `${kind} ${currency} ${why}`;
    const before = uncounted.get(key) ?? { count: 0, amount: 0 };
    const known = why === "unreadable" ? null : (before.amount ?? 0) + amount;
    uncounted.set(key, { of: kind, why, currency, count: before.count + count, amount: known });
  }
  return [...rows, ...uncounted.values()].filter(({ count }) => count > 0);
}
