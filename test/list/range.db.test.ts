import { randomUUID } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { messageUsage, payment } from "../../lib/db/schema.ts";
import { currencyDigits } from "../../lib/format.ts";
import type { AmountRange, CountRange } from "../../lib/list/filters.ts";
import { amountWithin, countWithin, within } from "../../lib/list/range.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeMessageUsage, makePayment, makeUser } from "../helpers/factories.ts";
import { seeded } from "../helpers/seeded.ts";

/** ISO 4217; the last two are codes that no standard knows. */
const digits: Record<string, number> = { JPY: 0, KRW: 0, USD: 2, EUR: 2, KWD: 3, BHD: 3, CLF: 4, jpy: 0, usd: 2, ZZZ: 2, U$: 2 };
const codes = Object.keys(digits);

/** `amount` in minor units compared with a number of whole units as it was typed, exactly. */
function compare(amount: number, currency: string, typed: string): number {
  const [whole = "", fraction = ""] = typed.split(".");
  const difference = BigInt(amount) * 10n ** BigInt(fraction.length) - BigInt(whole + fraction) * 10n ** BigInt(digits[currency]!);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const anyAmount = fc.oneof(
  fc.constantFrom("0", "-0", "500", "500.00", "5.005", "4.9999", "0.001", "-12.5", "999999999999.9999", "-999999999999"),
  fc.stringMatching(/^-?\d{1,4}(\.\d{1,4})?$/),
);
const anyRange: fc.Arbitrary<AmountRange> = fc.record({ min: anyAmount, max: anyAmount }, { requiredKeys: [] });
const anyCurrencies = fc.option(fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1, maxLength: 3 }), { nil: undefined });

async function makePayments(db: Db) {
  const userId = (await makeUser(db)).id;
  const amounts = fc.oneof(
    fc.constantFrom(0, 1, 5, 49_999, 50_000, 500, 5005, 5_000_000),
    fc.integer({ min: -20_000, max: 2_147_483_647 }),
  );
  const rows = fc.sample(fc.record({ currency: fc.constantFrom(...codes), totalAmount: amounts }), seeded(80));
  const payments = [];
  for (const row of rows) payments.push(await makePayment(db, { ...row, userId }));
  return { userId, payments };
}

describe("a range of amounts", () => {
  test("means whole units of each row's own currency, with and without a filter of currencies", async ({ db }) => {
    const { userId, payments } = await makePayments(db);
    await fc.assert(
      fc.asyncProperty(anyRange, anyCurrencies, async (range, currencies) => {
        const rows = await db
          .select({ id: payment.id })
          .from(payment)
          .where(
            and(
              eq(payment.userId, userId),
              currencies && inArray(payment.currency, currencies),
              amountWithin(payment.totalAmount, payment.currency, range, currencies),
            ),
          );
        const expected = payments.filter(
          ({ totalAmount, currency }) =>
            (!currencies || currencies.includes(currency)) &&
            (range.min === undefined || compare(totalAmount, currency, range.min) >= 0) &&
            (range.max === undefined || compare(totalAmount, currency, range.max) <= 0),
        );
        expect(rows.map((row) => row.id).sort()).toEqual(expected.map((row) => row.id).sort());
      }),
      seeded(200),
    );
  });

  test("knows the digits of every code as it is shown with", async ({ db }) => {
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const codes = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
    const one = codes.map((code) => ({ code, amount: 10 ** currencyDigits(code) }));
    const isOne = amountWithin(sql`amount`, sql`code`, { min: "1", max: "1" }, undefined);
    const { rows } = await db.execute(
      sql`select code from json_to_recordset(${JSON.stringify(one)}::json) as given (code text, amount integer) where not ${isOne}`,
    );
    expect(rows).toEqual([]);
  });

  test("500 is ¥500, $500.00 and KD 500.000", async ({ db }) => {
    const userId = (await makeUser(db)).id;
    for (const [currency, totalAmount] of [
      ["JPY", 500],
      ["USD", 50_000],
      ["KWD", 500_000],
      ["USD", 500],
      ["KWD", 50_000],
    ] as const) {
      await makePayment(db, { userId, currency, totalAmount });
    }
    const rows = await db
      .select({ currency: payment.currency, amount: payment.totalAmount })
      .from(payment)
      .where(and(eq(payment.userId, userId), amountWithin(payment.totalAmount, payment.currency, { min: "500", max: "500" }, undefined)))
      .orderBy(payment.totalAmount);
    expect(rows).toEqual([
      { currency: "JPY", amount: 500 },
      { currency: "USD", amount: 50_000 },
      { currency: "KWD", amount: 500_000 },
    ]);
  });

  test("of nothing is no condition", () => {
    expect(amountWithin(payment.totalAmount, payment.currency, undefined, ["USD"])).toBeUndefined();
    expect(amountWithin(payment.totalAmount, payment.currency, {}, undefined)).toBeUndefined();
  });
});

describe("a range of whole numbers", () => {
  test("counts both ends, and takes numbers beyond the column's own", async ({ db }) => {
    const userId = (await makeUser(db)).id;
    const counts = [-5, 0, 1, 1, 7, 2_147_483_647];
    for (const messageCount of counts) await makeMessageUsage(db, { userId, messageCount });
    const bound = fc.oneof(
      fc.integer({ min: -6, max: 8 }),
      fc.constantFrom(2_147_483_647, 2_147_483_648, 999_999_999_999_999, -999_999_999_999_999),
    );
    const range: fc.Arbitrary<CountRange> = fc.record({ min: bound, max: bound }, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(range, async ({ min, max }) => {
        const found = await db.$count(
          messageUsage,
          and(eq(messageUsage.userId, userId), countWithin(messageUsage.messageCount, { min, max })),
        );
        expect(found).toBe(counts.filter((count) => (min === undefined || count >= min) && (max === undefined || count <= max)).length);
      }),
      seeded(60),
    );
  });
});

describe("a range of days", () => {
  test("holds its first instant and not that of the day behind, to the microsecond", async ({ db }) => {
    const id = randomUUID();
    const held = async (createdAt: string) => {
      await makePayment(db, { id });
      await db
        .update(payment)
        .set({ createdAt: new Date(createdAt) })
        .where(eq(payment.id, id));
      const range = { from: "2026-03-09", to: "2026-03-10" };
      const count = await db.$count(payment, and(eq(payment.id, id), within(payment.createdAt, range)));
      await db.delete(payment).where(eq(payment.id, id));
      return count === 1;
    };
    expect(await held("2026-03-08T23:59:59.999Z")).toBe(false);
    expect(await held("2026-03-09T00:00:00.000Z")).toBe(true);
    expect(await held("2026-03-10T23:59:59.999Z")).toBe(true);
    expect(await held("2026-03-11T00:00:00.000Z")).toBe(false);
    expect(within(payment.createdAt, undefined)).toBeUndefined();
  });
});
