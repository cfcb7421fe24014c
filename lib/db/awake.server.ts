import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Database } from "./database.server.ts";
import { databaseErrorCode, innermostMessage, isDatabaseUnreachable } from "./database-errors.ts";

/** A database on Neon that slept is there in seconds; one that recovers from a crash says that it is starting. Milliseconds. */
const LONGEST_MS = 30_000;
const HINT_MS = 2_000;
const PAUSE_MS = 500;

/**
 * Waits until a database answers that is waking up or starting: half a minute at most.
 *
 * @param onWait is called once it takes longer than a moment
 * @throws what the database or the network says where waiting is of no use, or has not been
 */
export async function awake({ db, driver }: Pick<Database, "db" | "driver">, onWait: () => void): Promise<void> {
  const hint = setTimeout(onWait, HINT_MS);
  const until = performance.now() + LONGEST_MS;
  try {
    for (;;) {
      try {
        await db.execute(sql`select 1`);
        return;
      } catch (error) {
        if (!isWakingUp(error, driver) || performance.now() > until) throw error;
        await wait(PAUSE_MS);
      }
    }
  } finally {
    clearTimeout(hint);
  }
}

/** SQLSTATE 57P03: it is starting. Neon's proxy is always there: where it is reached, only the database behind it can be asleep. */
function isWakingUp(error: unknown, driver: Database["driver"]): boolean {
  if (databaseErrorCode(error) === "57P03") return true;
  const message = innermostMessage(error);
  if (driver !== "neon" || /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(message)) return false;
  return isDatabaseUnreachable(error) || /compute node/i.test(message);
}
