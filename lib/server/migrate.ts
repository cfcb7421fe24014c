import { commandEnvironment, exitWith } from "./environment.ts";
import { openForCommand, pendingMigrations } from "./open.ts";

// `npm run migrate`: brings the schema of the database that the environment names up to date.
const env = commandEnvironment();
const database = await openForCommand(env);
try {
  const pending = await pendingMigrations(database);
  await database.migrate();
  console.log(`${database.address}: ${pending === 0 ? "nothing to migrate" : `${pending} migrations applied`}`);
  await database.close();
} catch (error) {
  await database.close().catch(() => {});
  exitWith(error);
}
