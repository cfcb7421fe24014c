import type { MoneyCells, SettlementCells } from "./money-columns.ts";
import type { EntrySums, PaymentSums } from "./money-sums.server.ts";

/** The part of a line or a total that is of one product, country or method. */
export interface MoneyPart<Cells> {
  key: string;
  cells: Cells;
}

export interface MoneyLine<Cells> {
  cells: Cells;
  /** Together the line; empty where nothing is split. Those with the most first. */
  parts: MoneyPart<Cells>[];
}

interface Lines<Cells> {
  currency: string;
  /** One for each bucket, zeros where nothing happened. */
  lines: MoneyLine<Cells>[];
  total: MoneyLine<Cells>;
}
export type CurrencyLines = Lines<MoneyCells>;
export type SettlementLines = Lines<SettlementCells>;

const noMoney = (): MoneyCells => ({ payments: 0, gross: 0, tax: 0, refunds: 0, disputes: 0, lost: 0, net: 0 });
const noSettlement = (): SettlementCells => ({ payments: 0, gross: 0, tax: 0 });

interface Shape {
  /** How many lines. */
  buckets: number;
  split: boolean;
}

/** A number that falls into one cell of one line: what is added, where. */
interface Addition<Cells> {
  currency: string;
  /** From 1. */
  bucket: number;
  key: string;
  cells: Partial<Cells>;
}

/** The lines of each currency of payment; a currency that has only refunds or disputes in the time is there too. */
export function currencyLines(payments: readonly PaymentSums[], entries: readonly EntrySums[], shape: Shape): CurrencyLines[] {
  const additions = [
    ...payments.map(({ currency, bucket, key, payments, gross, tax }) => ({
      currency,
      bucket,
      key,
      cells: { payments, gross, tax, net: gross },
    })),
    ...entries.map(({ currency, bucket, key, kind, lost, amount }) => ({
      currency,
      bucket,
      key,
      cells: kind === "refund" ? { refunds: amount, net: -amount } : { disputes: amount, ...(lost && { lost: amount }) },
    })),
  ];
  return linesOf<MoneyCells>(additions, shape, noMoney);
}

/** The lines of each currency of settlement. */
export function settlementLines(payments: readonly PaymentSums[], shape: Shape): SettlementLines[] {
  const additions = payments
    .filter(({ settled }) => settled !== "none")
    .map(({ settled, bucket, key, payments, settlement, settlementTax }) => ({
      currency: settled,
      bucket,
      key,
      cells: { payments, gross: settlement, tax: settlementTax },
    }));
  return linesOf<SettlementCells>(additions, shape, noSettlement);
}

function linesOf<Cells extends { payments: number; gross: number }>(
  additions: readonly Addition<Cells>[],
  { buckets, split }: Shape,
  none: () => Cells,
): Lines<Cells>[] {
  const currencies = new Map<string, Lines<Cells>>();
  for (const { currency, bucket, key, cells } of additions) {
    let own = currencies.get(currency);
    if (!own) {
      const empty = (): MoneyLine<Cells> => ({ cells: none(), parts: [] });
      own = { currency, lines: Array.from({ length: buckets }, empty), total: empty() };
      currencies.set(currency, own);
    }
    for (const line of [own.lines[bucket - 1]!, own.total]) {
      add(line.cells, cells);
      if (split) add(partOf(line, key, none), cells);
    }
  }
  const lines = [...currencies.values()];
  for (const { lines: each, total } of lines) for (const line of [...each, total]) line.parts.sort(byWeight);
  return lines.sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function partOf<Cells>(line: MoneyLine<Cells>, key: string, none: () => Cells): Cells {
  let part = line.parts.find((one) => one.key === key);
  if (!part) {
    part = { key, cells: none() };
    line.parts.push(part);
  }
  return part.cells;
}

function byWeight(a: MoneyPart<{ gross: number }>, b: MoneyPart<{ gross: number }>): number {
  return b.cells.gross - a.cells.gross || (a.key < b.key ? -1 : 1);
}

function add(to: object, cells: object): void {
  const sums = to as Record<string, number>;
  for (const [name, value] of Object.entries(cells)) sums[name] = (sums[name] ?? 0) + Number(value);
}

/** The sum of one number of each row. */
export function addUp<Row>(rows: readonly Row[], value: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + value(row), 0);
}
