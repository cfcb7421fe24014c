import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Page } from "playwright-core";
import { makeStaff } from "../../lib/auth/make-staff.server.ts";
import type { StaffRoleName } from "../../lib/auth/permissions.ts";
import type { Database } from "../../lib/db/database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { makeUser } from "../helpers/factories.ts";
import { type LocalPostgres, startLocalPostgres } from "../helpers/local-postgres.ts";
import { type Standby, startStandby } from "../helpers/standby.ts";
import { type RunningPurser, startPurser } from "../helpers/start-purser.ts";
import { save } from "./change-page.ts";
import { cellsOf } from "./list-page.ts";
import { test as base, describe, eventually, expect, open, scriptsRun } from "./staff-page.ts";

const passwords = new Map<StaffRoleName, string>();
const emailOf = (role: StaffRoleName) => `${role}@purser.example`;

/**
 * Tests of a Purser that reads a standby.
 *
 * - `db`: the primary's, migrated, with an admin and a person of support.
 * - `replay(verb)`: lets the standby fall behind, or catch up.
 * - `pageAs(role)`: a page of a person who has just signed in.
 */
const test = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads a fixture's needs from this pattern.
  .extend("postgres", { scope: "file" }, async ({}, { onCleanup }): Promise<LocalPostgres> => {
    const server = await startLocalPostgres();
    onCleanup(server.stop);
    await server.createDatabase("product");
    return server;
  })
  .extend("primary", { scope: "file" }, async ({ postgres }, { onCleanup }): Promise<Database> => {
    const database = openPg(postgres.url("product"));
    onCleanup(() => database.close());
    await database.migrate();
    for (const role of ["admin", "support"] as const) {
      passwords.set(role, randomBytes(18).toString("base64url"));
      await makeStaff(database.db, { email: emailOf(role), name: `${role} person`, role, password: passwords.get(role) });
    }
    return database;
  })
  .extend("standby", { scope: "file" }, async ({ postgres, primary }, { onCleanup }): Promise<Standby> => {
    expect(primary.driver).toBe("pg");
    // It bears exports.
    const standby = await startStandby(postgres.url("product"), ["hot_standby_feedback=on"]);
    onCleanup(standby.remove);
    return standby;
  })
  .extend("purser", { scope: "file" }, async ({ postgres, standby }, { onCleanup }): Promise<RunningPurser> => {
    const purser = await startPurser({
      ...{ script: "start", databaseUrl: postgres.url("product"), driver: "pg" },
      env: { DATABASE_READ_URL: standby.url("product") },
    });
    onCleanup(purser.stop);
    return purser;
  })
  .extend("personAs", async ({ purser, newPage }) => async (role: StaffRoleName): Promise<Page> => {
    const page = await newPage({ baseURL: purser.baseUrl });
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(emailOf(role));
    await page.getByLabel("Password", { exact: true }).fill(passwords.get(role)!);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    await scriptsRun(page);
    return page;
  });

/** Says something to the standby itself. */
async function tell(standby: Standby, statement: string): Promise<Record<string, unknown>[]> {
  const { db, close } = openPg(standby.url("product"));
  return db
    .execute(sql.raw(statement))
    .then(({ rows }) => rows)
    .finally(close);
}

const namesOn = async (page: Page) => {
  await open(page, "/users");
  return cellsOf(page, "Name");
};

describe("with a standby to read from", () => {
  test("an edit is in the lists of who made it, and in others' once the standby has it", { timeout: 120_000 }, async ({
    primary,
    standby,
    personAs,
  }) => {
    const { id } = await makeUser(primary.db, { name: "Grace Before" });
    const admin = await personAs("admin");
    const support = await personAs("support");
    await eventually(() => namesOn(support)).toContain("Grace Before");

    await tell(standby, "select pg_wal_replay_pause()");
    await open(admin, `/users/${id}/edit`);
    await admin.getByLabel("Name").fill("Grace After");
    await save(admin, "Save user", "User corrected");
    expect(await namesOn(admin)).toContain("Grace After");
    expect(await (await admin.request.get("/users.csv")).text()).toContain("Grace After");
    await open(admin, "/audit");
    expect(await admin.locator("main table").innerText()).toMatch(/List: export[\s\S]*User: correct/);

    expect(await namesOn(support), "another person's list").toContain("Grace Before");
    expect(await (await support.request.get("/users.csv")).text(), "another person's file").toContain("Grace Before");
    await open(support, `/users/${id}`);
    expect(await support.locator("h1").innerText(), "a page of its own").toContain("Grace After");

    await tell(standby, "select pg_wal_replay_resume()");
    await eventually(() => namesOn(support)).toContain("Grace After");
    const { rows } = await primary.db.execute(sql`select status, rows from export_run order by created_at`);
    expect(rows.map(({ status }) => status)).toEqual(["finished", "finished"]);
  });

  test("that stops, every list goes on, and the log says why; when it is back it is read again", { timeout: 120_000 }, async ({
    primary,
    standby,
    purser,
    personAs,
  }) => {
    const support = await personAs("support");
    const paths = ["/", "/users", "/users.csv", "/chats", "/messages", "/tool-calls", "/tool-calls/failures", "/usage", "/exports"];
    await standby.stop();
    await makeUser(primary.db, { name: "Written Meanwhile" });
    for (const path of paths) expect(`${path} ${(await support.request.get(path)).status()}`).toBe(`${path} 200`);
    expect(await namesOn(support)).toContain("Written Meanwhile");
    expect(purser.output().match(/The replica cannot be read/g)?.length).toBe(1);
    expect(purser.output()).not.toContain(new URL(standby.url("product")).password);

    await standby.start();
    await eventually(() => tell(standby, `select 1 from "user" where name = 'Written Meanwhile'`)).toHaveLength(1);
    await tell(standby, "select pg_wal_replay_pause()");
    await makeUser(primary.db, { name: "Not There Yet" });
    await eventually(() => namesOn(support)).not.toContain("Not There Yet");
    await tell(standby, "select pg_wal_replay_resume()");
  });
});

test("a server starts without the standby, and says so", { timeout: 120_000 }, async ({ postgres, primary }) => {
  expect(primary.driver).toBe("pg");
  const purser = await startPurser({
    ...{ script: "start", databaseUrl: postgres.url("product"), driver: "pg" },
    env: { DATABASE_READ_URL: "postgres://purser:secret-word@127.0.0.1:1/product" },
  });
  try {
    expect((await fetch(`${purser.baseUrl}/readyz`)).status).toBe(200);
    await eventually(() => purser.output()).toContain("The replica cannot be read");
    expect(purser.output()).not.toContain("secret-word");
  } finally {
    await purser.stop();
  }
});
