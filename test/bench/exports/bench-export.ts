import pg from "pg";
import { takeApart } from "../../exports/csv-of.ts";
import type { BenchDatabase } from "../database.ts";
import { startSite } from "../site.ts";
import { readSlowly, takeExport } from "./take-export.ts";

/** How much of COPY's rate an export must reach, and what it may take of the server's memory. */
const LEAST_OF_COPY = 0.5;
const MOST_MB = 100;

export interface ExportRun {
  label: string;
  /** Rows a second. */
  perSecond: number;
  /** The same of COPY, run right before. */
  copy: number;
  ofCopy: number;
  /** Seconds of the server's processor time; NaN where the system does not tell. */
  cpu: number;
  mb: number;
  grownMb: number;
}

export interface ExportFigures {
  rows: number;
  runs: ExportRun[];
  slow: { label: string; grownMb: number }[];
}

/** So many times is a file taken; the best pair of COPY and export counts, for a machine's load may change between two of them. */
const PAIRS = 3;

const kinds = [
  { format: "csv", packing: "identity", label: "csv", limit: LEAST_OF_COPY },
  // What packing takes is the middleware's time, not the export's.
  { format: "csv", packing: "gzip", label: "csv, packed", limit: undefined },
  { format: "xlsx", packing: "identity", label: "xlsx", limit: undefined },
] as const;

/**
 * Takes every payment from a server of its own, as CSV, as CSV packed for the way, and as XLSX: rows a second beside what COPY needs for the
 * same rows, and by how much the server's process grows; then with a reader that hardly reads. The manifest must say what SQL does.
 */
export async function benchExport(database: BenchDatabase, quick: boolean): Promise<ExportFigures & { faults: string[] }> {
  const site = await startSite(database);
  const client = new pg.Client({ connectionString: database.url, options: "-c timezone=UTC" });
  await client.connect();
  const faults: string[] = [];
  try {
    const { rows: counted } = await client.query<{ rows: number }>("select count(*)::int as rows from payment");
    const rows = counted[0]!.rows;
    console.log(`\nExport of ${rows} payments, rows a second beside COPY of the same columns run right before`);
    // Small ones first, so that what is loaded once does not count.
    for (const format of ["csv", "xlsx"] as const) await takeExport(site, { format, packing: "identity", params: "id=none" });
    const figures: ExportFigures = { rows, runs: [], slow: [] };
    for (const { format, packing, label, limit } of kinds) {
      const pairs: ExportRun[] = [];
      for (let pair = 0; pair < (quick ? 1 : PAIRS); pair++) {
        const copy = rows / (await timeOfCopy(client));
        const { seconds, cpu, grownMb, bytes, end } = await takeExport(site, { format, packing });
        pairs.push({ label, perSecond: rows / seconds, copy, ofCopy: rows / seconds / copy, cpu, mb: bytes / 2 ** 20, grownMb });
        if (label === "csv" && pair === 0) faults.push(...(await manifestFaults(client, rows, end)));
      }
      const best = pairs.toSorted((one, other) => other.ofCopy - one.ofCopy)[0]!;
      const run = { ...best, grownMb: Math.max(...pairs.map((pair) => pair.grownMb)) };
      figures.runs.push(run);
      console.log(line(run, limit));
    }
    for (const format of ["csv", "xlsx"] as const) {
      const grownMb = await readSlowly(site, { format, packing: "identity" }, quick ? 5 : 20);
      figures.slow.push({ label: format, grownMb });
      console.log(`${format}, hardly read: the server grew by ${grownMb.toFixed(0)} MB ${grownMb < MOST_MB ? "ok" : "SHORT"}`);
    }
    return { ...figures, faults };
  } finally {
    await client.end();
    await site.stop();
  }
}

function line({ label, perSecond, copy, ofCopy, cpu, mb, grownMb }: ExportRun, limit: number | undefined): string {
  const verdict = limit === undefined ? "" : ofCopy >= limit ? " ok" : " SHORT";
  return (
    `${label.padEnd(12)} ${perSecond.toFixed(0)}, COPY ${copy.toFixed(0)}: ${ofCopy.toFixed(2)} of it${verdict}; ${mb.toFixed(0)} MB; ` +
    `${cpu.toFixed(1)} s of the server's processor; it grew by ${grownMb.toFixed(0)} MB ${grownMb < MOST_MB ? "ok" : "SHORT"}`
  );
}

/** Seconds that PostgreSQL itself needs to write what the file holds, in its order. */
async function timeOfCopy(client: pg.ClientBase): Promise<number> {
  const began = performance.now();
  await client.query(`copy (
    select id, created_at, status, currency, total_amount, refunded_amount, tax, settlement_currency, settlement_amount, payment_method,
      dispute_status, unreadable_entries, customer_name, customer_email, subscription_id, user_id
    from payment order by created_at desc, id desc) to '/dev/null' (format csv)`);
  return (performance.now() - began) / 1000;
}

/** What the manifest at the end of a file says otherwise than SQL does. */
async function manifestFaults(client: pg.ClientBase, rows: number, end: string): Promise<string[]> {
  const { sums, last } = takeApart(`header\r\n${end.slice(end.indexOf("# Export: "))}`);
  const { rows: inSql } = await client.query<Record<string, string>>(`
    select currency, count(*)::text as rows, sum(total_amount)::text as total,
      coalesce(sum(total_amount) filter (where status = 'succeeded'), 0)::text as gross,
      coalesce(sum(total_amount - refunded_amount) filter (where status = 'succeeded'), 0)::text as net
    from payment group by currency order by currency collate "C"`);
  const manifest = Object.entries(sums ?? {}).map(([currency, sum]) => ({
    ...{ currency, rows: sum.rows, total: sum.total_minor_units, gross: sum.gross_minor_units, net: sum.net_minor_units },
  }));
  const same = JSON.stringify(manifest) === JSON.stringify(inSql) && last === `# complete: ${rows} rows`;
  return same ? [] : [`the manifest of the export differs from SQL: ${last} ${JSON.stringify([manifest, inSql])}`];
}
