import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../lib/db/database.server.ts";
import { fillDemo } from "../../lib/demo/fill-demo.server.ts";
import { planBulkLink } from "../../lib/unlinked/plan-bulk-link.server.ts";
import { unlinkedList } from "../../lib/unlinked/unlinked.ts";
import { openEmptyDatabase } from "../demo/demo-database.ts";

let database: Database;
beforeAll(async () => {
  database = await openEmptyDatabase();
  await fillDemo(database.db, { now: new Date("2026-11-18T15:20:00Z"), scale: 0.03 });
});
afterAll(() => database.close());

test("the demo has payments and subscriptions without a user, with every strength of evidence", async () => {
  const payments = await planBulkLink(database.db, unlinkedList.defaults);
  for (const count of [payments.pairs.length, payments.ambiguous, payments.weak, payments.unknown]) expect(count).toBeGreaterThan(0);
  const kinds = new Set(payments.pairs.flatMap(({ candidate }) => candidate.evidence.filter((one) => one.strong).map((one) => one.kind)));
  expect([...kinds]).toEqual(expect.arrayContaining(["customer_id", "email", "metadata"]));
  const subscriptions = await planBulkLink(database.db, unlinkedList.parse("?of=subscriptions"));
  for (const count of [subscriptions.pairs.length, subscriptions.unknown]) expect(count).toBeGreaterThan(0);
});
