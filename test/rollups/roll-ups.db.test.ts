import { eq, sql } from "drizzle-orm";
import { afterEach } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import {
  activeDays,
  message,
  messageUsage,
  payment,
  rollup,
  rollupDay,
  rollupLog,
  rollupState,
  subscription,
  user,
} from "../../lib/db/schema.ts";
import { env } from "../../lib/env.server.ts";
import { addDays, dayOf, startOfDay } from "../../lib/list/day.ts";
import { checkRollups, type WrongRollup } from "../../lib/rollups/check.server.ts";
import { rebuildRollups, rollUpAll } from "../../lib/rollups/rebuild.server.ts";
import { refreshRollups } from "../../lib/rollups/refresh.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import {
  makeChat,
  makeMessage,
  makeMessageUsage,
  makePayment,
  makeSearchUsage,
  makeSubscription,
  makeToolCall,
  makeUser,
} from "../helpers/factories.ts";
import { dispute, refund } from "../payments/dodo.ts";
import { expectExactReads } from "./exact.ts";

const testZone = env().reportingTimeZone;
afterEach(() => {
  env().reportingTimeZone = testZone;
});

const now = new Date();
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);

/** Two users over some months, rolled up. */
async function makeRolledUp(db: Db) {
  const [ada, grace] = [await makeUser(db, { createdAt: ago(90) }), await makeUser(db, { createdAt: ago(35) })];
  const { id: chatId } = await makeChat(db, { userId: ada.id });
  for (const days of [80, 33, 32, 20, 3, 0]) {
    await makeMessage(db, { id: `roll${days}`, chatId, createdAt: ago(days), totalTokens: days });
    await makeToolCall(db, { chatId, status: "succeeded", createdAt: ago(days), startedAt: ago(days), finishedAt: now });
    await makeMessageUsage(db, { id: `ada${days}`, userId: ada.id, date: ago(days), messageCount: days });
    await makeSearchUsage(db, { userId: grace.id, date: ago(days) });
  }
  for (const days of [33, 3]) await makeMessageUsage(db, { userId: grace.id, date: ago(days) });
  const plan = await makeSubscription(db, { startedAt: ago(70), endedAt: ago(10) });
  const paid = await makePayment(db, {
    createdAt: ago(60),
    subscriptionId: plan.id,
    productCart: null,
    refunds: [refund({ amount: 300, created_at: ago(30).toISOString() })],
    disputes: [dispute({ amount: "90", dispute_status: "dispute_lost", created_at: ago(25).toISOString() })],
  });
  await rebuildRollups(db, { zone: env().reportingTimeZone });
  return { ada, grace, chatId, plan, paid };
}

const logged = async (db: Db) => (await db.select().from(rollupLog)).length;
const stateOf = async (db: Db) => (await db.select().from(rollupState))[0];

