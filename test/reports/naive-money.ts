import { dayOf } from "../../lib/list/day.ts";
import type { MoneyCells } from "../../lib/reports/money/money-columns.ts";
import type { MoneyBucket, MoneySplit } from "../../lib/reports/money/money-query.ts";
import { type Plans, plansAtFirst, type RandomPayment } from "./random-money.ts";

/** A refund or dispute that counts, as the definitions say it, read from the JSON again. */
interface Counted {
  kind: "refund" | "dispute";
  day: string;
  amount: number;
  lost: boolean;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** The text of a JSON string or number, which is what the database reads. */
const textOf = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value) : null);

function timeOf(value: unknown): Date | undefined {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return undefined;
  const time = new Date(value);
  // JavaScript takes the 31st of February for a day in March.
  const written = Date.parse(`${value.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(time.getTime()) || new Date(written).toISOString().slice(0, 10) !== value.slice(0, 10)) return undefined;
  return time;
}

function countedEntries(made: RandomPayment, zone: string): Counted[] {
  if (made.status !== "succeeded") return [];
  const inCurrency = (entry: Record<string, unknown>) => {
    const currency = textOf(entry.currency);
    return currency === null || currency.toUpperCase() === made.currency.toUpperCase();
  };
  const dayOfEntry = (entry: Record<string, unknown>) => dayOf(timeOf(entry.created_at) ?? made.createdAt, zone);
  const refunds = (Array.isArray(made.refunds) ? made.refunds : []).filter(isObject).flatMap((entry): Counted[] => {
    if (entry.status !== "succeeded" || !inCurrency(entry)) return [];
    const amount = entry.amount ?? (entry.is_partial === false ? made.totalAmount : null);
    if (typeof amount !== "number" || !Number.isInteger(amount) || amount < 0) return [];
    return [{ kind: "refund", day: dayOfEntry(entry), amount, lost: false }];
  });
  const disputes = (Array.isArray(made.disputes) ? made.disputes : []).filter(isObject).flatMap((entry): Counted[] => {
    const status = textOf(entry.dispute_status);
    const amount = textOf(entry.amount);
    if (status === null || amount === null || !/^\d{1,12}$/.test(amount) || !inCurrency(entry)) return [];
    const lost = status === "dispute_lost" || status === "dispute_accepted";
    return [{ kind: "dispute", day: dayOfEntry(entry), amount: Number(amount), lost }];
  });
  return [...refunds, ...disputes];
}

/** The product, country or method of a payment, as the report says them in words. */
export function keyOf(made: RandomPayment, split: MoneySplit, plans: Plans = plansAtFirst): string {
  if (split === "method") return made.paymentMethod || "none";
  if (split === "country") {
    const country = isObject(made.billing) ? made.billing.country : null;
    return typeof country === "string" && /^[A-Za-z]{2}$/.test(country) ? country.toUpperCase() : "none";
  }
  const cart = (Array.isArray(made.productCart) ? made.productCart : []).filter(isObject);
  const products = cart.flatMap(({ product_id: id }) => (/^[A-Za-z0-9_.:-]{1,128}$/.test(textOf(id) ?? "") ? [textOf(id)!] : []));
  const different = [...new Set(products)];
  if (different.length > 1) return "several";
  return different[0] ?? plans[made.subscriptionId ?? ""] ?? "none";
}

/** What a cell of the report must hold, added up payment by payment. */
export function naiveCells(payments: readonly RandomPayment[], zone: string, { from, to }: MoneyBucket): MoneyCells {
  const isIn = (day: string) => from <= day && day <= to;
  const cells: MoneyCells = { payments: 0, gross: 0, tax: 0, refunds: 0, disputes: 0, lost: 0, net: 0 };
  for (const made of payments) {
    if (made.status === "succeeded" && isIn(dayOf(made.createdAt, zone))) {
      cells.payments += 1;
      cells.gross += made.totalAmount;
      cells.tax += made.tax ?? 0;
    }
    for (const { kind, day, amount, lost } of countedEntries(made, zone)) {
      if (!isIn(day)) continue;
      if (kind === "refund") cells.refunds += amount;
      else cells.disputes += amount;
      if (lost) cells.lost += amount;
    }
  }
  cells.net = cells.gross - cells.refunds;
  return cells;
}
