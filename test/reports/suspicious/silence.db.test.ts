import type { Db } from "../../../lib/db/database.server.ts";
import { payment } from "../../../lib/db/schema.ts";
import { paymentSilences } from "../../../lib/reports/suspicious/silence.server.ts";
import { describe, expect, test } from "../../helpers/database-test.ts";
import { makePayment } from "../../helpers/factories.ts";
import { paymentBreakers } from "./breakers.ts";

const HOUR = 3_600_000;

/** Payments one after the other, each so many hours after the one before; the last one came `lastAgo` hours ago. Ids are "0", "1" and so on. */
async function payAfter(db: Db, gaps: readonly number[], lastAgo: number): Promise<Date[]> {
  await db.delete(payment);
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  let at = Math.floor((Date.now() - (lastAgo + total) * HOUR) / 1000) * 1000;
  const times = [new Date(at)];
  for (const gap of gaps) {
    at += gap * HOUR;
    times.push(new Date(at));
  }
  for (const [n, createdAt] of times.entries()) await makePayment(db, { id: String(n), createdAt, status: n % 2 ? "failed" : "succeeded" });
  return times;
}

const hourly = (count: number) => Array.from({ length: count }, () => 1);

describe("a silence of the webhook", () => {
  test("is a gap of more than four times what is usual; the payment that ends it is found", async ({ db }) => {
    const times = await payAfter(db, [...hourly(30), 5, ...hourly(20), 4, ...hourly(10)], 1);
    expect(await paymentBreakers(db)).toEqual({ "after-silence": ["31"] });
    const silences = await paymentSilences(db, new Date());
    expect(silences).toEqual({
      gaps: 62,
      usual: HOUR,
      longest: 4 * HOUR,
      last: times.at(-1)!.toISOString(),
      silentNow: false,
      ended: [{ from: times[30]!.toISOString(), until: times[31]!.toISOString(), paymentId: "31", length: 5 * HOUR }],
    });
  });

  test("is said while it lasts", async ({ db }) => {
    await payAfter(db, hourly(60), 4.5);
    expect(await paymentSilences(db, new Date())).toMatchObject({ silentNow: true, ended: [] });
    expect(await paymentSilences(db, new Date(Date.now() - HOUR))).toMatchObject({ silentNow: false, ended: [] });
    expect(await paymentBreakers(db)).toEqual({});
  });

  test("lasts an hour at least, however busy it is", async ({ db }) => {
    await payAfter(db, [...Array.from({ length: 60 }, () => 1 / 60), 0.9, 1.1], 0.1);
    expect(await paymentBreakers(db)).toEqual({ "after-silence": ["62"] });
    expect((await paymentSilences(db, new Date())).longest).toBe(HOUR);
  });

  test("cannot be told from few payments, and what is older than three months says nothing", async ({ db }) => {
    await payAfter(db, [...hourly(48), 30], 1);
    expect(await paymentBreakers(db)).toEqual({});
    expect(await paymentSilences(db, new Date())).toMatchObject({ gaps: 49, usual: HOUR, longest: null, silentNow: false, ended: [] });
    await payAfter(db, [...hourly(60), 30, ...hourly(60)], 91 * 24);
    expect(await paymentBreakers(db)).toEqual({});
    expect(await paymentSilences(db, new Date())).toMatchObject({ gaps: 0, usual: null, longest: null, ended: [] });
  });

  test("of no payments is none", async ({ db }) => {
    await db.delete(payment);
    expect(await paymentSilences(db, new Date())).toEqual({ gaps: 0, usual: null, longest: null, last: null, silentNow: false, ended: [] });
  });
});
