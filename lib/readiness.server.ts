import { currentDatabase } from "./db/db.server.ts";
import { pendingMigrations } from "./db/pending-migrations.server.ts";
import { isEnding } from "./ending.server.ts";
import { log } from "./log.server.ts";

/** So long an answer is believed: any number of balancers may ask each second. Milliseconds. */
const REMEMBERED_MS = 1_000;
/** A database that takes longer to say something is no help to a page. */
const LONGEST_MS = 2_000;

/** Whether this process can answer pages: "ready", or what keeps it from that. */
export type Readiness = { ready: true } | { ready: false; why: string };

let answer: Readiness = { ready: true };
let at = Number.NEGATIVE_INFINITY;
/** The question that the database has not answered yet; no second one is asked meanwhile. */
let asking: Promise<Readiness> | undefined;

/** Whether the database answers within two seconds and has all migrations; what was found is believed for a second. */
export async function readiness(): Promise<Readiness> {
  if (isEnding()) return { ready: false, why: "shutting down" };
  if (performance.now() - at < REMEMBERED_MS) return answer;
  asking ??= ask().finally(() => {
    asking = undefined;
  });
  const found = await Promise.race([asking, tooLate()]);
  if (found.ready !== answer.ready) {
    if (found.ready) log().info("ready");
    else log().warn({ why: found.why }, "not ready");
  }
  at = performance.now();
  answer = found;
  return found;
}

async function ask(): Promise<Readiness> {
  try {
    const pending = await pendingMigrations(currentDatabase().db);
    return pending === 0 ? { ready: true } : { ready: false, why: `the database lacks ${pending} migrations. Run: npm run db:migrate` };
  } catch {
    return UNREACHABLE;
  }
}

const UNREACHABLE: Readiness = { ready: false, why: "the database cannot be reached" };

function tooLate(): Promise<Readiness> {
  return new Promise((resolve) => setTimeout(resolve, LONGEST_MS, UNREACHABLE).unref());
}
