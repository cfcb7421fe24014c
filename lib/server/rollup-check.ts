import { formatCount } from "../format.ts";
import { checkRollups } from "../rollups/check.server.ts";
import { commandEnvironment, exitWith } from "./environment.ts";
import { openForCommand, requireMigrations } from "./open.ts";

// `npm run rollup:check`: compares every day that is rolled up with its rows, and every month with its days; ends with the code 1 where one
// differs. It writes nothing.
const MOST_SHOWN = 20;
const env = commandEnvironment();
const database = await openForCommand(env);
try {
  await requireMigrations(database);
  let wrong = 0;
  const days = await checkRollups(database.db, {
    zone: env.reportingTimeZone,
    onWrong({ series, unit, day, key, rolled, rows }) {
      if (++wrong > MOST_SHOWN) return;
      console.error(`${series} of the ${unit} ${day}${key && ` ${key}`}: rolled up ${JSON.stringify(rolled)}, but ${JSON.stringify(rows)}`);
    },
    onProgress: ({ done, of }) => console.log(`${formatCount(done)} of ${formatCount(of)} days compared`),
  });
  if (wrong > 0) throw new Error(`${formatCount(wrong)} roll-ups are not what their rows come to. Run: npm run rollup:rebuild`);
  console.log(
    days === 0 ? `Nothing is rolled up in ${env.reportingTimeZone} yet` : `All ${formatCount(days)} days are what their rows come to`,
  );
  await database.close();
} catch (error) {
  await database.close().catch(() => {});
  exitWith(error);
}