describe("roll-ups", () => {
  const changes: [string, (db: Db, made: Awaited<ReturnType<typeof makeRolledUp>>) => Promise<unknown>][] = [
    ["a message deleted", (db) => db.delete(message).where(eq(message.id, "roll20"))],
    [
      "a message moved",
      (db) =>
        db
          .update(message)
          .set({ createdAt: ago(50) })
          .where(eq(message.id, "roll20")),
    ],
    ["a message's tokens", (db) => db.update(message).set({ totalTokens: 9 }).where(eq(message.id, "roll33"))],
    ["a call that ends later", (db) => db.execute(sql`update tool_calls set finished_at = finished_at + interval '1 day'`)],
    ["a counter that goes up", (db) => db.update(messageUsage).set({ messageCount: 99 }).where(eq(messageUsage.id, "ada33"))],
    [
      "a counter of somebody else",
      (db, { grace }) => db.update(messageUsage).set({ userId: grace.id }).where(eq(messageUsage.id, "ada33")),
    ],
    ["a counter that goes", (db) => db.delete(messageUsage).where(eq(messageUsage.id, "ada32"))],
    ["a counter between two others", (db, { grace }) => makeMessageUsage(db, { userId: grace.id, date: ago(12) })],
    ["a user who goes with the counters", (db, { grace }) => db.delete(user).where(eq(user.id, grace.id))],
    [
      "a refund that arrives",
      (db, { paid }) =>
        db
          .update(payment)
          .set({ refunds: [refund({ amount: 7 })] })
          .where(eq(payment.id, paid.id)),
    ],
    ["a payment that failed after all", (db, { paid }) => db.update(payment).set({ status: "failed" }).where(eq(payment.id, paid.id))],
    [
      "another product of the subscription",
      (db, { plan }) => db.update(subscription).set({ productId: "p2" }).where(eq(subscription.id, plan.id)),
    ],
    ["a subscription that goes", (db, { plan }) => db.delete(subscription).where(eq(subscription.id, plan.id))],
    ["an end that is taken back", (db, { plan }) => db.update(subscription).set({ endedAt: null }).where(eq(subscription.id, plan.id))],
    ["a row of long ago", (db, { chatId }) => makeMessage(db, { chatId, createdAt: ago(400) })],
    ["a row before 1970", (db, { chatId }) => makeMessage(db, { chatId, createdAt: new Date("1950-01-01T00:00:00Z") })],
    ["a row of tomorrow", (db, { chatId }) => makeMessage(db, { chatId, createdAt: ago(-1) })],
    ["a row of far ahead", (db, { chatId }) => makeMessage(db, { chatId, createdAt: ago(-4_000) })],
    ["a table that is emptied", (db) => db.execute(sql`truncate message_usage`)],
    ["all of it", (db) => db.execute(sql`truncate "user", payment, subscription cascade`)],
  ];
  for (const [what, change] of changes) {
    test(`are exact after a change of old days, before and after it is rolled up: ${what}`, async ({ db }) => {
      await change(db, await makeRolledUp(db));
      expect(await logged(db)).toBeGreaterThan(0);
      await expectExactReads(db, now, "noted");
      await refreshRollups(db, { zone: testZone, now });
      expect(await logged(db)).toBe(0);
      await expectExactReads(db, now, "rolled up");
      await rollUpAll(db, { zone: testZone });
      expect(await stateOf(db)).toMatchObject({ complete: true });
      await expectExactReads(db, now, "complete");
      expect(await wrongOnes(db)).toEqual([]);
    });
  }

  test("are believed where nothing is noted, and refreshed in no other day than those that are", async ({ db }) => {
    await makeRolledUp(db);
    const day = dayOf(ago(20), testZone);
    await db.execute(sql`update rollup set sums = '{1000,0}' where series = 'messages' and day = ${day}::date`);
    await db.update(message).set({ totalTokens: 5 }).where(eq(message.id, "roll33"));
    expect(await refreshRollups(db, { zone: testZone, now })).toEqual({ days: 1, unfinished: false });
    await expect(expectExactReads(db, now, "planted")).rejects.toThrow(/planted/);
  });

  test("go on with the days that come", async ({ db }) => {
    const { chatId } = await makeRolledUp(db);
    await makeMessage(db, { chatId, createdAt: ago(-2) });
    const later = ago(-9);
    await expectExactReads(db, later, "before they are rolled up");
    await refreshRollups(db, { zone: testZone, now: later });
    expect(await stateOf(db)).toMatchObject({ lastDay: dayOf(later, testZone), complete: true });
    await expectExactReads(db, later, "nine days later");
    expect(await wrongOnes(db)).toEqual([]);
  });

  test("of another zone, or by other definitions, are not believed and are made anew", async ({ db }) => {
    await makeRolledUp(db);
    const spoil = () => db.update(rollup).set({ sums: [1_000] });
    const expectAnew = async (zone: string) => {
      await expectExactReads(db, now, "not believed");
      expect(await refreshRollups(db, { zone, now })).toEqual({ days: 0, unfinished: true });
      await expectExactReads(db, now, "thrown away");
      await rollUpAll(db, { zone });
      expect(await db.select({ zone: rollupState.zone, complete: rollupState.complete }).from(rollupState)).toEqual([
        { zone, complete: true },
      ]);
      await expectExactReads(db, now, "made anew");
      expect(await wrongOnes(db)).toEqual([]);
    };
    await spoil();
    env().reportingTimeZone = "Asia/Kathmandu";
    await expectAnew("Asia/Kathmandu");
    await spoil();
    await db.update(rollupState).set({ version: sql`version + 1` });
    await expectAnew("Asia/Kathmandu");
  });

  test("that are being made go on where they were left, exact meanwhile", async ({ db }) => {
    await makeRolledUp(db);
    const stop = new AbortController();
    await rebuildRollups(db, { zone: testZone, batch: 10, signal: stop.signal, onProgress: () => stop.abort() });
    const [{ days } = { days: 0 }] = await db
      .select({ days: sql<number>`count(*)::int` })
      .from(rollupDay)
      .where(sql`day <= ${dayOf(now, testZone)}`);
    const first = addDays(dayOf(now, testZone), -9);
    expect(await stateOf(db)).toMatchObject({ firstDay: first, starts: startOfDay(first, testZone), complete: false });
    await expectExactReads(db, now, "ten days");
    expect(await wrongOnes(db)).toEqual([]);
    const progress: { done: number; left: number }[] = [];
    await rollUpAll(db, { zone: testZone, batch: 50, onProgress: (step) => progress.push(step) });
    expect(progress[0]).toEqual({ done: 50, left: days - 60 });
    expect(progress.at(-1)!.left).toBe(0);
    await expectExactReads(db, now, "all days");
  });

  test("count nobody twice whose days were written beyond the calendar while a refresh took the log", async ({ db }) => {
    const { ada } = await makeRolledUp(db);
    for (const days of [330, 329]) await makeMessageUsage(db, { userId: ada.id, date: ago(days) });
    await db.delete(rollupLog);
    await refreshRollups(db, { zone: testZone, now });
    await expectExactReads(db, now, "rolled up");
    await rollUpAll(db, { zone: testZone });
    await expectExactReads(db, now, "complete");
  });

  test("of an empty database are none", async ({ db }) => {
    await db.execute(sql`truncate "user", payment, subscription cascade`);
    await rebuildRollups(db, { zone: testZone });
    expect(await stateOf(db)).toMatchObject({ firstDay: dayOf(now, testZone), lastDay: dayOf(now, testZone), complete: true });
    expect(await db.select().from(rollup)).toEqual([]);
    await expectExactReads(db, now, "empty");
    const { id } = await makeUser(db, { createdAt: ago(5) });
    await makeMessageUsage(db, { userId: id, date: now });
    await expectExactReads(db, now, "one user");
    expect(await refreshRollups(db, { zone: testZone, now })).toMatchObject({ unfinished: true });
    await rollUpAll(db, { zone: testZone });
    await expectExactReads(db, now, "rolled up");
  });
});

