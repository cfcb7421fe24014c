import { type SQL, sql } from "drizzle-orm";
import { payment } from "../db/schema.ts";
import { paymentStatus } from "../db/values.ts";
import type { FilterValues } from "../list/list-spec.ts";
import { NO_STATUS, type paymentList } from "../payments/payment.ts";
import { statusLabel } from "../status-labels.ts";
import type { ExplainedNumber } from "./explained-number.ts";
import { type ListNumberOptions, listNumber } from "./list-number.server.ts";
import { only } from "./narrow.ts";
import { type NumberId, numberWords } from "./number-words.ts";
import { paymentRows } from "./sources.server.ts";

type PaymentFilters = (typeof paymentList)["filters"];
type Asked = FilterValues<PaymentFilters>;

const sumOf = (amount: SQL) => (rows: SQL) => sql`coalesce(sum(${amount}) filter (where ${rows}), 0)::float8`;
const total = sumOf(sql`${payment.totalAmount}`);
const refundedAmount = sumOf(sql`${payment.refundedAmount}`);
const net = sumOf(sql`(${payment.totalAmount} - ${payment.refundedAmount})`);

const succeeded = (asked: Asked | undefined) => only(asked, "status", ["succeeded"]);

/** Why a payment of another status is no revenue. */
function statusReason(status: string): string {
  if (status === NO_STATUS) return "No status was ever reported";
  if (!(paymentStatus as readonly string[]).includes(status))
    return `Its status is ${statusLabel("payment", status)}, which is none of Dodo Payments' own`;
  return `Its status is ${statusLabel("payment", status).toLowerCase()}, not succeeded`;
}

/** The payments of each status that is not succeeded, also of those that nobody listed. */
function otherStatuses(asked: Asked, known: Readonly<Record<string, readonly string[]>>) {
  const others = new Set(
    [...paymentStatus, ...(known.status ?? []), NO_STATUS].filter((status) => status !== "succeeded" && status !== ""),
  );
  return [...others].map((status) => ({ why: statusReason(status), filters: only(asked, "status", [status]) }));
}

const unreadable = (counted: Asked) => ({
  why: "A refund or dispute of these cannot be read: a refund among them takes nothing off, until its entry is put right",
  filters: only(counted, "unreadable", true),
  measure: total,
  figureWords: "total amount",
});

const of = (id: NumberId, options: Omit<ListNumberOptions<PaymentFilters>, "id" | "title" | "words" | "unit" | "permission" | "source">) =>
  listNumber({ id, ...numberWords[id], permission: "payments:read", source: paymentRows, ...options });

const ofSucceeded = {
  counted: succeeded,
  countedWords: "Succeeded payments",
  knownValues: { status: payment.status },
  leftOut: (asked: Asked, known: Readonly<Record<string, readonly string[]>>) =>
    otherStatuses(asked, known).map((part) => ({ ...part, measure: total, figureWords: "total amount" })),
};

export const paymentNumbers: readonly ExplainedNumber[] = [
  of("net-revenue", {
    ...ofSucceeded,
    measure: net,
    terms: (counted) => [
      { sign: "+", why: "Gross: the total amounts of succeeded payments", filters: counted, measure: total },
      { sign: "−", why: "Their succeeded refunds", filters: only(counted, "refunded", true), measure: refundedAmount },
    ],
    remarks: (counted) => [unreadable(counted)],
  }),
  of("gross-revenue", { ...ofSucceeded, measure: total }),
  of("refunded", {
    ...ofSucceeded,
    counted: (asked) => only(succeeded(asked), "refunded", true),
    countedWords: "Succeeded payments with a succeeded refund",
    measure: refundedAmount,
    leftOut: (asked, known) => [
      { why: "Nothing of it was refunded", filters: only(succeeded(asked), "refunded", false) },
      ...otherStatuses(asked, known).map((part) => ({ ...part, measure: refundedAmount, figureWords: "refunded" })),
    ],
    remarks: (counted) => [unreadable(counted)],
  }),
  of("payments-succeeded", { ...ofSucceeded, leftOut: otherStatuses }),
  of("payments", { countedWords: "Payments of every status" }),
];
