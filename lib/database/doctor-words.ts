import { formatBytes, formatCount } from "../format.ts";
import type { Catalog } from "./catalog.ts";
import { type Finding, type Verdict, worst } from "./finding.ts";

/** What a verdict is called, over the lines that have it. */
export const verdictTitles: Readonly<Record<Verdict, string>> = {
  stops: "Purser does not work with",
  missing: "Missing; db:adopt adds it",
  limited: "Purser works, but not everything does",
  works: "Different, and Purser works with it",
};

/** What all findings come to, in a sentence. */
export function summaryOf(findings: readonly Finding[]): string {
  switch (worst(findings)) {
    case "stops":
      return "Purser does not work with this database as it is.";
    case "missing":
      return "Purser works with this database once db:adopt has added what is missing.";
    case "limited":
      return "Purser works with this database, but not everything does.";
    default:
      return "Purser works with this database.";
  }
}

/** A line of the doctor's, without its verdict. */
export function findingLine({ about, says, feature }: Finding): string {
  return `${about}: ${says}${feature ? ` What does not work: ${feature}.` : ""}`;
}

export interface TableSize {
  name: string;
  /** As the planner last counted them; null where it has not counted yet. */
  rows: number | null;
  bytes: number;
}

/** The tables that take the most room, the largest first. */
export function largestTables(live: Catalog, most: number): TableSize[] {
  return [...live.tables.values()]
    .filter(({ kind }) => kind === "table")
    .map(({ name, rows, bytes }) => ({ name, rows, bytes }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, most);
}

/** "message: 8,000,000 rows, 9.1 GB". */
export function sizeLine({ name, rows, bytes }: TableSize): string {
  return `${name}: ${rows === null ? "rows not counted yet" : `${formatCount(rows)} rows`}, ${formatBytes(bytes)}`;
}
