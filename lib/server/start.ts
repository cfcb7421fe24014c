import { authSecret } from "../auth/auth-secret.server.ts";
import { parseKeyRing } from "../db/encrypted-text.ts";
import { fillInBackground } from "./bring-up-to-date.ts";
import { command } from "./command.ts";
import { openForCommand, requireMigrations } from "./open.ts";
import { serve } from "./serve.ts";
import { serverVariables } from "./variables.ts";
import { warnOfMissingPrivileges } from "./warn-of-missing-privileges.ts";

await command({
  name: "start",
  about: "Serves the dashboard on the database that the environment names, until it is told to end.",
  variables: serverVariables,
  async run({ env }) {
    const database = await openForCommand(env, { forPages: true });
    try {
      authSecret();
      parseKeyRing(process.env.PURSER_ENCRYPTION_KEYS);
      await requireMigrations(database);
      const readOnly = database.readOnly === undefined ? "" : `, read-only: ${database.readOnly}`;
      console.log(`Purser is at ${await serve(database, env)} on ${database.address} (${database.driver})${readOnly}`);
    } catch (error) {
      await database.close().catch(() => {});
      throw error;
    }
    void warnOfMissingPrivileges(database);
    if (database.readOnly === undefined) void fillInBackground(database);
    return 0;
  },
});
