import type { CopyState } from "../db/database.server.ts";
import { decimalAmount, formatDateTime } from "../format.ts";
import type { CellValue } from "../list/cell.ts";
import { scopeLabel } from "./export-run.ts";
import type { AskedList } from "./exported-list.server.ts";
import { currenciesOf, type Figures, figuresWords, type SumColumn, sameFigures } from "./figures.ts";

/** What a file says of itself at its end, so that it can be checked without this dashboard. */
export interface Manifest {
  /** In order, each a name and what it is. */
  readonly facts: readonly (readonly [string, string | number])[];
  /** The sums by currency as a table with a header; empty for a list without money. */
  readonly sums: readonly (readonly CellValue[])[];
}

/** What every file of one export says of itself, whatever its format. */
export interface ManifestInput {
  readonly id: string;
  readonly asked: AskedList;
  readonly columns: readonly string[];
  readonly zone: string;
  readonly snapshotAt: Date;
  /** How far the replica was that the rows come from, if they do. */
  readonly replica?: CopyState | undefined;
  readonly staff: { readonly name: string; readonly email: string };
  /** The figures that were shown before the export was asked for; undefined where none were. */
  readonly shown: Figures | undefined;
}

/** The manifest of a file that holds `figures`. */
export function manifestOf(input: ManifestInput, figures: Figures): Manifest {
  const { asked, shown, zone, snapshotAt, replica } = input;
  const { sums, list } = asked;
  return {
    facts: [
      ["Export", input.id],
      ["List", list.name],
      ["Scope", scopeLabel[asked.scope]],
      ["Filter", asked.words.join("; ") || "none"],
      ["Parameters", asked.params.toString() || "none"],
      ["Order", asked.order],
      ["Columns", input.columns.length],
      ["Reporting time zone", zone],
      ["Snapshot", `${instantWords(snapshotAt, zone)}${replica ? ", of a replica" : ""}`],
      ...(replica ? [["Replica", replicaWords(replica, zone)] as const] : []),
      ["Exported by", `${input.staff.name} <${input.staff.email}>`],
      ["Rows", figures.rows],
      ...(shown && !sameFigures(shown, figures)
        ? ([
            ["Shown before the export", figuresWords(shown, sums)],
            ["In this file", figuresWords(figures, sums)],
          ] as const)
        : []),
    ],
    sums: sums.length > 0 ? [headerOf(sums), ...currenciesOf(figures).map((currency) => sumsRow(currency, figures, sums))] : [],
  };
}

function instantWords(at: Date, zone: string): string {
  return `${at.toISOString()} (${formatDateTime(at, zone, { seconds: true })} ${zone})`;
}

function replicaWords({ lastChange }: CopyState, zone: string): string {
  return lastChange
    ? `had every change until ${instantWords(lastChange, zone)}; later ones may be missing`
    : "may have been behind the database: the latest changes may be missing";
}

function headerOf(sums: readonly SumColumn[]): string[] {
  return ["currency", ...sums.flatMap(({ key, isMoney }) => (isMoney ? [`${key}_minor_units`, key] : [key]))];
}

function sumsRow(currency: string, figures: Figures, sums: readonly SumColumn[]): CellValue[] {
  const values = figures.sums?.[currency] ?? {};
  return [
    currency,
    ...sums.flatMap(({ key, isMoney }): CellValue[] => {
      const value = values[key] ?? 0;
      return isMoney ? [value, { decimal: decimalAmount(value, currency) }] : [value];
    }),
  ];
}

/** The sentence that makes a file whole; the last of every file. A cut file does not have it. */
export function completeWords(figures: Figures): string {
  return `complete: ${figures.rows} rows`;
}
