import { payment, subscription } from "../../../lib/db/schema.ts";
import { recurringInterval, subscriptionStatus } from "../../../lib/db/values.ts";
import { describe, expect, test } from "../../helpers/database-test.ts";
import { makePayment, makeSubscription } from "../../helpers/factories.ts";
import { subscriptionBreakers } from "./breakers.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A period that began so many milliseconds ago, and runs for `length`. */
function period(ago: number, length = 30 * DAY) {
  // Whole seconds, so that every driver keeps them.
  const start = Math.floor((Date.now() - ago) / 1000) * 1000;
  return {
    createdAt: new Date(start - 90 * DAY),
    startedAt: new Date(start - 90 * DAY),
    currentPeriodStart: new Date(start),
    currentPeriodEnd: new Date(start + length),
  };
}

describe("active, period not paid", () => {
  test("one whose period nobody paid is found", async ({ db }) => {
    await db.delete(payment);
    await db.delete(subscription);
    const monthly = period(3 * DAY);
    await makeSubscription(db, { id: "nothing", ...monthly });
    await makeSubscription(db, { id: "only failed", ...monthly });
    await makePayment(db, { subscriptionId: "only failed", status: "failed", createdAt: monthly.currentPeriodStart });
    await makeSubscription(db, { id: "only earlier", ...monthly });
    const earlier = new Date(monthly.currentPeriodStart.getTime() - 2 * HOUR);
    await makePayment(db, { subscriptionId: "only earlier", createdAt: earlier });
    await makeSubscription(db, { id: "a day's", recurringInterval: "day", ...period(13 * HOUR, DAY) });
    await makeSubscription(db, { id: "past its end", ...period(40 * DAY) });
    expect(await subscriptionBreakers(db)).toEqual({
      "unpaid-period": ["a day's", "nothing", "only earlier", "only failed", "past its end"],
    });
  });

  test("one that is paid, free, on trial, not active, or has only just begun its period is not", async ({ db }) => {
    await db.delete(payment);
    await db.delete(subscription);
    const monthly = period(3 * DAY);
    const start = monthly.currentPeriodStart.getTime();
    await makeSubscription(db, { id: "paid", ...monthly });
    await makePayment(db, { subscriptionId: "paid", createdAt: new Date(start + 5 * MINUTE) });
    await makeSubscription(db, { id: "paid late", ...monthly });
    await makePayment(db, { subscriptionId: "paid late", createdAt: new Date(start + 2 * DAY) });
    await makeSubscription(db, { id: "paid a moment before", ...monthly });
    await makePayment(db, { subscriptionId: "paid a moment before", createdAt: new Date(start - 30 * MINUTE) });
    await makeSubscription(db, { id: "free", amount: 0, ...monthly });
    for (const status of subscriptionStatus) if (status !== "active") await makeSubscription(db, { status, ...monthly });
    await makeSubscription(db, { id: "just begun", ...period(47 * HOUR) });
    await makeSubscription(db, { id: "a day's", recurringInterval: "day", ...period(11 * HOUR, DAY) });
    expect(await subscriptionBreakers(db)).toEqual({});
  });
});

test("unknown statuses and intervals are found, the known ones are not", async ({ db }) => {
  await db.delete(payment);
  await db.delete(subscription);
  const fresh = period(HOUR);
  for (const status of subscriptionStatus) await makeSubscription(db, { status, ...fresh });
  for (const interval of recurringInterval) await makeSubscription(db, { recurringInterval: interval, ...fresh });
  await makeSubscription(db, { id: "status", status: "on_hold", ...fresh });
  await makeSubscription(db, { id: "interval", recurringInterval: "quarter", ...fresh });
  await makeSubscription(db, { id: "empty", recurringInterval: "", ...fresh });
  expect(await subscriptionBreakers(db)).toEqual({ "unknown-value": ["empty", "interval", "status"] });
});
