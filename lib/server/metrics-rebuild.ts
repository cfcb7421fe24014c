import { formatCount } from "../format.ts";
import { rebuildRollups } from "../rollups/rebuild.server.ts";
import { command } from "./command.ts";
import { requireMigrations, requireWritable, withDatabase } from "./open.ts";
import { databaseVariables } from "./variables.ts";

await command({
  name: "metrics:rebuild",
  about:
    "Throws the roll-ups behind charts and reports away and adds them up anew from the rows. Servers go on meanwhile: what is not rolled " +
    "up they add up themselves.",
  variables: [...databaseVariables, "REPORTING_TIME_ZONE"],
  run: ({ env }) =>
    withDatabase(env, async (database) => {
      requireWritable(database);
      await requireMigrations(database);
      const began = Date.now();
      let days = 0;
      await rebuildRollups(database.db, {
        zone: env.reportingTimeZone,
        onProgress({ done, left }) {
          days = done;
          console.log(`${formatCount(done)} days rolled up, ${formatCount(left)} left`);
        },
      });
      console.log(`Rolled up ${formatCount(days)} days of ${env.reportingTimeZone} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
      return 0;
    }),
});
