import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Page } from "playwright-core";
import { makeStaff } from "../../lib/auth/make-staff.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { roleScript } from "../../lib/db/role-script.ts";
import { makeChat } from "../helpers/factories.ts";
import { startLocalPostgres } from "../helpers/local-postgres.ts";
import { startPurser } from "../helpers/start-purser.ts";
import { makeProduct } from "../routes/product.ts";
import { runCommand } from "./run-command.ts";
import { allowConsole, test as base, describe, expect, headingOf, open, scriptsRun } from "./staff-page.ts";

const admin = { email: "admin@purser.example", password: randomBytes(18).toString("base64url") };
const WHY = "its database role or its database is set to read-only transactions";

interface Served {
  baseUrl: string;
  ownerUrl: string;
  params: Record<string, string>;
}

/** A Purser under a role that can only read, with an admin and one row of every kind. */
const test = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads a fixture's needs from this pattern.
  .extend("served", { scope: "file" }, async ({}, { onCleanup }): Promise<Served> => {
    const closing: (() => Promise<unknown>)[] = [];
    onCleanup(async () => {
      for (const close of closing.reverse()) await close();
    });
    const postgres = await startLocalPostgres();
    closing.push(postgres.stop);
    await postgres.createDatabase("purser");
    const ownerUrl = postgres.url("purser");
    const owner = openPg(ownerUrl);
    await owner.migrate();
    await makeStaff(owner.db, { ...admin, name: "Ada Admin", role: "admin" });
    const params = await makeProduct(owner.db);
    await makeChat(owner.db, { userId: params.userId!, visibility: "public" });
    const url = new URL(ownerUrl);
    url.username = "purser_reader";
    url.password = randomBytes(18).toString("base64url");
    await owner.db.execute(sql.raw(roleScript(url.username, { readOnly: true })));
    await owner.db.execute(sql.raw(`alter role purser_reader password '${url.password}'`));
    await owner.close();
    const purser = await startPurser({ script: "start", databaseUrl: url.href, driver: "pg" });
    closing.push(purser.stop);
    expect(purser.output()).toContain(`read-only: ${WHY}`);
    return { baseUrl: purser.baseUrl, ownerUrl, params };
  })
  .extend("reads", async ({ served, newPage }): Promise<Page> => {
    const page = await newPage({ baseURL: served.baseUrl });
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(admin.email);
    await page.getByLabel("Password").fill(admin.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname === "/");
    await scriptsRun(page);
    return page;
  });

const lists = [
  "users",
  "chats",
  "tags",
  "messages",
  "tool-calls",
  "usage",
  "subscriptions",
  "payments",
  "audit",
  "tokens",
  "exports",
  "numbers",
];
const reports = [
  "reports/money",
  "reports/money/entries",
  "reports/subscriptions",
  "reports/suspicious",
  "entitlements",
  "unlinked",
  "database",
];

/** Forms that send a change, but for those of one's own browser, and links to pages that ask for one. */
const changesOn = (page: Page) =>
  page.evaluate(() => [
    ...[...document.querySelectorAll<HTMLFormElement>("form[method=post]")]
      .map((form) => new URL(form.action).pathname)
      .filter((path) => path !== "/sign-out" && path !== "/theme"),
    ...[...document.querySelectorAll<HTMLAnchorElement>("main a")]
      .map((link) => link.pathname)
      .filter((path) => /\/(edit|ban|unban|delete|roles|link|unlink|cancel|keep|move|set|reset|new|revoke-sessions)$|csv$/.test(path)),
  ]);

describe("a role that can only read", () => {
  test("signs in, opens every page, and is offered no change on any", { timeout: 180_000 }, async ({ served, reads }) => {
    const { userId, chatId, paymentId, subscriptionId, toolCallId, usageId, auditId, exportId, runId } = served.params;
    const details = [
      `users/${userId}`,
      `users/${userId}/timeline`,
      `chats/${chatId}`,
      `payments/${paymentId}`,
      `subscriptions/${subscriptionId}`,
      `tool-calls/${toolCallId}`,
      `tool-calls/bulk/${runId}`,
      `usage/${encodeURIComponent(usageId!)}`,
      `audit/${auditId}`,
      `exports/${exportId}`,
    ];
    for (const path of ["", ...lists, ...reports, ...details]) {
      expect(`${path} ${await open(reads, `/${path}`)}`).toBe(`${path} 200`);
      expect(await changesOn(reads), path).toEqual([]);
      expect(await reads.getByText("Read-only").first().isVisible(), path).toBe(true);
    }
    await open(reads, `/chats/${chatId}`);
    await reads.getByText(`Opening a chat is recorded, and Purser is read-only here: ${WHY}.`).waitFor();
  });

  test("is told in words what an address or a form from before cannot do, and keeps what they wrote", async ({ served, reads }) => {
    allowConsole(/403/);
    const { userId } = served.params;
    expect(await open(reads, `/users/${userId}/ban`)).toBe(403);
    expect(await headingOf(reads)).toBe("Nothing can be changed here");
    expect(await open(reads, "/exports/new?list=payments")).toBe(403);
    await reads.getByText("Exporting is recorded").waitFor();
    await open(reads, "/users");
    // As a page that was loaded before would send it.
    await reads.evaluate((path) => {
      const form = Object.assign(document.createElement("form"), { method: "post", action: path });
      const field = Object.assign(document.createElement("textarea"), { name: "reason", value: "A long story of what they did" });
      form.append(field);
      document.body.append(form);
      HTMLFormElement.prototype.submit.call(form);
    }, `/users/${userId}/ban`);
    await reads.getByText("A long story of what they did").waitFor();
    await reads.getByText(`Purser is read-only here: ${WHY}. Nothing was changed.`).waitFor();
  });

  test("signs out", async ({ reads }) => {
    await reads.getByRole("banner").locator("summary", { hasText: "Account of" }).click();
    await reads.getByRole("button", { name: "Sign out" }).click();
    await reads.waitForURL(/\/sign-in$/);
    await open(reads, "/users");
    expect(new URL(reads.url()).pathname).toBe("/sign-in");
  });

  test("makes no admin", async ({ served }) => {
    const made = await runCommand("create-admin", {
      DATABASE_URL: served.ownerUrl,
      PURSER_READ_ONLY: "1",
      ADMIN_EMAIL: "new@purser.example",
      ADMIN_PASSWORD: admin.password,
    });
    expect(made).toEqual({ code: 1, output: "Purser is read-only here: PURSER_READ_ONLY is set. Nothing was changed.\n" });
  });
});
