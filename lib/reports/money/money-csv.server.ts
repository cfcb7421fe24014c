import type { CsvColumn } from "../../list/csv.server.ts";
import { moneyColumns } from "../../list/money-columns.server.ts";
import { keyName } from "./key-names.server.ts";
import { type LeftOutRows, leftOutOf } from "./left-out.ts";
import type { MoneyCells, SettlementCells } from "./money-columns.ts";
import type { MoneyLine } from "./money-lines.ts";
import type { MoneyBucket, MoneyQuery } from "./money-query.ts";
import type { MoneyReport } from "./money-report.server.ts";

/** One line of the report's file: of its tables, or of what they leave out. */
export type MoneyCsvRow = TableRow | LeftOutRow;

interface TableRow {
  part: "payments" | "settlements";
  bucket: MoneyBucket;
  currency: string;
  /** The product, country or method that the line is of; null where nothing is split. */
  key: string | null;
  cells: MoneyCells | SettlementCells;
}

interface LeftOutRow {
  part: "left_out";
  /** Of the whole report. */
  bucket: MoneyBucket;
  currency: string | null;
  leftOut: LeftOutRows;
}

interface Table {
  part: TableRow["part"];
  currency: string;
  lines: readonly MoneyLine<MoneyCells | SettlementCells>[];
}

/**
 * The report as a file has it: split ones without the sums over their parts, so that a column can be added up. What the report leaves out
 * stands at the end, in columns of its own, since the file may be all that somebody has.
 */
export function moneyCsvRows(report: MoneyReport, { split }: Pick<MoneyQuery, "split">): MoneyCsvRow[] {
  const { buckets, currencies, settlements, range } = report;
  const tables: Table[] = [
    ...currencies.map(({ currency, lines }): Table => ({ part: "payments", currency, lines })),
    ...settlements.map(({ currency, lines }): Table => ({ part: "settlements", currency, lines })),
  ];
  const rows = tables.flatMap(({ part, currency, lines }) =>
    lines.flatMap((line, index): MoneyCsvRow[] => {
      const row = { part, bucket: buckets[index]!, currency };
      return split ? line.parts.map((own) => ({ ...row, ...own })) : [{ ...row, key: null, cells: line.cells }];
    }),
  );
  const leftOut = leftOutOf(report).map(
    (rows): MoneyCsvRow => ({ part: "left_out", bucket: range, currency: rows.currency, leftOut: rows }),
  );
  return [...rows, ...leftOut];
}

const amountColumns = ["gross", "tax", "refunds", "disputes", "lost", "net"] as const;

/** Amounts in minor units, and as decimals beside them. Settlements have no refunds, disputes and net. */
export function moneyCsv({ split }: Pick<MoneyQuery, "split">, zone: string): readonly CsvColumn<MoneyCsvRow>[] {
  const currencyOf = (row: MoneyCsvRow) => row.currency;
  const parts: CsvColumn<MoneyCsvRow>[] = split
    ? [
        { header: split, value: keyOf },
        {
          header: `${split}_name`,
          value(row) {
            const key = keyOf(row);
            return key && keyName(split, key);
          },
        },
      ]
    : [];
  return [
    { header: "part", value: (row) => row.part },
    { header: `first_day (${zone})`, value: (row) => row.bucket.from },
    { header: `last_day (${zone})`, value: (row) => row.bucket.to },
    { header: "currency", value: currencyOf },
    ...parts,
    { header: "payments", value: (row) => ("cells" in row ? row.cells.payments : null) },
    ...amountColumns.flatMap((column) => moneyColumns(column, (row: MoneyCsvRow) => amountOf(row, column), currencyOf)),
    { header: "left_out_of", value: (row) => leftOutIn(row)?.of },
    { header: "left_out_because", value: (row) => leftOutIn(row)?.why },
    { header: "left_out_rows", value: (row) => leftOutIn(row)?.count },
    ...moneyColumns("left_out_amount", (row: MoneyCsvRow) => leftOutIn(row)?.amount ?? null, currencyOf),
  ];
}

const keyOf = (row: MoneyCsvRow): string | null => ("key" in row ? row.key : null);
const leftOutIn = (row: MoneyCsvRow): LeftOutRows | undefined => ("leftOut" in row ? row.leftOut : undefined);

function amountOf(row: MoneyCsvRow, column: (typeof amountColumns)[number]): number | null {
  return "cells" in row && column in row.cells ? (row.cells as MoneyCells)[column] : null;
}
