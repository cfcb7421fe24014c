import type { Db } from "../../lib/db/database.server.ts";
import { payment } from "../../lib/db/schema.ts";
import { env } from "../../lib/env.server.ts";
import { moneyEntryList } from "../../lib/reports/money/entry-list.ts";
import { entryTotals } from "../../lib/reports/money/entry-totals.server.ts";
import { countMoneyEntries, listMoneyEntries } from "../../lib/reports/money/list-entries.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makePayment } from "../helpers/factories.ts";
import { walkBothWays } from "../list/walk.ts";
import { dispute, refund } from "../payments/dodo.ts";
import { makeRandomMoney } from "./random-money.ts";

/** The ids that a URL's list shows, in its order; the count and the totals must agree. */
async function idsOf(db: Db, search: string): Promise<string[]> {
  const query = { ...moneyEntryList.parse(`/reports/money/entries?${search}`), size: 200 };
  const [{ rows }, total, totals] = await Promise.all([listMoneyEntries(db, query), countMoneyEntries(db, query), entryTotals(db, query)]);
  expect(total).toEqual({ count: rows.length, exact: true });
  expect(totals.reduce((sum, { entries }) => sum + entries, 0)).toBe(rows.length);
  expect(totals.reduce((sum, { amount }) => sum + amount, 0)).toBe(rows.reduce((sum, { amount }) => sum + (amount ?? 0), 0));
  return rows.map((row) => row.id);
}

describe("the list of refunds and disputes", () => {
  test("each filter narrows it", async ({ db }) => {
    await db.delete(payment);
    await makePayment(db, {
      id: "a",
      refunds: [refund({ amount: 100, created_at: "2026-03-11T00:00:00Z" }), refund({ status: "pending", amount: 5 }), "odd"],
      disputes: [dispute({ amount: "2000", dispute_status: "dispute_lost", created_at: "2026-04-01T00:00:00Z" })],
    });
    await makePayment(db, {
      id: "b",
      status: "failed",
      currency: "JPY",
      billing: { country: "JP" },
      productCart: null,
      paymentMethod: null,
      refunds: [refund({ amount: 7, created_at: "never" }), refund({ status: null, amount: 7 })],
      disputes: { dispute_id: "dp" },
    });
    const all = ["a:dispute:1", "a:refund:1", "a:refund:2", "a:refund:3", "b:dispute:1", "b:refund:1", "b:refund:2"];
    for (const [search, ids] of [
      ["", all],
      ["kind=dispute", ["a:dispute:1", "b:dispute:1"]],
      ["report=counts", ["a:dispute:1", "a:refund:1"]],
      ["report=counts&kind=refund", ["a:refund:1"]],
      ["report=not_succeeded", ["a:refund:2"]],
      ["report=payment_not_succeeded", ["b:refund:1"]],
      ["report=unreadable", ["a:refund:3", "b:dispute:1", "b:refund:2"]],
      ["problem=not_a_list&problem=not_an_object", ["a:refund:3", "b:dispute:1"]],
      ["problem=date", ["b:refund:1"]],
      ["problem=status", ["b:refund:2"]],
      ["status=pending", ["a:refund:2"]],
      ["status=none", ["a:refund:3", "b:dispute:1", "b:refund:2"]],
      ["lost=yes", ["a:dispute:1"]],
      ["lost=no&kind=dispute", ["b:dispute:1"]],
      ["currency=JPY", ["b:dispute:1", "b:refund:1", "b:refund:2"]],
      ["at.from=2026-04-01", ["a:dispute:1"]],
      ["at.to=2026-03-10", ["a:refund:3", "b:dispute:1", "b:refund:1"]],
      ["product=prod_pro_monthly", ["a:dispute:1", "a:refund:1", "a:refund:2", "a:refund:3"]],
      ["product=none", ["b:dispute:1", "b:refund:1", "b:refund:2"]],
      ["country=JP", ["b:dispute:1", "b:refund:1", "b:refund:2"]],
      ["method=none", ["b:dispute:1", "b:refund:1", "b:refund:2"]],
      ["payment=b&kind=refund", ["b:refund:1", "b:refund:2"]],
      ["id=a:refund:2&id=nothing", ["a:refund:2"]],
    ] as const) {
      expect([search, (await idsOf(db, search)).sort()]).toEqual([search, [...ids].sort()]);
    }
  });

  test("shows an entry with what its payment says of it", async ({ db }) => {
    await db.delete(payment);
    await makePayment(db, { id: "a", refunds: [refund({ refund_id: "re_9", amount: 100, created_at: "2026-03-11T09:00:00+02:00" })] });
    const { rows } = await listMoneyEntries(db, moneyEntryList.defaults);
    expect(rows).toEqual([
      {
        id: "a:refund:1",
        at: new Date("2026-03-11T07:00:00Z"),
        atKnown: true,
        kind: "refund",
        status: "succeeded",
        stage: null,
        amount: 100,
        currency: "USD",
        report: "counts",
        problem: null,
        entryId: "re_9",
        place: 1,
        paymentId: "a",
        paymentStatus: "succeeded",
        paymentCreatedAt: madeAt,
        paymentAmount: 2000,
      },
    ]);
  });

  test("every order is walked forward and back without a gap", async ({ db }) => {
    await makeRandomMoney(db, env().reportingTimeZone, 150);
    const { count } = await countMoneyEntries(db, moneyEntryList.defaults);
    for (const sort of ["at", "-at"]) {
      const query = { ...moneyEntryList.parse(`/reports/money/entries?sort=${sort}`), size: 23 };
      const { forward, back } = await walkBothWays(moneyEntryList, query, (asked) => listMoneyEntries(db, asked as typeof query));
      expect(new Set(forward).size).toBe(count);
      expect(forward).toHaveLength(count);
      expect(back).toEqual(forward);
    }
  });
});
