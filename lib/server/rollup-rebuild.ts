import { formatCount } from "../format.ts";
import { rebuildRollups } from "../rollups/rebuild.server.ts";
import { commandEnvironment, exitWith } from "./environment.ts";
import { openForCommand, requireMigrations } from "./open.ts";

// `npm run rollup:rebuild`: throws the roll-ups away and adds them up anew from the rows. Servers go on meanwhile: what is not rolled up they
// add up themselves.
const env = commandEnvironment();
const database = await openForCommand(env);
try {
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
  await database.close();
} catch (error) {
  await database.close().catch(() => {});
  exitWith(error);
}
