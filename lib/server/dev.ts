import { spawn } from "node:child_process";
import { driverFor } from "../db/open-database.server.ts";
import { bringUpToDate } from "./bring-up-to-date.ts";
import { commandEnvironment } from "./environment.ts";
import { openForCommand } from "./open.ts";

// `npm run dev`: serves from the sources and loads again what changes. The embedded database is brought up to date first; one with an
// address is left to `npm run db:migrate`.
process.env.NODE_ENV ||= "development";
const env = commandEnvironment();
const database = await openForCommand({ ...env, readOnly: false });
if (driverFor(env) === "pglite") await bringUpToDate(database);
// The dev server opens it again: two processes must not hold one folder.
await database.close();
spawn("remix", ["vite:dev", "--port", String(env.port), ...process.argv.slice(2)], { stdio: "inherit", env: process.env }).once(
  "exit",
  (code) => process.exit(code ?? 0),
);
