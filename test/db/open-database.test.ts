import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { driverFor, openDatabase } from "../../lib/db/open-database.server.ts";
import { openPglite } from "../../lib/db/open-pglite.server.ts";

const choice = { databaseUrl: undefined, databaseDriver: undefined, neonWsProxy: undefined, dataDir: "unused" } as const;

describe("the driver", () => {
  const cases: [databaseUrl: string | undefined, databaseDriver: "pglite" | "pg" | "neon" | undefined, driver: string][] = [
    [undefined, undefined, "pglite"],
    [undefined, "pg", "pglite"],
    ["postgres://u:p@db.example.com/app", undefined, "pg"],
    ["postgres://u:p@localhost:5433/app", undefined, "pg"],
    ["postgres://u:p@ep-cool-name-123456-pooler.eu-central-1.aws.neon.tech/app?sslmode=require", undefined, "neon"],
    ["postgres://u:p@ep-x.eu-west-2.aws.neon.build/app", undefined, "neon"],
    ["postgres://u:p@neon.tech.example.com/app", undefined, "pg"],
    ["postgres://neon.tech:p@example.com/app", undefined, "pg"],
    ["postgres://u:p@ep-x.aws.neon.tech/app", "pg", "pg"],
    ["postgres://u:p@localhost/app", "neon", "neon"],
    ["postgres://u:p@localhost/app", "pglite", "pglite"],
  ];

  test.each(cases)("for %s and DATABASE_DRIVER=%s is %3$s", (databaseUrl, databaseDriver, driver) => {
    expect(driverFor({ ...choice, databaseUrl, databaseDriver })).toBe(driver);
  });
});

describe("a database that does not answer", () => {
  test.each([
    { databaseDriver: "pg" as const, neonWsProxy: undefined },
    { databaseDriver: "neon" as const, neonWsProxy: "127.0.0.1:1/v1" },
  ])("is one line without the password: $databaseDriver", async (how) => {
    const error = await openDatabase({ ...choice, ...how, databaseUrl: "postgres://staff:s3cret@127.0.0.1:1/app" }).catch((e: Error) => e);
    expect(error).toBeInstanceOf(Error);
    const { message } = error as Error;
    expect(message).toMatch(/^The database at 127\.0\.0\.1:1\/app cannot be reached \(driver \w+\): .*ECONNREFUSED/);
    expect(message).not.toMatch(/\n|s3cret|staff/);
  });
});

describe("the embedded database", () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), "purser-open-")), "deep", "data");
  });
  afterEach(() => rmSync(join(folder, "../.."), { recursive: true, force: true }));
  const lock = () => join(folder, "purser.lock");

  // Making a folder takes seconds, so one test follows it through.
  test("keeps its rows in a folder for its owner only, whose lock outlives no process", { timeout: 60_000 }, async () => {
    const first = await openPglite(folder);
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(readFileSync(lock(), "utf8")).toBe(String(process.pid));
    await expect(openPglite(folder)).rejects.toThrow("already open in this process");
    await first.db.execute(sql`create table kept as select 1 as one`);
    await first.close();
    expect(existsSync(lock())).toBe(false);

    // The last: a container gives each of its processes the same id.
    for (const left of [String(spawnSync("true").pid), "", String(process.pid)]) {
      writeFileSync(lock(), left);
      const next = await openDatabase({ ...choice, dataDir: folder });
      expect(next).toMatchObject({ driver: "pglite", address: folder });
      expect(readFileSync(lock(), "utf8")).toBe(String(process.pid));
      expect((await next.db.execute(sql`select one from kept`)).rows).toEqual([{ one: 1 }]);
      await next.close();
    }
  });

  test("is refused while another process holds it, which is named", async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(lock(), String(process.ppid));
    await expect(openPglite(folder)).rejects.toThrow(`in use by the process ${process.ppid}`);
    expect(readFileSync(lock(), "utf8")).toBe(String(process.ppid));
  });
});
