import pg from "pg";
import type { BenchDatabase } from "../database.ts";
import { rowsByTable } from "../machine.ts";
import { lookUpFacts } from "../pages/facts.ts";
import { otherPages } from "../pages/other-pages.ts";
import type { Recorder } from "../pages/recorder.ts";
import { startSite } from "../site.ts";
import { isRead } from "../statements.ts";
import { addressesOf } from "./addresses.ts";
import { explain, type Plan } from "./explain.ts";

/** A statement that reads more than it should, or takes longer. */
export interface PlanFinding {
  path: string;
  text: string;
  scans: string[];
  timedOut: boolean;
}

export interface PlanFigures {
  addresses: number;
  statements: number;
  findings: PlanFinding[];
  /** How many begin to read a large table from one end and stop soon, as a capped count does. */
  stopped: number;
}

interface Wanted {
  database: BenchDatabase;
  recorder: Recorder;
  words: readonly string[];
  /** Filters and searches in the list's own order alone. */
  quick: boolean;
  /** Prints every plan. */
  showAll: boolean;
}

/**
 * Explains each statement that the lists send, in every order, with every filter and search, and those of the other pages: as it ran, with its
 * parameters. Prints those that read a large table from end to end.
 */
export async function benchPlans({ database, recorder, words, quick, showAll }: Wanted): Promise<PlanFigures & { faults: string[] }> {
  const site = await startSite(database);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const faults: string[] = [];
  const findings: PlanFinding[] = [];
  const seen = new Set<string>();
  let stopped = 0;
  try {
    const tables = await rowsByTable(client);
    const facts = await lookUpFacts(client);
    const addresses = [...addressesOf(facts, { everyOrder: !quick }), ...otherPages(facts).map(({ path }) => path)].filter(
      (address) => words.length === 0 || words.some((word) => address.includes(word)),
    );
    console.log(`\nPlans of ${addresses.length} addresses`);
    for (const path of addresses) {
      try {
        const { statements } = await recorder.record(path, site);
        for (const statement of statements.filter(isRead)) {
          const key = JSON.stringify(statement);
          if (seen.has(key)) continue;
          seen.add(key);
          const plan = await explain(recorder.pool, statement, tables);
          if (plan.stopped.length > 0) stopped++;
          const isFinding = plan.scans.length > 0 || plan.timedOut;
          if (isFinding) findings.push({ path, text: plan.text, scans: plan.scans, timedOut: plan.timedOut });
          if (isFinding || showAll) print(path, plan);
        }
      } catch (error) {
        faults.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
        console.log(`FAILED ${faults.at(-1)}`);
      }
    }
    const [bad, paths] = [findings.length, [...new Set(findings.map(({ path }) => path))]];
    console.log(
      `${bad === 0 ? "None" : bad} of ${seen.size} statements of ${addresses.length} addresses ${bad === 1 ? "reads" : "read"} a large table from end to end, or took ` +
        `too long${bad > 0 ? `: ${paths.join("  ")}` : ""}; ${stopped} begin to and stop soon, as capped counts do`,
    );
    return { addresses: addresses.length, statements: seen.size, findings, stopped, faults };
  } finally {
    await client.end();
    await site.stop();
  }
}

function print(path: string, { text, lines, scans, timedOut }: Plan): void {
  console.log(`${path}${scans.length > 0 ? `  FULL SCAN of ${scans.join(", ")}` : ""}${timedOut ? "  TIMED OUT" : ""}`);
  console.log(`    ${text.slice(0, 400)}`);
  console.log(lines.map((line) => `        ${line}`).join("\n"));
}
