import { formatCount } from "../format.ts";
import { checkRollups } from "../rollups/check.server.ts";
import { command } from "./command.ts";
import { requireMigrations, withDatabase } from "./open.ts";
import { databaseVariables } from "./variables.ts";

const MOST_SHOWN = 20;

await command({
  name: "metrics:check",
  about: "Compares every day that is rolled up with its rows, and every month with its days. It writes nothing.",
  variables: [...databaseVariables, "REPORTING_TIME_ZONE"],
  statuses: { 3: "a roll-up is not what its rows come to" },
  run: ({ env }) =>
    withDatabase(env, async (database) => {
      await requireMigrations(database);
      let wrong = 0;
      const days = await checkRollups(database.db, {
        zone: env.reportingTimeZone,
        onWrong({ series, unit, day, key, rolled, rows }) {
          if (++wrong > MOST_SHOWN) return;
          const counted = `rolled up ${JSON.stringify(rolled)}, but ${JSON.stringify(rows)}`;
          console.error(`${series} of the ${unit} ${day}${key && ` ${key}`}: ${counted}`);
        },
        onProgress: ({ done, of }) => console.log(`${formatCount(done)} of ${formatCount(of)} days compared`),
      });
      if (wrong > 0) {
        console.error(`${formatCount(wrong)} roll-ups are not what their rows come to. Run: npm run metrics:rebuild`);
        return 3;
      }
      console.log(
        days === 0 ? `Nothing is rolled up in ${env.reportingTimeZone} yet` : `All ${formatCount(days)} days are what their rows come to`,
      );
      return 0;
    }),
});
