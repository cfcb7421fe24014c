import { randomInt } from "node:crypto";
import { inArray, sql } from "drizzle-orm";
import { makeStaff } from "../auth/make-staff.server.ts";
import type { StaffRoleName } from "../auth/permissions.ts";
import type { Database } from "../db/database.server.ts";
import { user } from "../db/schema.ts";
import { BY_ENVIRONMENT } from "../db/why-read-only.server.ts";
import { demoIsFilled, fillDemo } from "../demo/fill-demo.server.ts";
import { fillFinanceDesk } from "../demo/finance-desk.server.ts";
import { demoProductNames } from "../demo/products.ts";
import { fillSupportDesk } from "../demo/support-desk.server.ts";
import { bringUpToDate } from "./bring-up-to-date.ts";
import { command } from "./command.ts";
import { openForCommand } from "./open.ts";
import { serve } from "./serve.ts";

// The demo sells products of its own.
process.env.PRODUCT_NAMES = JSON.stringify(demoProductNames);

const ACCOUNTS: readonly { role: StaffRoleName; email: string; name: string }[] = [
  { role: "admin", email: "admin@purser.example", name: "Ada Admin" },
  { role: "support", email: "support@purser.example", name: "Sam Support" },
  { role: "finance", email: "finance@purser.example", name: "Fay Finance" },
];

/** Twenty characters that cannot be taken for one another: about 98 bits. */
function freshPassword(): string {
  const signs = "abcdefghijkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679";
  return Array.from({ length: 20 }, () => signs[randomInt(signs.length)]).join("");
}

function showProgress(done: number, total: number, what: string): void {
  const line = `Filling the demo database: ${String(Math.floor((done / Math.max(total, 1)) * 100)).padStart(3)} %  ${what}`;
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}${done >= total ? "\n" : ""}`);
  else console.log(line);
}

/** One line an account: role, e-mail, password. A password that is kept is not known here: only its hash is stored. */
async function staffLines({ db }: Database, reset: boolean): Promise<string[]> {
  const emails = ACCOUNTS.map((account) => account.email);
  const known = new Set((await db.select({ email: user.email }).from(user).where(inArray(user.email, emails))).map((row) => row.email));
  const lines: string[] = [];
  for (const account of ACCOUNTS) {
    const password = reset || !known.has(account.email) ? freshPassword() : undefined;
    await makeStaff(db, { ...account, password });
    lines.push(`${account.role} ${account.email} ${password ?? "(password as before; new ones: npm run demo -- --reset-passwords)"}`);
  }
  return lines;
}

/** What opening it so does, once everything is there. */
async function refuseWrites(database: Database): Promise<void> {
  await database.db.execute(sql`set default_transaction_read_only to on`);
  database.readOnly = BY_ENVIRONMENT;
}

await command({
  name: "demo",
  about:
    "Serves the dashboard on an embedded database of its own, filled with a made-up product's data, and prints three accounts. Whatever " +
    "database the environment names is left alone.",
  options: { "reset-passwords": { type: "boolean", about: "makes new passwords for the three accounts" } },
  variables: ["PURSER_READ_ONLY", "PURSER_DATA_DIR", "PORT", "HOST", "APP_URL", "TRUSTED_IP_HEADER", "REPORTING_TIME_ZONE", "LOG_LEVEL"],
  async run({ env: given, options }) {
    const env = { ...given, databaseUrl: undefined, databaseDriver: undefined, readOnly: false };
    const database = await openForCommand(env);
    try {
      await bringUpToDate(database);
      if (!(await demoIsFilled(database.db))) await fillDemo(database.db, { now: new Date(), onProgress: showProgress });
      const lines = await staffLines(database, options["reset-passwords"]);
      await fillSupportDesk(database.db, { now: new Date(), email: "support@purser.example" });
      await fillFinanceDesk(database.db, { now: new Date(), email: "finance@purser.example", zone: env.reportingTimeZone });
      if (given.readOnly) await refuseWrites(database);
      console.log(await serve(database, env));
      for (const line of lines) console.log(line);
      return 0;
    } catch (error) {
      await database.close().catch(() => {});
      throw error;
    }
  },
});
