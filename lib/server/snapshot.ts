import { takeSnapshot } from "../reports/snapshots/take-snapshot.server.ts";
import { commandEnvironment, exitWith } from "./environment.ts";
import { openForCommand, requireMigrations } from "./open.ts";

// `npm run snapshot`: keeps the subscriptions as they are as this month's snapshot, for who runs no server at a month's start. A server
// does the same by itself.
const env = commandEnvironment();
const database = await openForCommand(env);
try {
  await requireMigrations(database);
  const { month, taken, subscriptions } = await takeSnapshot(database.db, new Date(), env.reportingTimeZone);
  const outcome = taken ? `kept ${subscriptions} subscriptions` : "nothing to keep: there is a snapshot, or no subscription bills";
  console.log(`${month} (${env.reportingTimeZone}): ${outcome}`);
  await database.close();
} catch (error) {
  await database.close().catch(() => {});
  exitWith(error);
}
