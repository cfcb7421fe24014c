import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../lib/db/database.server.ts";
import { payment } from "../../lib/db/schema.ts";
import { paymentEntryProblem } from "../../lib/db/values.ts";
import { fillDemo } from "../../lib/demo/fill-demo.server.ts";
import { env } from "../../lib/env.server.ts";
import { dayOf } from "../../lib/list/day.ts";
import { openEmptyDatabase } from "../demo/demo-database.ts";
import { expectRowsBehindNumbers, reportOf } from "./rows-behind.ts";

const now = new Date("2026-11-18T15:20:00Z");
const zone = env().reportingTimeZone;

let database: Database;
beforeAll(async () => {
  env().reportingTimeZone = "Europe/Berlin";
  database = await openEmptyDatabase();
  await fillDemo(database.db, { now, scale: 0.1 });
});
afterAll(async () => {
  env().reportingTimeZone = zone;
  await database.close();
});

test("each number of the money report on the demo's data is what the rows behind its link come to", { timeout: 120_000 }, async () => {
  const { db } = database;
  const made = new Map((await db.select().from(payment)).map((row) => [row.id, row]));
  const today = dayOf(now, "Europe/Berlin");
  const report = await expectRowsBehindNumbers(db, made, "", today, 5);
  expect(report.currencies.length).toBeGreaterThan(3);
  for (const [search, every] of [
    ["by=day&from=2026-10-20&to=2026-11-02&currency=EUR", 5],
    ["split=product", 53],
    ["split=country&currency=USD", 29],
    ["split=method", 37],
  ] as const) {
    await expectRowsBehindNumbers(db, made, search, today, every);
  }
});

test("the demo has entries that could not be read, of each kind of problem", async () => {
  const { entries, notKept } = await reportOf(database.db, "", dayOf(now, "Europe/Berlin"));
  const found = new Set(entries.flatMap(({ problem }) => problem ?? []));
  // A list of more than a thousand entries is left to the tests of what is kept.
  expect(paymentEntryProblem.filter((problem) => !found.has(problem))).toEqual(["too_many"]);
  expect(notKept).toBe(0);
});
