import { roleScript } from "../db/role-script.ts";
import { command } from "./command.ts";

const NAMES = { whole: "purser_dashboard", readOnly: "purser_reader" };

await command({
  name: "db:role",
  about:
    "Prints the SQL that makes a database role for the dashboard, with the privileges that its pages need and no others; it opens no " +
    "database. Run what it prints as the owner of the tables, for example: npm run db:role --silent | psql -v ON_ERROR_STOP=1 $OWNER_URL. " +
    "Safe to run again, as after migrations, also the product's own.",
  options: {
    name: { type: "string", value: "NAME", about: `of the role (${NAMES.whole}; with --read-only ${NAMES.readOnly})` },
    "read-only": { type: "boolean", about: "a role that can only read, under which the dashboard is read-only" },
  },
  variables: [],
  async run({ options }) {
    const readOnly = options["read-only"];
    console.log(roleScript(options.name ?? (readOnly ? NAMES.readOnly : NAMES.whole), { readOnly }));
    return 0;
  },
});
