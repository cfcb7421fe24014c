import { COUNTED_UP_TO } from "../../list/counted.ts";
import type { FilterValues } from "../../list/list-spec.ts";
import { explainHref } from "../../numbers/explained-number.ts";
import { paymentList } from "../../payments/payment.ts";
import { moneyEntryList } from "./entry-list.ts";
import type { MoneyColumn, SettlementColumn } from "./money-columns.ts";
import type { MoneyBucket, MoneySplit } from "./money-query.ts";

export type PaymentFilters = FilterValues<typeof paymentList.filters>;
export type EntryFilters = FilterValues<typeof moneyEntryList.filters>;

/** What a number of the report is of. */
export interface MoneyScope {
  readonly range: MoneyBucket;
  /** Of the payments; undefined: any. */
  readonly currency?: string;
  /** The one product, country or method; undefined: any. */
  readonly part?: { readonly split: MoneySplit; readonly key: string };
}

function partFilter({ part }: MoneyScope): Pick<PaymentFilters & EntryFilters, MoneySplit> {
  if (!part) return {};
  return part.split === "product" ? { product: [part.key] } : part.split === "country" ? { country: [part.key] } : { method: [part.key] };
}

/** The scope as a filter of payments: whatever their status. Sums and links are both made of it. */
export function paymentScope(scope: MoneyScope): PaymentFilters {
  return { createdAt: scope.range, ...(scope.currency !== undefined && { currency: [scope.currency] }), ...partFilter(scope) };
}

/** The scope as a filter of refunds and disputes: whether they count or not. */
export function entryScope(scope: MoneyScope): EntryFilters {
  return { at: scope.range, ...(scope.currency !== undefined && { currency: [scope.currency] }), ...partFilter(scope) };
}

export const succeeded = { status: ["succeeded"] } as const satisfies PaymentFilters;
export const refundsThatCount = { kind: ["refund"], report: ["counts"] } as const satisfies EntryFilters;
export const disputesThatCount = { kind: ["dispute"], report: ["counts"] } as const satisfies EntryFilters;

const columnsWith = (column: "tax" | "settlement") => ["createdAt", "customer", "totalAmount", "status", column, "id"];

/** The list of exactly the rows behind a number; of net, which is of two lists, the page that leads to both. */
export function cellHref(column: MoneyColumn, scope: MoneyScope, payments = 0): string {
  const paid = { ...paymentScope(scope), ...succeeded };
  const exact = payments > COUNTED_UP_TO;
  switch (column) {
    case "payments":
    case "gross":
      return paymentList.link(paid, { exact });
    case "tax":
      return paymentList.link({ ...paid, taxKnown: true }, { exact, columns: columnsWith("tax") });
    case "refunds":
      return moneyEntryList.link({ ...entryScope(scope), ...refundsThatCount });
    case "disputes":
      return moneyEntryList.link({ ...entryScope(scope), ...disputesThatCount });
    case "lost":
      return moneyEntryList.link({ ...entryScope(scope), ...disputesThatCount, lost: true });
    case "net":
      return explainCellHref("net", scope);
  }
}

/** The same of settlements in one currency. */
export function settlementHref(column: SettlementColumn, scope: MoneyScope, settled: string, payments = 0): string {
  const taxKnown = column === "tax" ? { settlementTaxKnown: true } : {};
  return paymentList.link(
    { ...paymentScope(scope), ...succeeded, settled: [settled], ...taxKnown },
    { exact: payments > COUNTED_UP_TO, columns: columnsWith("settlement") },
  );
}

/** Where a number's definition stands with the rows that count and those left out. */
export function explainCellHref(column: MoneyColumn, scope: MoneyScope): string {
  const params =
    column === "refunds" || column === "disputes" || column === "lost"
      ? moneyEntryList.params({ ...moneyEntryList.defaults, filters: entryScope(scope) })
      : paymentList.params({ ...paymentList.defaults, filters: paymentScope(scope) });
  return explainHref(`report-${column}`, params);
}

/** The same of settlements in one currency. */
export function explainSettlementHref(column: SettlementColumn, scope: MoneyScope, settled: string): string {
  const filters: PaymentFilters = { ...paymentScope(scope), settled: [settled] };
  return explainHref(`report-settlement-${column}`, paymentList.params({ ...paymentList.defaults, filters }));
}
