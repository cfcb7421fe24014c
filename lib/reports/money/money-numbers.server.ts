import { type SQL, sql } from "drizzle-orm";
import { payment, paymentEntry } from "../../db/schema.ts";
import { paymentStatus } from "../../db/values.ts";
import type { ExplainedNumber, Explanation, Figure, Unit } from "../../numbers/explained-number.ts";
import { type ListNumberOptions, listNumber, type RowSource } from "../../numbers/list-number.server.ts";
import { only } from "../../numbers/narrow.ts";
import { entryRows, paymentRows } from "../../numbers/sources.server.ts";
import { NO_STATUS, paymentList } from "../../payments/payment.ts";
import { statusLabel } from "../../status-labels.ts";
import { entriesAreComplete } from "./entries-kept.server.ts";
import { type EntryVerdict, entriesIncomplete, moneyEntryList } from "./entry-list.ts";
import { type MoneyColumn, moneyColumns, type SettlementColumn, settlementColumns } from "./money-columns.ts";
import type { EntryFilters, PaymentFilters } from "./money-links.ts";

type PaymentList = (typeof paymentList)["filters"];
type EntryList = (typeof moneyEntryList)["filters"];
type Known = Readonly<Record<string, readonly string[]>>;

const money: Unit = { kind: "money" };
const titleOf = (label: string) => `Money report: ${label.toLowerCase()}`;
const permission = "reports:read";

const settlements: RowSource<PaymentList> = { ...paymentRows, currency: payment.settlementCurrency };

const sumOf = (amount: SQL) => (rows: SQL) => sql`coalesce(sum(${amount}) filter (where ${rows}), 0)::float8`;
const total = sumOf(sql`${payment.totalAmount}`);
const entryAmount = sumOf(sql`${paymentEntry.amount}`);

const succeeded = (asked: PaymentFilters) => only(asked, "status", ["succeeded"]);

/** The payments of every other status, also of those that nobody listed. */
function notSucceeded(asked: PaymentFilters, known: Known) {
  const others = new Set(
    [...paymentStatus, ...(known.status ?? []), NO_STATUS].filter((status) => status !== "succeeded" && status !== ""),
  );
  return [...others].map((status) => ({
    why:
      status === NO_STATUS
        ? "Payments without a status"
        : `Payments that have not succeeded: ${statusLabel("payment", status).toLowerCase()}`,
    filters: only(asked, "status", [status]),
  }));
}

const withTotal = (part: { why: string; filters: PaymentFilters | undefined }) => ({
  ...part,
  measure: total,
  figureWords: "total amount",
});

const ofPayments = (column: MoneyColumn, options: Pick<ListNumberOptions<PaymentList>, "measure" | "counted" | "leftOut">, unit = money) =>
  listNumber({
    id: `report-${column}`,
    title: titleOf(moneyColumns[column].label),
    words: moneyColumns[column].words,
    unit,
    permission,
    source: paymentRows,
    counted: succeeded,
    countedWords: "Payments that succeeded",
    knownValues: { status: payment.status },
    leftOut: notSucceeded,
    ...options,
  });

const gross = ofPayments("gross", { measure: total, leftOut: (asked, known) => notSucceeded(asked, known).map(withTotal) });

const tax = ofPayments("tax", {
  measure: sumOf(sql`${payment.tax}`),
  counted: (asked) => only(succeeded(asked), "taxKnown", true),
  leftOut: (asked, known) => [
    withTotal({ why: "Payments that have succeeded, but no tax of them is known", filters: only(succeeded(asked), "taxKnown", false) }),
    ...notSucceeded(asked, known).map(withTotal),
  ],
});

const verdictIs = (asked: EntryFilters, verdict: EntryVerdict) => only(asked, "report", [verdict]);

/** What is left out of refunds or disputes. An entry that cannot be read has no amount to say. */
function uncounted(asked: EntryFilters, kind: "refund" | "dispute") {
  const [entries, of] = kind === "refund" ? ["Refunds", "of"] : ["Disputes", "over"];
  const ofKind = { ...asked, kind: [kind] };
  return [
    { why: `${entries} that cannot be read: they add nothing`, filters: verdictIs(ofKind, "unreadable") },
    { why: `${entries} that have failed, are pending or are in review`, filters: verdictIs(ofKind, "not_succeeded"), measure: entryAmount },
    {
      why: `${entries} ${of} payments that have not succeeded: there is no revenue to take them from`,
      filters: verdictIs(ofKind, "payment_not_succeeded"),
      measure: entryAmount,
    },
  ];
}

const dateUnreadable = (counted: EntryFilters) => ({
  why: "The time of these cannot be read, so they count at the time of their payments",
  filters: only(counted, "problem", ["date"]),
  measure: entryAmount,
});

const ofEntries = (column: MoneyColumn, kind: "refund" | "dispute", options: Partial<ListNumberOptions<EntryList>>) =>
  listNumber<EntryList>({
    id: `report-${column}`,
    title: titleOf(moneyColumns[column].label),
    words: moneyColumns[column].words,
    unit: money,
    permission,
    source: entryRows,
    measure: entryAmount,
    scope: (asked) => ({ ...asked, kind: [kind] }),
    counted: (asked) => verdictIs({ ...asked, kind: [kind] }, "counts"),
    countedWords: kind === "refund" ? "Refunds that succeeded, of payments that succeeded" : "Disputes over payments that succeeded",
    leftOut: (asked) => uncounted(asked, kind),
    remarks: (counted) => [dateUnreadable(counted)],
    lacking: async (db) => ((await entriesAreComplete(db)) ? undefined : entriesIncomplete),
    ...options,
  });

