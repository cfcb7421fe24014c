import type { RolledEntriesBy } from "../../rollups/entry-rows.ts";
import type { RolledPaymentsBy } from "../../rollups/payment-rows.ts";
import type { MoneyCells, SettlementCells } from "./money-columns.ts";

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

/** The lines of each currency of payment; a currency that has only refunds or disputes in the time is there too. */
export function currencyLines(payments: readonly RolledPaymentsBy[], entries: readonly RolledEntriesBy[], shape: Shape): CurrencyLines[] {
  const lines = newLines<MoneyCells>(shape, noMoney);
  for (const row of payments) {
    for (const cells of lines.cellsOf(row.currency, row)) {
      cells.payments += row.payments;
      cells.gross += row.gross;
      cells.tax += row.tax;
      cells.net += row.gross;
    }
  }
  for (const row of entries) {
    for (const cells of lines.cellsOf(row.currency, row)) {
      if (row.kind === "refund") {
        cells.refunds += row.amount;
        cells.net -= row.amount;
      } else {
        cells.disputes += row.amount;
        if (row.lost) cells.lost += row.amount;
      }
    }
  }
  return lines.sorted();
}

/** The lines of each currency of settlement. */
export function settlementLines(payments: readonly RolledPaymentsBy[], shape: Shape): SettlementLines[] {
  const lines = newLines<SettlementCells>(shape, noSettlement);
  for (const row of payments) {
    if (row.settled === "none") continue;
    for (const cells of lines.cellsOf(row.settled, row)) {
      cells.payments += row.payments;
      cells.gross += row.settlement;
      cells.tax += row.settlementTax;
    }
  }
  return lines.sorted();
}

/** Lines that are still added to. */
function newLines<Cells extends { gross: number }>({ buckets, split }: Shape, none: () => Cells) {
  const currencies = new Map<string, Lines<Cells>>();
  const parts = new Map<MoneyLine<Cells>, Map<string, Cells>>();
  const partOf = (line: MoneyLine<Cells>, key: string): Cells => {
    const own = parts.get(line)!;
    let cells = own.get(key);
    if (!cells) {
      cells = none();
      own.set(key, cells);
      line.parts.push({ key, cells });
    }
    return cells;
  };
  const empty = (): MoneyLine<Cells> => {
    const line = { cells: none(), parts: [] };
    parts.set(line, new Map());
    return line;
  };
  return {
    /** The cells that a row is part of: its line, the total, and the part of each. */
    cellsOf(currency: string, { bucket, value }: { bucket: number; value: string }): Cells[] {
      let own = currencies.get(currency);
      if (!own) {
        own = { currency, lines: Array.from({ length: buckets }, empty), total: empty() };
        currencies.set(currency, own);
      }
      const line = own.lines[bucket]!;
      const cells = [line.cells, own.total.cells];
      return split ? [...cells, partOf(line, value), partOf(own.total, value)] : cells;
    },
    sorted(): Lines<Cells>[] {
      for (const line of parts.keys()) line.parts.sort(byWeight);
      return [...currencies.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
    },
  };
}

function byWeight(a: MoneyPart<{ gross: number }>, b: MoneyPart<{ gross: number }>): number {
  return b.cells.gross - a.cells.gross || (a.key < b.key ? -1 : 1);
}

/** The sum of one number of each row. */
export function addUp<Row>(rows: readonly Row[], value: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + value(row), 0);
}