async function wrongOnes(db: Db): Promise<WrongRollup[]> {
  const wrong: WrongRollup[] = [];
  await checkRollups(db, { zone: env().reportingTimeZone, onWrong: (found) => wrong.push(found) });
  return wrong;
}

describe("checking roll-ups", () => {
  const day = dayOf(ago(33), testZone);
  const month = `${day.slice(0, 7)}-01`;
  const spoilt: [string, ReturnType<typeof sql>, Partial<WrongRollup>][] = [
    [
      "a wrong sum",
      sql`update rollup set sums = '{1,34}' where series = 'messages' and unit = 'day' and day = ${day}`,
      { series: "messages", unit: "day", day, rolled: [1, 34] },
    ],
    [
      "a key that is missing",
      sql`delete from rollup where series = 'tool_calls' and unit = 'day' and day = ${day}`,
      { series: "tool_calls", unit: "day", day, key: "succeeded", rolled: null },
    ],
    [
      "a key that no row has",
      sql`insert into rollup values ('sign_ups', 'day', ${day}, 'odd', '{3}')`,
      { series: "sign_ups", unit: "day", day, key: "odd", rolled: [3], rows: null },
    ],
    [
      "a wrong month",
      sql`update rollup set sums = '{1,34}' where series = 'messages' and unit = 'month' and day = ${month}`,
      { series: "messages", unit: "month", day: month, rolled: [1, 34] },
    ],
    [
      "a wrong number of active users",
      sql`update active_days set users = 7 where unit = 'day' and day = ${day}`,
      { series: "active_users", unit: "day", day },
    ],
    [
      "users who had not been there",
      sql`update active_days set seen = seen || 5 where unit = 'day' and day = ${day}`,
      { series: "active_users", unit: "day", day },
    ],
    [
      "a day of active users that is missing",
      sql`delete from active_days where unit = 'day' and day = ${day}`,
      { series: "active_users", unit: "day", day, rolled: null },
    ],
    [
      "a wrong month of active users",
      sql`update active_days set users = 7 where unit = 'month' and day = ${month}`,
      { series: "active_users", unit: "month", day: month },
    ],
  ];
  for (const [what, spoil, found] of spoilt) {
    test(`finds ${what}`, async ({ db }) => {
      await makeRolledUp(db);
      expect(await wrongOnes(db)).toEqual([]);
      await db.execute(spoil);
      expect(await wrongOnes(db)).toContainEqual(expect.objectContaining(found));
    });
  }

  test("leaves out what is noted, which no read believes", async ({ db }) => {
    await makeRolledUp(db);
    await db.delete(message).where(eq(message.id, "roll33"));
    await db.delete(messageUsage).where(eq(messageUsage.id, "ada33"));
    expect(await wrongOnes(db)).toEqual([]);
    await db.delete(rollupLog);
    expect((await wrongOnes(db)).map(({ series }) => series)).toEqual(expect.arrayContaining(["messages", "active_users", "usage"]));
    expect(await db.select().from(activeDays)).not.toEqual([]);
  });
});

