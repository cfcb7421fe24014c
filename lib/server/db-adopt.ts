import { adopt, type StepProgress } from "../database/adopt.server.ts";
import { findingLine, summaryOf, verdictTitles } from "../database/doctor-words.ts";
import { type Examination, examine } from "../database/examine.server.ts";
import { worst } from "../database/finding.ts";
import { planOf } from "../database/plan.server.ts";
import { isPooledAddress } from "../db/connection-options.server.ts";
import { formatCount, formatDuration } from "../format.ts";
import { command } from "./command.ts";
import { fillProgress } from "./fill-progress.ts";
import { requireWritable, withDatabase } from "./open.ts";
import { databaseVariables } from "./variables.ts";

const DEFAULT_LOCK_TIMEOUT = 500;

/** A step's limits are set for its session, and behind a pooler that may be one of the product's. */
const NOT_THROUGH_A_POOLER =
  "This address leads to a pooler. Run --apply by the database's direct address: Neon's, without -pooler in its name.";

await command({
  name: "db:adopt",
  about:
    "Moves Purser into a live product's database. It prints the plan: every statement with its reason and what it locks, for how long at this " +
    "size. With --apply it runs it, step by step, while the product goes on; run it again where it was cut off. It only adds: nothing of the " +
    "product's is dropped, renamed, retyped or tightened. Run it as the owner of the tables, or as who may take the owner's place.",
  options: {
    apply: { type: "boolean", about: "runs the plan" },
    "lock-timeout": {
      type: "string",
      value: "MS",
      about: `milliseconds that the product waits for a step at most, from 50 to 60000 (${DEFAULT_LOCK_TIMEOUT}); a step that would take longer gives up and is tried again`,
    },
    "let-triggers-run": {
      type: "boolean",
      about:
        "lets the product's own triggers on payment run once for each payment that gets Purser's columns filled; by itself they are kept out, which takes a superuser, or the right to set session_replication_role",
    },
    "subscribers-are-ready": {
      type: "boolean",
      about:
        "says that what follows the product by logical replication is ready: a PostgreSQL subscriber has been given the columns and tables that the plan lists, without which it would stop, and anything else may be sent them",
    },
  },
  variables: databaseVariables,
  statuses: {
    4: "there is something that --apply would do, or had to leave out",
    5: "Purser does not work with this database, nothing was changed",
  },
  run({ env, options }) {
    if (options.apply && env.databaseUrl && isPooledAddress(env.databaseUrl)) throw new Error(NOT_THROUGH_A_POOLER);
    return withDatabase(env, async (database) => {
      const lockTimeout = readLockTimeout(options["lock-timeout"]);
      const before = await examine(database.db, { rows: false });
      if (worst(before.findings) === "stops") {
        const stops = before.findings.filter(({ verdict }) => verdict === "stops");
        console.error([`${verdictTitles.stops}:`, ...stops.map((line) => `  ${findingLine(line)}`)].join("\n"));
        return 5;
      }
      if (!options.apply) {
        console.log(isDone(before) ? "-- Nothing is missing." : planOf(before, lockTimeout));
        return isDone(before) ? 0 : 4;
      }
      requireWritable(database);
      const started = Date.now();
      const ending = new AbortController();
      for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.once(signal, () => ending.abort(new Error("Cut off. What is done stays; run it again.")));
      }
      const fill = fillProgress();
      const after = await adopt(database, {
        ...{ lockTimeout, onStep: sayStep, onFill: fill.say },
        letProductTriggersRun: options["let-triggers-run"],
        subscribersAreReady: options["subscribers-are-ready"],
        signal: ending.signal,
      });
      fill.end();
      console.log(
        `${database.address}: ${formatCount(before.steps.length)} steps in ${formatDuration(Date.now() - started)}. ${summaryOf(after.findings)}`,
      );
      return isDone(after) ? 0 : 4;
    });
  },
});

function readLockTimeout(given: string | undefined): number {
  const ms = Number(given ?? DEFAULT_LOCK_TIMEOUT);
  if (!Number.isInteger(ms) || ms < 50 || ms > 60_000)
    throw new Error("--lock-timeout must be a whole number of milliseconds from 50 to 60000.");
  return ms;
}

// Hoisted: the command is run above it.
function isDone({ steps, noted, unfinished }: Examination): boolean {
  return steps.length === 0 && noted > 0 && unfinished.length === 0;
}

function sayStep({ step, place, of, state, inTheWay }: StepProgress): void {
  if (state === "done") return;
  const what = step.statements.at(0)!.split("\n")[0]!;
  const how = {
    begins: "",
    "took too long": "took too long, tries again: ",
    waits: inTheWay ? `waits for ${inTheWay}: ` : "waits for a lock: ",
    "left out": "left out, rows of the table do not fit into it: ",
  }[state];
  console.log(`${place}/${of} ${how}${what.length > 110 ? `${what.slice(0, 109)}…` : what}`);
}
