import { authSecret } from "../auth/auth-secret.server.ts";
import { parseKeyRing } from "../db/encrypted-text.ts";
import { fillInBackground } from "./bring-up-to-date.ts";
import { commandEnvironment, exitWith } from "./environment.ts";
import { openForCommand, requireMigrations } from "./open.ts";
import { serve } from "./serve.ts";

// `npm start`: serves the dashboard on the database that the environment names.
const env = commandEnvironment();
const database = await openForCommand(env, { forPages: true });
try {
  authSecret();
  parseKeyRing(process.env.PURSER_ENCRYPTION_KEYS);
  await requireMigrations(database);
  console.log(`Purser is at ${await serve(database, env)} on ${database.address} (${database.driver})`);
  void fillInBackground(database);
} catch (error) {
  await database.close().catch(() => {});
  exitWith(error);
}
