import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Database } from "../../../lib/db/database.server.ts";
import { payment, subscription, user } from "../../../lib/db/schema.ts";
import { demoClock, isoDay } from "../../../lib/demo/clock.ts";
import { makeMoney } from "../../../lib/demo/money.ts";
import { createRandom } from "../../../lib/demo/random.ts";
import { RowWriter } from "../../../lib/demo/row-writer.server.ts";
import { makePowerUser, makeUsers } from "../../../lib/demo/users.ts";
import { paymentSilences } from "../../../lib/reports/suspicious/silence.server.ts";
import { suspiciousPaymentCounts, suspiciousSubscriptionCounts } from "../../../lib/reports/suspicious/suspicious-counts.server.ts";
import { openEmptyDatabase } from "../../demo/demo-database.ts";

const now = new Date("2026-11-18T15:20:00Z");
let database: Database;

/** The people and the money of the demo database at its ordinary size; its chats would take a minute and matter to no rule. */
beforeAll(async () => {
  database = await openEmptyDatabase();
  const clock = demoClock(now);
  const random = createRandom(`purser 1 ${isoDay(clock.today)}`);
  const power = makePowerUser(random.fork("power"), clock);
  const users = makeUsers(random.fork("users"), clock, 2000, power);
  const money = makeMoney(random.fork("money"), clock, users, power, { subscriptions: 500, payments: 2000 });
  const writer = new RowWriter(database.db, [user, subscription, payment]);
  await writer.add(
    user,
    users.map(({ row }) => row),
  );
  await writer.add(subscription, money.subscriptions);
  await writer.add(payment, money.payments);
  await writer.flush();
});
afterAll(() => database.close());

// What is overdue and what is silent depends on the time: it is the one at which the demo was filled.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now });
});
afterEach(() => {
  vi.useRealTimers();
});

test("each rule has rows in the demo, and few of them", async () => {
  const counts = [
    ...Object.entries(await suspiciousPaymentCounts(database.db)),
    ...Object.entries(await suspiciousSubscriptionCounts(database.db)),
  ];
  expect(counts.filter(([, { count }]) => count === 0)).toEqual([]);
  expect(counts.filter(([, { count }]) => count > 60)).toEqual([]);
});

test("the webhook's four silent days are found, and no other day", async () => {
  const { ended, silentNow } = await paymentSilences(database.db, now);
  expect(silentNow).toBe(false);
  expect(ended).toHaveLength(1);
  expect(ended[0]!.length).toBeGreaterThan(4 * 86_400_000);
});
