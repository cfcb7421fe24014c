import type { Db } from "../db/database.server.ts";
import { filledFrom } from "../db/product-tables.ts";
import { refuseHiddenRows } from "../db/refuse-hidden-rows.server.ts";
import type { Examination } from "./examine.server.ts";
import { type Finding, worst } from "./finding.ts";
import { type Publication, WHAT_FOLLOWS } from "./publications.server.ts";

export interface Allowed {
  /** Lets the product's own triggers run where rows of its own get values in Purser's columns, and the role may not keep them out. */
  letProductTriggersRun?: boolean;
  /** Says that what follows the product's publications has been given what it will be sent, and may have it. */
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
 * @throws CannotAdopt, or Error that says what would do, before anything is changed
 */
export async function refuseToAdopt(
  db: Db,
  { findings, steps, noted, unfinished, movingIn }: Examination,
  allowed: Allowed,
): Promise<void> {
  if (worst(findings) === "stops") throw new CannotAdopt(findings.filter(({ verdict }) => verdict === "stops"));
  const { lacking, triggersRun, publications } = movingIn;
  if (lacking !== undefined) throw new Error(`For what moving in takes, ${lacking} ${NOTHING_CHANGED}`);
  const followed = publications.filter(({ followers }) => followers.length > 0);
  // All at once, with one command for all of them: who does what the first one says is not to be refused for the next.
  const consents = [
    ...(followed.length > 0 ? [{ flag: "--subscribers-are-ready", given: allowed.subscribersAreReady, reason: followedBy(followed) }] : []),
    ...(triggersRun !== undefined ? [{ flag: "--let-triggers-run", given: allowed.letProductTriggersRun, reason: `${triggersRun}.` }] : []),
  ];
  const open = consents.filter(({ given }) => !given).map(({ reason }) => reason);
  if (open.length > 0) {
    const run = ["npm run db:adopt -- --apply", ...consents.map(({ flag }) => flag)].join(" ");
    throw new Error([...open, `${NOTHING_CHANGED} When that is in order:`, run].join("\n"));
  }
  // A new trigger's tables are filled anew.
  const isToBeFilled = noted === 0 || unfinished.length > 0 || steps.some(({ phase }) => phase === "trigger");
  await refuseHiddenRows(db, [...(isToBeFilled ? filledFrom : []), ...steps.flatMap(({ sees }) => sees ?? [])]);
}

const followedBy = (followed: readonly Publication[]) =>
  `What follows ${followed.map(({ name }) => name).join(", ")} (${followed[0]!.followers.join(", ")}) gets what db:adopt adds; where all tables are published, also staff's notes, the audit log and what is said in messages. ${WHAT_FOLLOWS} The plan lists what that is, and what to give a subscriber first.`;

const NOTHING_CHANGED = "Nothing was changed.";
