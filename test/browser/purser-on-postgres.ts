import { randomBytes } from "node:crypto";
import type { BrowserContext, Page } from "playwright-core";
import { makeStaff } from "../../lib/auth/make-staff.server.ts";
import type { StaffRoleName } from "../../lib/auth/permissions.ts";
import type { Database, Db } from "../../lib/db/database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { startLocalPostgres } from "../helpers/local-postgres.ts";
import { type RunningPurser, startPurser } from "../helpers/start-purser.ts";
import { test as base, scriptsRun } from "./staff-page.ts";

/** A Purser of a test file's own, on a PostgreSQL that the file may write to as the product does. */
export interface OwnPurser {
  baseUrl: string;
  db: Db;
  /** The address of the database. */
  databaseUrl: string;
  purser: RunningPurser;
  /** The admin's, once they have signed in. */
  cookies: Awaited<ReturnType<BrowserContext["storageState"]>> | undefined;
}

const passwords = new Map<StaffRoleName, string>();
const emailOf = (role: StaffRoleName) => `${role}@purser.example`;

/**
 * A test in Chromium with a Purser on a PostgreSQL of the file's own.
 *
 * - `own`: the server and its database, migrated, with one account a role and nothing else.
 * - `ownPageAs(role)`: a page of a person with this role, signed in there.
 * - `adminAt(path)`: a page of the admin at an address there; they sign in once a file.
 */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads a fixture's needs from this pattern.
  .extend("own", { scope: "file" }, async ({}, { onCleanup }): Promise<OwnPurser> => {
    const closing: (() => Promise<unknown>)[] = [];
    onCleanup(async () => {
      for (const close of closing.reverse()) await close();
    });
    const postgres = await startLocalPostgres();
    closing.push(postgres.stop);
    await postgres.createDatabase("purser");
    const databaseUrl = postgres.url("purser");
    const database: Database = openPg(databaseUrl);
    closing.push(() => database.close());
    await database.migrate();
    for (const role of ["admin", "support", "finance"] as const) {
      const password = randomBytes(18).toString("base64url");
      passwords.set(role, password);
      await makeStaff(database.db, { email: emailOf(role), name: `${role} person`, role, password });
    }
    const purser = await startPurser({
      ...{ script: "start", databaseUrl, driver: "pg" },
      // Each person comes from an address of their own, so that none is held back for the others' sign-ins.
      env: { TRUSTED_IP_HEADER: "x-forwarded-for" },
    });
    closing.push(purser.stop);
    return { baseUrl: purser.baseUrl, db: database.db, databaseUrl, purser, cookies: undefined };
  })
  .extend("ownPageAs", async ({ own, newPage }) => async (role: StaffRoleName): Promise<Page> => {
    const page = await newPage({ baseURL: own.baseUrl });
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(emailOf(role));
    await page.getByLabel("Password", { exact: true }).fill(passwords.get(role)!);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    await scriptsRun(page);
    return page;
  })
  .extend("adminAt", async ({ own, ownPageAs, newPage }) => async (path: string): Promise<Page> => {
    const page = own.cookies ? await newPage({ baseURL: own.baseUrl, storageState: own.cookies }) : await ownPageAs("admin");
    own.cookies ??= await page.context().storageState();
    await page.goto(path);
    return page;
  });
