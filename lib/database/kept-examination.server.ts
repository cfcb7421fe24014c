import type { Database } from "../db/database.server.ts";
import { largestTables, type TableSize } from "./doctor-words.ts";
import { examine } from "./examine.server.ts";
import type { Finding } from "./finding.ts";

/** An examination that is younger is shown again: it reads much of the database, and several admins may look. */
const KEPT_MS = 60_000;
/** Also for who asks to look again, so that who asks twice in a row does not make the database be read twice. */
const KEPT_FROM_AGAIN_MS = 5_000;
/** For one count, of a page that somebody waits for. */
const SECONDS_A_COUNT = 5;
const MOST_SIZES = 15;

export interface KeptExamination {
  /** When it was over. */
  at: Date;
  /** `server_version_num`, such as 170002. */
  version: number;
  findings: readonly Omit<Finding, "steps">[];
  sizes: readonly TableSize[];
}

let latest: { at: number; result: Promise<KeptExamination>; isDone: boolean } | undefined;

export interface KeptOptions {
  /** Milliseconds to wait for an examination that is not over. */
  patience: number;
  /** True for who does not want to see what was found a minute ago. */
  again: boolean;
  /** As `examine` takes it. */
  url: string | undefined;
}

/**
 * The doctor's findings of the last minute, or those of an examination that begins now.
 *
 * @returns undefined where it takes longer: it goes on, and is there for who asks again
 */
export async function keptExamination(database: Database, { patience, again, url }: KeptOptions): Promise<KeptExamination | undefined> {
  if (!latest || (latest.isDone && Date.now() - latest.at > (again ? KEPT_FROM_AGAIN_MS : KEPT_MS))) latest = begin(database, url);
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  return Promise.race([latest.result, waited]).finally(() => clearTimeout(timer));
}

function begin(database: Database, url: string | undefined) {
  const made = { at: Date.now(), isDone: false, result: readNow(database, url) };
  made.result
    .then(() => {
      // Young is what was over a moment ago, not what was begun then.
      made.at = Date.now();
      made.isDone = true;
    })
    .catch(() => {
      // Whoever asked is told; the next one asks anew.
      if (latest === made) latest = undefined;
    });
  return made;
}

async function readNow(database: Database, url: string | undefined): Promise<KeptExamination> {
  const { findings, live } = await examine(database.db, { rows: true, secondsACount: SECONDS_A_COUNT, url });
  return {
    at: new Date(),
    version: live.version,
    findings: findings.map(({ steps: _steps, ...finding }) => finding),
    sizes: largestTables(live, MOST_SIZES),
  };
}
