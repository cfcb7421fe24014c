import { parseCsv } from "../list/parse-csv.ts";

/** A CSV export, taken apart. */
export interface ReadExport {
  header: string[];
  rows: string[][];
  /** What stands behind the rows, without the sums: "Rows" → "3". */
  facts: Map<string, string>;
  /** The sums by currency, each as its header names it; undefined where the file has none. */
  sums: Record<string, Record<string, string>> | undefined;
  last: string;
}

/** Reads a whole export; throws for a text that is no CSV. */
export async function readExportCsv(response: Response): Promise<ReadExport> {
  return takeApart(await response.text());
}

export function takeApart(text: string): ReadExport {
  const [header = [], ...records] = parseCsv(text.replace(/^\uFEFF/, ""));
  const isOurs = (record: string[]) => /^# /.test(record[0] ?? "");
  const begins = records.findIndex(isOurs);
  const [rows, ours] = [records.slice(0, begins), records.slice(begins)];
  const facts = new Map<string, string>();
  let names: string[] | undefined;
  const sums: Record<string, Record<string, string>> = {};
  for (const [first = "", ...cells] of ours.slice(0, -1)) {
    if (first === "# sums") names = cells;
    else if (first === "# sum") sums[cells[0]!] = Object.fromEntries(names!.slice(1).map((name, n) => [name, cells[n + 1]!]));
    else {
      const [, name, value] = /^# ([^:]+): (.*)$/s.exec(first) ?? [];
      facts.set(name ?? first, value ?? "");
    }
  }
  return { header, rows, facts, sums: names && sums, last: ours.at(-1)?.[0] ?? "" };
}
