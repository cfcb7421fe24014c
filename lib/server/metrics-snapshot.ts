import { takeSnapshot } from "../reports/snapshots/take-snapshot.server.ts";
import { command } from "./command.ts";
import { requireMigrations, requireWritable, withDatabase } from "./open.ts";
import { databaseVariables } from "./variables.ts";

await command({
  name: "metrics:snapshot",
  about:
    "Keeps the subscriptions as they are as this month's snapshot, where no server runs at a month's start. A server does the same by " +
    "itself, and a month has one snapshot, whoever asks.",
  variables: [...databaseVariables, "REPORTING_TIME_ZONE"],
  run: ({ env }) =>
    withDatabase(env, async (database) => {
      requireWritable(database);
      await requireMigrations(database);
      const { month, taken, subscriptions } = await takeSnapshot(database.db, new Date(), env.reportingTimeZone);
      const outcome = taken ? `kept ${subscriptions} subscriptions` : "nothing to keep: there is a snapshot, or no subscription bills";
      console.log(`${month} (${env.reportingTimeZone}): ${outcome}`);
      return 0;
    }),
});
