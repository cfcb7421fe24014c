import { type AnyColumn, and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { payment, paymentEntry } from "../../db/schema.ts";
import { oneOf } from "../../list/contains.server.ts";
import type { QueryOf } from "../../list/list-spec.ts";
import { within } from "../../list/range.server.ts";
import { countryIs, methodIs, productIs } from "../../payments/payment-dimensions.server.ts";
import { type EntryVerdict, lostDisputes, type moneyEntryList, NO_ENTRY_STATUS, unsucceededRefunds } from "./entry-list.ts";

export type MoneyEntryQuery = QueryOf<typeof moneyEntryList>;

const literals = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(", "));

/**
 * Whether an entry counts, of a query that joins `payment` to `payment_entry`. The order of the reasons makes each entry one of them: what
 * cannot be read is said to be so whatever became of its payment. Literals alone, so that it can be grouped by.
 */
export const entryVerdict = sql<EntryVerdict>`(case
  when ${paymentEntry.kind} = 'refund' and ${paymentEntry.status} in (${literals(unsucceededRefunds)}) then 'not_succeeded'
  when ${paymentEntry.amount} is null then 'unreadable'
  when ${payment.status} is distinct from 'succeeded' then 'payment_not_succeeded'
  else 'counts' end)`;

/** A dispute that has cost its amount. Never null. */
export const isLost = sql<boolean>`coalesce(${paymentEntry.kind} = 'dispute' and ${paymentEntry.status} in (${literals(lostDisputes)}), false)`;

/** An entry's own id: its payment, its kind and its place in the JSON. */
export const entryKey = sql<string>`(${paymentEntry.paymentId} || ':' || ${paymentEntry.kind} || ':' || ${paymentEntry.place})`;

/**
 * The one condition behind the list of entries, its count, its totals, its export and the sums of the money report. `payment` must be joined.
 */
export function entryWhere({ filters }: Pick<MoneyEntryQuery, "filters">): SQL | undefined {
  const { kind, report, problem, status, lost } = filters;
  const onlyRefundsThatCount = kind?.length === 1 && kind[0] === "refund" && report?.length === 1 && report[0] === "counts";
  return and(
    oneOf(paymentEntry.kind, kind),
    report && inArray(entryVerdict, [...report]),
    // They have no other status, and this the index knows.
    onlyRefundsThatCount ? eq(paymentEntry.status, "succeeded") : undefined,
    oneOf(paymentEntry.problem, problem),
    status && statusIs(paymentEntry.status, status),
    lost === undefined ? undefined : eq(isLost, lost),
    oneOf(paymentEntry.currency, filters.currency),
    within(paymentEntry.at, filters.at),
    productIs(filters.product),
    countryIs(filters.country),
    methodIs(filters.method),
    oneOf(paymentEntry.paymentId, filters.payment),
    filters.id && inArray(entryKey, [...filters.id]),
  );
}

function statusIs(column: AnyColumn, values: readonly string[]): SQL | undefined {
  return or(inArray(column, [...values]), values.includes(NO_ENTRY_STATUS) ? or(isNull(column), eq(column, "")) : undefined);
}
