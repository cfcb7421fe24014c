import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../lib/db/database.server.ts";
import { fillDemo } from "../../lib/demo/fill-demo.server.ts";
import { entitlementList } from "../../lib/entitlements/entitlement.ts";
import { countEntitlements, countVerdicts } from "../../lib/entitlements/list-entitlements.server.ts";
import { redVerdict } from "../../lib/entitlements/verdict.ts";
import { openEmptyDatabase } from "../demo/demo-database.ts";

const now = new Date("2026-11-18T15:20:00Z");

let database: Database;
beforeAll(async () => {
  database = await openEmptyDatabase();
  await fillDemo(database.db, { now, scale: 0.03 });
});
afterAll(() => database.close());

test("the demo has users with each red verdict, and the list behind each count has as many", async () => {
  const counts = await countVerdicts(database.db, now);
  for (const verdict of redVerdict) {
    expect(counts[verdict], verdict).toBeGreaterThan(0);
    const list = await countEntitlements(database.db, entitlementList.parse(entitlementList.link({ verdict: [verdict] })), now);
    expect(list, verdict).toEqual({ count: counts[verdict], exact: true });
  }
});
