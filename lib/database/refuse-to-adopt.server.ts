import type { Db } from "../db/database.server.ts";
import { refuseHiddenRows } from "../db/refuse-hidden-rows.server.ts";
import type { Examination } from "./examine.server.ts";
import { type Finding, worst } from "./finding.ts";

export interface Allowed {
  /** Lets the product's own triggers run where rows of its own get values in Purser's columns, and the role may not keep them out. */
  letProductTriggersRun?: boolean;
  /** Says that the subscribers of the product's publications have been given what they will be sent. */
  subscribersAreReady?: boolean;
}

/** Moving in is refused: the database has something that Purser does not work with. Nothing was changed. */
export class CannotAdopt extends Error {
  readonly stops: readonly Finding[];

  constructor(stops: readonly Finding[]) {
    super(`Purser does not work with this database: ${stops.map(({ about, says }) => `${about}: ${says}`).join("\n")}`);
    this.name = "CannotAdopt";
    this.stops = stops;
  }
}

/**
 * Refuses to move in where that would be left half done, or would stop the product or what follows it.
 *
 * @throws CannotAdopt, or Error of one line that says what would do, before anything is changed
 */
export async function refuseToAdopt(
  db: Db,
  { findings, steps, noted, unfinished, movingIn }: Examination,
  allowed: Allowed,
): Promise<void> {
  if (worst(findings) === "stops") throw new CannotAdopt(findings.filter(({ verdict }) => verdict === "stops"));
  const { lacking, triggersRun, publications } = movingIn;
  if (lacking !== undefined) throw new Error(`For what moving in takes, ${lacking} ${NOTHING_CHANGED}`);
  const followed = publications.filter(({ slots }) => slots.length > 0);
  if (followed.length > 0 && !allowed.subscribersAreReady) {
    throw new Error(
      `Subscribers of ${followed.map(({ name }) => name).join(", ")} (slots: ${followed[0]!.slots.join(", ")}) would stop at the first row that has what db:adopt adds. The plan lists what to give each of them first; then: npm run db:adopt -- --apply --subscribers-are-ready. ${NOTHING_CHANGED}`,
    );
  }
  if (triggersRun !== undefined && !allowed.letProductTriggersRun) throw new Error(`${triggersRun}. ${NOTHING_CHANGED}`);
  // A new trigger's tables are filled anew.
  const isToBeFilled = noted === 0 || unfinished.length > 0 || steps.some(({ phase }) => phase === "trigger");
  if (isToBeFilled) await refuseHiddenRows(db);
}

const NOTHING_CHANGED = "Nothing was changed.";
