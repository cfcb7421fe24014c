import { randomBytes } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import type { Db } from "../../lib/db/database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { startLocalPostgres } from "../helpers/local-postgres.ts";
import { startPurser } from "../helpers/start-purser.ts";
import { runCommand } from "./run-command.ts";
import { test as base } from "./staff-page.ts";

const admin = { email: "first.admin@example.org", password: randomBytes(18).toString("base64url") };

interface PostgresPurser {
  /** The database behind it, as the product would write to it. */
  db: Db;
  baseUrl: string;
  cookies: Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["storageState"]>> | undefined;
}

/**
 * Tests with a Purser of their own on a PostgreSQL that begins empty but for one admin.
 *
 * - `purser`: its database, to do what the product does
 * - `adminAt`: a page of the admin at an address
 */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads a fixture's needs from this pattern.
  .extend("purser", { scope: "file" }, async ({}, { onCleanup }): Promise<PostgresPurser> => {
    const closing: (() => Promise<unknown>)[] = [];
    onCleanup(async () => {
      for (const close of closing.reverse()) await close();
    });
    const postgres = await startLocalPostgres();
    closing.push(postgres.stop);
    await postgres.createDatabase("purser");
    const databaseUrl = postgres.url("purser");
    const database = openPg(databaseUrl);
    closing.push(database.close);
    await database.migrate();
    const env = { DATABASE_URL: databaseUrl, DATABASE_DRIVER: "pg" };
    const created = await runCommand("create-admin", { ...env, ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
    if (created.code !== 0) throw new Error(created.output);
    const purser = await startPurser({ script: "start", databaseUrl, driver: "pg" });
    closing.push(purser.stop);
    return { db: database.db, baseUrl: purser.baseUrl, cookies: undefined };
  })
  .extend("adminAt", async ({ newPage, purser }) => async (path: string): Promise<Page> => {
    const page = await newPage({ baseURL: purser.baseUrl, ...(purser.cookies && { storageState: purser.cookies }) });
    if (!purser.cookies) {
      await page.goto("/sign-in");
      await page.getByLabel("E-mail").fill(admin.email);
      await page.getByLabel("Password").fill(admin.password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL((url) => url.pathname === "/");
      purser.cookies = await page.context().storageState();
    }
    await page.goto(path);
    return page;
  });
