import { bringUpToDate } from "./bring-up-to-date.ts";
import { commandEnvironment, exitWith } from "./environment.ts";
import { openForCommand, pendingMigrations } from "./open.ts";

// `npm run migrate`: brings the database that the environment names up to date: its schema, and what is kept beside older rows.
const env = commandEnvironment();
const database = await openForCommand(env);
try {
  const pending = await pendingMigrations(database);
  await bringUpToDate(database);
  console.log(`${database.address}: ${pending === 0 ? "nothing to migrate" : `${pending} migrations applied`}`);
  await database.close();
} catch (error) {
  await database.close().catch(() => {});
  exitWith(error);
}
