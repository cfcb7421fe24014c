import { z } from "zod";
import { decimalAmount, formatCount, formatMoney } from "../format.ts";

/**
 * What a file holds: how many rows, and what they come to by currency, never added across currencies. Money is in minor units; every sum is
 * a whole number below 2^53. `sums` is null for a list without money. Safe in a browser.
 */
export interface Figures {
  readonly rows: number;
  readonly sums: Readonly<Record<string, Readonly<Record<string, number>>>> | null;
}

/** One sum of a list with money. */
export interface SumColumn {
  readonly key: string;
  readonly label: string;
  /** False for a number of rows. */
  readonly isMoney: boolean;
}

/** Nothing added up yet. Without a prototype: a currency is any text, also "__proto__". */
export function noSums(): Record<string, Record<string, number>> {
  return Object.create(null);
}

const Shown = z.object({
  rows: z.number().int().min(0),
  sums: z.record(z.string().max(100), z.record(z.string().max(100), z.number().int())).nullable(),
});

/** The figures that a form carries; undefined for what is none. */
export function parseFigures(text: string | undefined): Figures | undefined {
  if (!text) return undefined;
  try {
    const parsed = Shown.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** The currencies of some figures, in order. */
export function currenciesOf({ sums }: Figures): string[] {
  return Object.keys(sums ?? {}).sort();
}

/** True when both say the same of every currency. */
export function sameFigures(one: Figures, other: Figures): boolean {
  if (one.rows !== other.rows) return false;
  const currencies = new Set([...currenciesOf(one), ...currenciesOf(other)]);
  return [...currencies].every((currency) => {
    const [a = {}, b = {}] = [one.sums?.[currency], other.sums?.[currency]];
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => a[key] === b[key]);
  });
}

/** `into` and `added` together. */
export function addFigures(into: Figures, added: Figures): Figures {
  const sums = noSums();
  for (const side of [into.sums, added.sums]) {
    for (const [currency, values] of Object.entries(side ?? {})) {
      const sum = sums[currency] ?? {};
      sums[currency] = sum;
      for (const [key, value] of Object.entries(values)) sum[key] = (sum[key] ?? 0) + value;
    }
  }
  return { rows: into.rows + added.rows, sums: into.sums === null && added.sums === null ? null : sums };
}

/** "3 rows; EUR: Rows 2, Total €12.00; JPY: …", for a line that says figures in words. */
export function figuresWords(figures: Figures, columns: readonly SumColumn[]): string {
  const parts = currenciesOf(figures).map((currency) => {
    const values = figures.sums![currency]!;
    const words = columns.map(({ key, label, isMoney }) => {
      const value = values[key] ?? 0;
      return `${label.toLowerCase()} ${isMoney ? `${decimalAmount(value, currency)}` : formatCount(value)}`;
    });
    return `${currency}: ${words.join(", ")}`;
  });
  return [`${formatCount(figures.rows)} ${figures.rows === 1 ? "row" : "rows"}`, ...parts].join("; ");
}

/** A sum as the page shows it. */
export function sumText(value: number, currency: string, { isMoney }: SumColumn): string {
  return isMoney ? formatMoney(value, currency) : formatCount(value);
}