const refunds = ofEntries("refunds", "refund", {});
const disputes = ofEntries("disputes", "dispute", {});
const lost = ofEntries("lost", "dispute", {
  title: titleOf("Disputes lost"),
  counted: (asked) => only(verdictIs({ ...asked, kind: ["dispute"] }, "counts"), "lost", true),
  countedWords: "Disputes lost or accepted, over payments that succeeded",
  leftOut: (asked) => [
    {
      why: "Disputes that are open, have expired, or ended without a loss",
      filters: only(verdictIs({ ...asked, kind: ["dispute"] }, "counts"), "lost", false),
      measure: entryAmount,
    },
    ...uncounted(asked, "dispute"),
  ],
});

/** Of two lists, so it is made of their explanations. Its parameters are those of payments. */
const net: ExplainedNumber = {
  id: "report-net",
  title: titleOf(moneyColumns.net.label),
  words: moneyColumns.net.words,
  unit: money,
  permission,
  async explain(db, asked): Promise<Explanation> {
    const params = entryParamsOf(asked.params);
    const [paid, refunded] = await Promise.all([gross.explain(db, asked), refunds.explain(db, { ...asked, params })]);
    return {
      ...paid,
      figures: difference(paid.figures, refunded.figures),
      terms: [
        { ...paid.counted, why: "Gross: payments that succeeded, at the time of the payment", sign: "+" },
        { ...refunded.counted, why: "Refunds that succeeded, at the time of the refund", sign: "−" },
      ],
      also: {
        all: { ...refunded.all, why: "All refunds of the scope" },
        counted: { ...refunded.counted, figures: difference([], refunded.figures) },
        leftOut: refunded.leftOut,
      },
      remarks: refunded.remarks,
      ...(refunded.lacking && { lacking: refunded.lacking }),
      unexplained: paid.unexplained + refunded.unexplained,
    };
  },
};

/** The same scope as a filter of refunds and disputes: their own time, the same payments. */
function entryParamsOf(params: URLSearchParams): URLSearchParams {
  const { createdAt, currency, product, country, method } = paymentList.parse(params).filters;
  return moneyEntryList.params({ ...moneyEntryList.defaults, filters: { at: createdAt, currency, product, country, method } });
}

function difference(from: readonly Figure[], taken: readonly Figure[]): Figure[] {
  const currencies = new Set([...from, ...taken].map(({ currency }) => currency));
  const of = (figures: readonly Figure[], currency: string | null) => figures.find((figure) => figure.currency === currency)?.value ?? 0;
  return [...currencies].sort().map((currency) => ({ currency, value: of(from, currency) - of(taken, currency) }));
}

const withoutSettled = ({ settled: _, ...asked }: PaymentFilters): PaymentFilters => asked;

const ofSettlements = (column: SettlementColumn, options: Partial<ListNumberOptions<PaymentList>>) =>
  listNumber<PaymentList>({
    id: `report-settlement-${column}`,
    title: `Settlements: ${settlementColumns[column].label.toLowerCase()}`,
    words: settlementColumns[column].words,
    unit: money,
    permission,
    source: settlements,
    measure: sumOf(sql`${payment.settlementAmount}`),
    // The currency says which payments count, not which there are.
    scope: withoutSettled,
    counted: settledPayments,
    countedWords: "Payments that succeeded and name a settlement amount",
    knownValues: { status: payment.status, settled: payment.settlementCurrency },
    leftOut: unsettled,
    ...options,
  });

function settledPayments(asked: PaymentFilters): PaymentFilters | undefined {
  return only(succeeded(asked), "hasSettlement", true);
}

/** Left out of settlements, without their amounts: those are in other currencies. */
function unsettled(asked: PaymentFilters, known: Known) {
  const scope = withoutSettled(asked);
  const others = (known.settled ?? []).filter((currency) => currency !== "" && asked.settled && !asked.settled.includes(currency));
  return [
    { why: "Payments that have succeeded, but name no settlement amount", filters: only(succeeded(scope), "hasSettlement", false) },
    {
      why: "Payments settled in another currency",
      filters: others.length > 0 ? only(settledPayments(scope), "settled", others) : undefined,
    },
    ...notSucceeded(scope, known),
  ];
}

const settlementTax = ofSettlements("tax", {
  measure: sumOf(sql`${payment.settlementTax}`),
  counted: (asked) => only(settledPayments(asked), "settlementTaxKnown", true),
  leftOut: (asked, known) => [
    {
      why: "Payments that were settled, but no tax of the settlement is known",
      filters: only(settledPayments(asked), "settlementTaxKnown", false),
    },
    ...unsettled(asked, known),
  ],
});

/** Every number of the money report, to be explained at `/numbers/report-…`. */
export const moneyNumbers: readonly ExplainedNumber[] = [
  ofPayments("payments", {}, { kind: "rows" }),
  gross,
  tax,
  refunds,
  disputes,
  lost,
  net,
  ofSettlements("payments", { unit: { kind: "rows" }, measure: undefined }),
  ofSettlements("gross", {}),
  settlementTax,
];
