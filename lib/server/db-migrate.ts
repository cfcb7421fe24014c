import { pendingMigrations } from "../db/pending-migrations.server.ts";
import { bringUpToDate } from "./bring-up-to-date.ts";
import { command } from "./command.ts";
import { requireWritable, withDatabase } from "./open.ts";
import { databaseVariables } from "./variables.ts";

await command({
  name: "db:migrate",
  about:
    "Brings the database that the environment names up to date: its schema, and what is kept beside older rows. Safe to run again, and " +
    "by several processes at once.",
  variables: databaseVariables,
  run: ({ env }) =>
    withDatabase(env, async (database) => {
      requireWritable(database);
      const pending = await pendingMigrations(database.db);
      await bringUpToDate(database);
      console.log(`${database.address}: ${pending === 0 ? "nothing to migrate" : `${pending} migrations applied`}`);
      return 0;
    }),
});