describe("noting what is written", () => {
  test("takes no right of the product's own role", async ({ db }) => {
    const { chatId } = await makeRolledUp(db);
    await db.execute(sql`create role roll_product`);
    await db.execute(sql`grant insert, update, delete, select on message to roll_product`);
    await db.execute(sql`set local role roll_product`);
    await makeMessage(db, { chatId, createdAt: ago(40) });
    await db.delete(message).where(eq(message.id, "roll33"));
    await db.update(message).set({ totalTokens: 4 }).where(eq(message.id, "roll3"));
    await db.execute(sql`reset role`);
    expect(await logged(db)).toBe(3);
    await expectExactReads(db, now, "another role");
  });

  test("never fails the product's own write", async ({ db }) => {
    const { ada, chatId, plan, paid } = await makeRolledUp(db);
    await db.execute(sql`alter table rollup_log rename to rollup_log_elsewhere`);
    await makeMessage(db, { id: "kept", chatId });
    await db.update(message).set({ totalTokens: 3 });
    await db.execute(sql`update tool_calls set status = 'failed'`);
    await makeMessageUsage(db, { userId: ada.id });
    await db.update(messageUsage).set({ messageCount: 3 });
    await db.execute(sql`update extreme_search_usage set search_count = 3`);
    await makeSearchUsage(db, { userId: ada.id });
    await db.update(subscription).set({ amount: 1 }).where(eq(subscription.id, plan.id));
    await db
      .update(payment)
      .set({ refunds: [refund()] })
      .where(eq(payment.id, paid.id));
    await db.update(user).set({ createdAt: now }).where(eq(user.id, ada.id));
    expect(await db.select({ tokens: message.totalTokens }).from(message).where(eq(message.id, "kept"))).toEqual([{ tokens: 3 }]);
    await db.delete(message);
    await db.execute(sql`truncate tool_calls cascade`);
    expect(await db.select().from(message)).toEqual([]);
  });
});
