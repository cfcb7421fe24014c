import { type SQL, sql } from "drizzle-orm";
import { log } from "../log.server.ts";
import { copyState } from "./copy-state.server.ts";
import type { Database, Db, Replica } from "./database.server.ts";
import { databaseErrorCode, innermostMessage, isDatabaseBusy, isDatabaseUnreachable, isStandbyConflict } from "./database-errors.ts";
import { eitherDatabase, type Try } from "./either-database.server.ts";
import { requireSettings, WithoutSettings } from "./takes-settings.server.ts";

/** How long a replica that could not be reached is left alone before it is tried again. */
const PAUSE_MS = 5_000;
/** One warning in so long, however many queries a replica fails. */
const WARN_EVERY_MS = 60_000;

// Of a copy that lacks a migration (undefined table, column, function) or a feature, or that does not let this role read or in.
const LACKING = /^(42P01|42703|42883|0A000|42501|28\w{3}|3D000)$/;

/**
 * A copy of the database to read from. What it fails to answer is asked of the database itself, so that no page fails by it. A copy that
 * cannot be reached is left alone for some seconds and then tried beside the pages, so that none of them waits for it.
 *
 * @param copy its connections are read-only
 */
export function readingReplica(primary: Db, copy: Database): Replica {
  let isDown = false;
  let retryAt = 0;
  let warnedAt = Number.NEGATIVE_INFINITY;

  const attempt: Try = async (first, other) => {
    if (isDown && Date.now() >= retryAt) void tryAgain();
    if (isDown) return other();
    try {
      return await first();
    } catch (error) {
      if (!isFaultOfCopy(error)) throw error;
      note(error);
      return other();
    }
  };

  async function tryAgain(): Promise<void> {
    // The others go on without it until this is answered.
    retryAt = Number.POSITIVE_INFINITY;
    try {
      await (copy.driver === "pg" ? requireSettings(copy.db) : copy.db.execute(sql`select 1`));
      isDown = false;
    } catch (error) {
      note(error);
    }
  }

  function note(error: unknown): void {
    // A busy one does what it can: all of its load at once would be more than the database itself expects.
    if (!isDatabaseBusy(error)) isDown = isDatabaseUnreachable(error) || error instanceof WithoutSettings;
    retryAt = Date.now() + PAUSE_MS;
    if (isStandbyConflict(error)) return;
    if (Date.now() < warnedAt + WARN_EVERY_MS) return;
    warnedAt = Date.now();
    const fault = { replica: copy.address, error: innermostMessage(error) };
    log().warn(fault, "The replica cannot be read: lists and charts are read from the database itself");
  }

  const ask = <T>(question: SQL, unanswered: T) =>
    attempt(
      async () => (await copy.db.execute<{ answer: T }>(question)).rows[0]!.answer,
      async () => unanswered,
    );

  void tryAgain();
  return {
    db: eitherDatabase(copy.db, primary, attempt),
    copy,
    attempt,
    state: () =>
      attempt(
        () => copyState(copy.db),
        async () => ({ lastChange: null }),
      ),
    hasReplayed: (position) =>
      ask<boolean | null>(
        sql`select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() >= ${position}::pg_lsn end as answer`,
        false,
      ),
    bearsLongReads: () =>
      ask<boolean>(
        sql`
          select not pg_is_in_recovery() or current_setting('hot_standby_feedback')::boolean
            or current_setting('max_standby_streaming_delay') = '-1' as answer`,
        false,
      ),
  };
}

function isFaultOfCopy(error: unknown): boolean {
  return isDatabaseUnreachable(error) || isStandbyConflict(error) || LACKING.test(databaseErrorCode(error) ?? "");
}
