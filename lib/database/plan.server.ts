import { quoted, quotedText } from "../db/quoted.ts";
import { SEARCH_PATH } from "../db/search-path.ts";
import { formatCount, formatDuration } from "../format.ts";
import { type ClosedOut, wordsOfClosedOut } from "./closed-out.server.ts";
import type { Examination } from "./examine.server.ts";
import type { Step } from "./finding.ts";
import { type Publication, WHAT_FOLLOWS } from "./publications.server.ts";
import { INDEX_LOCK_TIMEOUT_MS } from "./run-step.server.ts";
import { transactionOf } from "./step-transaction.ts";
import { locksOf, secondsOf } from "./step-words.ts";

/**
 * What `db:adopt --apply` would do, as SQL that anybody may read, or run by psql.
 *
 * @param lockTimeout milliseconds
 */
export function planOf({ steps, live, noted, migrations, unfinished, movingIn }: Examination, lockTimeout: number): string {
  const refused = [
    ...(movingIn.lacking === undefined ? [] : [`-- It is refused: ${movingIn.lacking}`]),
    ...(movingIn.triggersRun === undefined ? [] : [`-- By itself it is refused: ${movingIn.triggersRun}.`]),
  ];
  if (steps.length === 0 && noted > 0) {
    const filled = `-- No step is missing. Still to be filled from older rows, by --apply or beside the running server: ${unfinished.join(", ")}.`;
    return [...refused, filled].join("\n");
  }
  const total = steps.reduce((sum, step) => sum + secondsOf(step, live), 0);
  const print = (step: Step) =>
    [
      `\n-- ${step.reason}`,
      `-- ${locksOf(step, live, lockTimeout)}`,
      ...(step.lock === "reads all" ? step.statements : transactionOf(step, lockTimeout)).map((statement) => `${statement};`),
    ].join("\n");
  const isExtension = ({ phase }: Step) => phase === "extension";
  const firstIndex = steps.findIndex(({ index }) => index !== undefined);
  const firstValidation = steps.findIndex(({ phase }) => phase === "validation");
  const before = (place: number) => [
    ...(place === firstIndex ? [dropRemains(steps)] : []),
    ...(place === firstValidation && movingIn.owner !== undefined ? [AS_ITSELF] : []),
  ];
  return [
    ...refused,
    `-- ${formatCount(steps.length)} steps, about ${formatDuration(Math.max(1, total) * 1000)} at this size, and the filling of Purser's own tables from older rows.`,
    "-- Each may be run again. What locks anything runs in a transaction of its own, under lock_timeout and statement_timeout; what reads all, outside of one.",
    ...movingIn.publications.map(forSubscribers),
    ...movingIn.closedOut.map(forClosedOut),
    `\n-- Where a name stands without its schema.\nset search_path = ${SEARCH_PATH.replace(",", ", ")};`,
    `\n-- No limit of the role or database is meant for what reads all.\nset statement_timeout = 0;\nset lock_timeout = ${INDEX_LOCK_TIMEOUT_MS};`,
    ...(live.version >= 170000 ? ["set transaction_timeout = 0;"] : []),
    ...steps.filter(isExtension).map(print),
    ...(movingIn.owner === undefined ? [] : [`\n-- What is made is to be the tables' owner's.\nset role ${quoted(movingIn.owner)};`]),
    ...steps.flatMap((step, place) => (isExtension(step) ? [] : [...before(place), print(step)])),
    ...(noted === 0 ? [`\n-- Then: ${migrations} migrations are noted as done, in drizzle.__purser_migrations.`] : []),
    "\n-- Then: what triggers keep is filled from the rows that are there, in batches of a tenth of a second, and statistics are gathered (analyze).",
  ].join("\n");
}

const AS_ITSELF = "\n-- Policies may hide rows from the owner, and what refers to them would be taken away.\nreset role;";

/** Where building an index was cut off, "if not exists" would find it, and leave it as it is. */
function dropRemains(steps: readonly Step[]): string {
  const names = steps.flatMap(({ index }) => (index === undefined ? [] : [quotedText(index)]));
  return [
    "\n-- What an earlier run has begun of an index, and not ended, is of no use. (psql runs what this finds.)",
    "select format('drop index concurrently if exists public.%I', c.relname) from pg_index as i join pg_class as c on c.oid = i.indexrelid",
    `where not i.indisvalid and c.relnamespace = 'public'::regnamespace and c.relname in (${names.join(", ")}) \\gexec`,
  ].join("\n");
}

/** As comments: they are run elsewhere. */
function forSubscribers({ name, adds, forSubscribers: statements }: Publication): string {
  return asComments([
    `The publication ${name} publishes what this adds: ${adds}.\n${WHAT_FOLLOWS} First, at each subscriber:`,
    ...statements.map((statement) => `${statement};`),
  ]);
}

/** As comments: whether they are wanted is not known here. */
const forClosedOut = (closed: ClosedOut) => asComments([wordsOfClosedOut(closed), ...closed.grants.map((grant) => `${grant};`)]);

const asComments = (lines: readonly string[]) => `\n${lines.join("\n")}`.replaceAll(/^(?=.)/gm, "-- ");
