import { randomBytes } from "node:crypto";
import { freePort } from "../helpers/free-port.ts";
import { type LocalPostgres, startLocalPostgres } from "../helpers/local-postgres.ts";
import { startNeonRelay } from "../helpers/neon-relay.ts";
import { startPurser } from "../helpers/start-purser.ts";
import { entryOf } from "./audit-page.ts";
import { save } from "./change-page.ts";
import { cellsOf, rowIds, totalOf } from "./list-page.ts";
import { runCommand } from "./run-command.ts";
import { test as base, describe, expect, headingOf, open } from "./staff-page.ts";

/** Tests with a PostgreSQL of their own, whose databases begin empty. */
const test = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads a fixture's needs from this pattern.
  .extend("postgres", { scope: "file" }, async ({}, { onCleanup }): Promise<LocalPostgres> => {
    const server = await startLocalPostgres();
    onCleanup(server.stop);
    return server;
  })
  .extend("relay", { scope: "file" }, async ({ postgres }, { onCleanup }): Promise<string> => {
    const { address, stop } = await startNeonRelay(postgres.port);
    onCleanup(stop);
    return address;
  });

const admin = { email: "first.admin@example.org", password: randomBytes(18).toString("base64url") };

/** The lines that a command printed. */
const lines = (output: string) => output.split("\n").filter((line) => line !== "");

describe.for(["pg", "neon"] as const)("an empty PostgreSQL through %s", (driver) => {
  test("is migrated, gets its first admin, and serves the same dashboard", { timeout: 120_000 }, async ({ postgres, relay, newPage }) => {
    await postgres.createDatabase(`empty_${driver}`);
    const databaseUrl = postgres.url(`empty_${driver}`);
    const env = { DATABASE_URL: databaseUrl, DATABASE_DRIVER: driver, ...(driver === "neon" && { NEON_WS_PROXY: relay }) };

    const early = await runCommand("start", env);
    expect(early.code).toBe(1);
    expect(lines(early.output)).toEqual([expect.stringMatching(/lacks \d+ migrations\. Run: npm run db:migrate$/)]);
    expect(early.output, "no password in what is printed").not.toContain(new URL(databaseUrl).password);

    const migrated = await runCommand("db-migrate", env);
    expect(migrated).toEqual({ code: 0, output: expect.stringMatching(/: \d+ migrations applied\n$/) });
    expect((await runCommand("db-migrate", env)).output).toMatch(/: nothing to migrate\n$/);
    const created = await runCommand("create-admin", { ...env, ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
    expect(created).toEqual({ code: 0, output: `Created the admin ${admin.email}\n` });

    const purser = await startPurser({ script: "start", databaseUrl, driver, ...(driver === "neon" && { neonWsProxy: relay }) });
    try {
      const page = await newPage({ baseURL: purser.baseUrl });
      await page.goto("/users");
      await page.getByLabel("E-mail").fill(admin.email);
      await page.getByLabel("Password").fill(admin.password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL((url) => url.pathname === "/users");
      await open(page, "/users");
      expect(await totalOf(page)).toBe(1);
      expect(await cellsOf(page, "E-mail")).toEqual([admin.email]);

      const [id] = await rowIds(page);
      const reader = await newPage({
        baseURL: purser.baseUrl,
        storageState: await page.context().storageState(),
        javaScriptEnabled: false,
      });
      await open(page, `/users/${id}/edit`);
      await page.getByLabel("Name").fill("Grace Okafor");
      expect(await entryOf(reader, { type: "user", id: id! }, () => save(page, "Save user", "User corrected"))).toEqual({
        action: "User: correct",
        who: "first.admin",
        reason: null,
        changes: { name: ["first.admin", "Grace Okafor"] },
      });
      for (const path of ["/", "/chats", "/messages", "/tool-calls", "/usage", "/subscriptions", "/payments", "/tokens", "/audit"]) {
        expect(`${path} ${(await reader.goto(path))?.status()}`).toBe(`${path} 200`);
      }
      await open(page, "/payments");
      await page.getByText("No payments yet").waitFor();
      await open(page, "/audit");
      expect(await totalOf(page), "made an admin, and corrected").toBe(2);
      expect(await headingOf(page)).toBe("Audit");
    } finally {
      await purser.stop();
    }
  });

  test("that cannot be reached is told in one line, and the start fails", async () => {
    const port = await freePort();
    const databaseUrl = `postgres://purser:secret-word@127.0.0.1:${port}/nothing`;
    const env = { DATABASE_URL: databaseUrl, DATABASE_DRIVER: driver, ...(driver === "neon" && { NEON_WS_PROXY: `127.0.0.1:${port}/v1` }) };
    for (const command of ["start", "db-migrate"] as const) {
      const { code, output } = await runCommand(command, env);
      expect(`${command} ${code}`).toBe(`${command} 1`);
      expect(lines(output).length, output).toBe(1);
      expect(output).toMatch(/cannot be reached/i);
      expect(output).not.toContain("secret-word");
    }
  });
});

test("a PostgreSQL database lacks its secrets: the start says which", async ({ postgres }) => {
  await postgres.createDatabase("without_secrets");
  const { code, output } = await runCommand("start", { DATABASE_URL: postgres.url("without_secrets"), BETTER_AUTH_SECRET: "" });
  expect(code).toBe(1);
  expect(lines(output)).toEqual([expect.stringContaining("BETTER_AUTH_SECRET is not set")]);
});
