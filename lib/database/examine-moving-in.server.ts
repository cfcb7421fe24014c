import type { Db } from "../db/database.server.ts";
import { databaseErrorCode } from "../db/database-errors.ts";
import { keepProductTriggersOut } from "../db/fill-payment-columns.server.ts";
import type { Catalog } from "./catalog.ts";
import { type ClosedOut, closedOut, closedOutFinding } from "./closed-out.server.ts";
import type { Finding, Step } from "./finding.ts";
import { missingRights, wordsOfMissing } from "./missing-rights.server.ts";
import { type Publication, publicationFinding, publications } from "./publications.server.ts";
import { runsAs } from "./runs-as.server.ts";

/** What is in the way of `db:adopt` itself, and as whom it runs. */
export interface MovingIn {
  /** The role whose place is taken for the steps; undefined: that of the connection. */
  owner: string | undefined;
  /** What may not be done of the steps, in words; undefined where all may. */
  lacking: string | undefined;
  /** Why the product's own triggers would run where its rows are filled, in words; undefined where none would. */
  triggersRun: string | undefined;
  /** Publications whose subscribers stop unless they are prepared. */
  publications: readonly Publication[];
  /** Who reads every table but those that the steps make. */
  closedOut: readonly ClosedOut[];
  findings: readonly Finding[];
}

export interface Planned {
  steps: readonly Step[];
  /** Whether migrations are to be noted as done. */
  notes: boolean;
  unfinished: readonly string[];
  live: Catalog;
  /** The names of all tables that Purser reads. */
  tables: readonly string[];
}

/** Asks, before anything is changed, what would stop `db:adopt` on its way, or the product behind it. */
export async function examineMovingIn(db: Db, { steps, notes, unfinished, live, tables }: Planned): Promise<MovingIn> {
  if (steps.length === 0 && !notes && unfinished.length === 0) return NOTHING_PLANNED;
  const runner = steps.length > 0 || notes ? await runsAs(db, tables) : NOTHING_PLANNED;
  const rights = await missingRights(db, steps, notes, runner.owner);
  const lacking = rights.length > 0 ? wordsOfMissing(rights, runner.owner) : undefined;
  const triggersRun = fillsPayment(steps, unfinished) ? await whyTriggersRun(db) : undefined;
  const published = await publications(db, steps, live.version, notes);
  const closed = await closedOut(db, steps, notes, runner.owner);
  const findings: Finding[] = [...published.map(publicationFinding), ...closed.map(closedOutFinding)];
  const about = "role of this connection";
  if (lacking !== undefined) findings.push({ about, verdict: "limited", feature: "db:adopt", says: `For what is missing, ${lacking}` });
  else findings.push(...runner.findings);
  if (rights.every(({ remedy }) => remedy !== null) && triggersRun !== undefined) {
    findings.push({ about: "triggers on payment", verdict: "limited", feature: "db:adopt --apply by itself", says: `${triggersRun}.` });
  }
  return { owner: runner.owner, lacking, triggersRun, publications: published, closedOut: closed, findings };
}

/** Where nothing is to be done, or may be. */
export const NOTHING_PLANNED: MovingIn = {
  ...{ owner: undefined, lacking: undefined, triggersRun: undefined },
  ...{ publications: [], closedOut: [], findings: [] },
};

const fillsPayment = (steps: readonly Step[], unfinished: readonly string[]) =>
  unfinished.includes("payment") ||
  steps.some(({ statements }) => statements.some((statement) => statement.includes("public.backfill (name) values ('payment')")));

async function whyTriggersRun(db: Db): Promise<string | undefined> {
  try {
    return await db.transaction(keepProductTriggersOut);
  } catch (error) {
    // A role that may not read payment is told so elsewhere.
    if (databaseErrorCode(error) === "42501") return undefined;
    throw error;
  }
}
