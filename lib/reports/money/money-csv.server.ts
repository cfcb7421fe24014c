import type { CsvColumn } from "../../list/csv.server.ts";
import { moneyColumns } from "../../list/money-columns.server.ts";
import { keyName } from "./key-names.server.ts";
import type { MoneyCells, SettlementCells } from "./money-columns.ts";
import type { MoneyLine } from "./money-lines.ts";
import type { MoneyBucket, MoneyQuery } from "./money-query.ts";
import type { MoneyReport } from "./money-report.server.ts";

/** One line of the report's file. */
export interface MoneyCsvRow {
  part: "payments" | "settlements";
  bucket: MoneyBucket;
  currency: string;
  /** The product, country or method that the line is of; null where nothing is split. */
  key: string | null;
  cells: MoneyCells | SettlementCells;
}

interface Table {
  part: MoneyCsvRow["part"];
  currency: string;
  lines: readonly MoneyLine<MoneyCells | SettlementCells>[];
}

/** The report as a file has it: split ones without the sums over their parts, so that a column can be added up. */
export function moneyCsvRows({ buckets, currencies, settlements }: MoneyReport, { split }: Pick<MoneyQuery, "split">): MoneyCsvRow[] {
  const tables: Table[] = [
    ...currencies.map(({ currency, lines }): Table => ({ part: "payments", currency, lines })),
    ...settlements.map(({ currency, lines }): Table => ({ part: "settlements", currency, lines })),
  ];
  return tables.flatMap(({ part, currency, lines }) =>
    lines.flatMap((line, index): MoneyCsvRow[] => {
      const row = { part, bucket: buckets[index]!, currency };
      return split ? line.parts.map((own) => ({ ...row, ...own })) : [{ ...row, key: null, cells: line.cells }];
    }),
  );
}

const amountColumns = ["gross", "tax", "refunds", "disputes", "lost", "net"] as const;

/** Amounts in minor units, and as decimals beside them. Settlements have no refunds, disputes and net. */
export function moneyCsv({ split }: Pick<MoneyQuery, "split">, zone: string): readonly CsvColumn<MoneyCsvRow>[] {
  const currencyOf = (row: MoneyCsvRow) => row.currency;
  const parts: CsvColumn<MoneyCsvRow>[] = split
    ? [
        { header: split, value: (row) => row.key },
        { header: `${split}_name`, value: (row) => row.key && keyName(split, row.key) },
      ]
    : [];
  return [
    { header: "part", value: (row) => row.part },
    { header: `first_day (${zone})`, value: (row) => row.bucket.from },
    { header: `last_day (${zone})`, value: (row) => row.bucket.to },
    { header: "currency", value: currencyOf },
    ...parts,
    { header: "payments", value: (row) => row.cells.payments },
    ...amountColumns.flatMap((column) => moneyColumns(column, (row: MoneyCsvRow) => amountOf(row, column), currencyOf)),
  ];
}

function amountOf({ cells }: MoneyCsvRow, column: (typeof amountColumns)[number]): number | null {
  return column in cells ? (cells as MoneyCells)[column] : null;
}
