import { eq, sql } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { payment, paymentEntry } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makePayment } from "../helpers/factories.ts";
import { dispute, refund } from "../payments/dodo.ts";

const entriesOf = (db: Db, id: string) =>
  db.select().from(paymentEntry).where(eq(paymentEntry.paymentId, id)).orderBy(paymentEntry.kind, paymentEntry.place);

/** What a test says of entries: kind, place, amount, and what is wrong. */
const briefly = async (db: Db, id: string) =>
  (await entriesOf(db, id)).map(({ kind, place, amount, problem }) => [kind, place, amount, problem]);

describe("the entries that are kept of a payment's refunds and disputes", () => {
  test("are made with the payment, each with its own date", async ({ db }) => {
    const { id } = await makePayment(db, {
      refunds: [
        refund({ refund_id: "re_1", amount: 300, created_at: "2026-03-11T09:00:00+02:00" }),
        refund({ amount: 5, created_at: "soon" }),
      ],
      disputes: [dispute({ dispute_id: "dp_1", amount: "700", dispute_status: "dispute_lost", created_at: "2026-04-01T00:00:00Z" })],
    });
    expect(await entriesOf(db, id)).toMatchObject([
      {
        kind: "dispute",
        place: 1,
        entryId: "dp_1",
        status: "dispute_lost",
        amount: 700,
        at: new Date("2026-04-01T00:00:00Z"),
        atKnown: true,
      },
      { kind: "refund", place: 1, entryId: "re_1", amount: 300, at: new Date("2026-03-11T07:00:00Z"), atKnown: true, problem: null },
      { kind: "refund", place: 2, amount: 5, at: madeAt, atKnown: false, problem: "date" },
    ]);
  });

  test("are replaced when the product writes the payment anew", async ({ db }) => {
    const { id } = await makePayment(db, { refunds: [refund({ amount: 1 }), refund({ amount: 2 })], disputes: [dispute({ amount: "3" })] });
    await db
      .update(payment)
      .set({ refunds: [refund({ amount: 9 })] })
      .where(eq(payment.id, id));
    expect(await briefly(db, id)).toEqual([
      ["dispute", 1, 3, null],
      ["refund", 1, 9, null],
    ]);
    await db.execute(sql`
      insert into payment (id, created_at, currency, total_amount) select id, created_at, currency, total_amount from payment where id = ${id}
      on conflict (id) do update set refunds = '[]'::json, disputes = '"odd"'::json`);
    expect(await briefly(db, id)).toEqual([["dispute", 1, null, "not_a_list"]]);
    await db.update(payment).set({ refunds: null, disputes: null }).where(eq(payment.id, id));
    expect(await briefly(db, id)).toEqual([]);
  });

  test("follow the payment's currency, amount and time, which they are read by", async ({ db }) => {
    const whole = refund({ amount: null, is_partial: false, created_at: null });
    const { id } = await makePayment(db, { totalAmount: 2000, refunds: [whole, refund({ amount: 7, currency: "JPY" })] });
    const createdAt = new Date("2025-01-01T00:00:00Z");
    await db.update(payment).set({ totalAmount: 500, currency: "JPY", createdAt }).where(eq(payment.id, id));
    expect(await entriesOf(db, id)).toMatchObject([
      { amount: 500, problem: "date", currency: "JPY", at: createdAt },
      { amount: 7, problem: null, currency: "JPY" },
    ]);
  });

  test("go with their payment, and follow its id", async ({ db }) => {
    const { id } = await makePayment(db, { refunds: [refund({ amount: 300 })] });
    await db
      .update(payment)
      .set({ id: `${id}-new` })
      .where(eq(payment.id, id));
    expect(await briefly(db, id)).toEqual([]);
    expect(await briefly(db, `${id}-new`)).toEqual([["refund", 1, 300, null]]);
    await db.delete(payment).where(eq(payment.id, `${id}-new`));
    expect(await db.$count(paymentEntry, eq(paymentEntry.paymentId, `${id}-new`))).toBe(0);
  });

  test("are kept whatever the length of what they say", async ({ db }) => {
    const long = "x".repeat(9_000);
    const { id } = await makePayment(db, {
      refunds: [refund({ refund_id: long, status: long }), refund({ refund_id: long, amount: 4 })],
      disputes: [dispute({ dispute_id: long, dispute_status: long, dispute_stage: long, amount: "9".repeat(9_000) })],
    });
    const kept = await entriesOf(db, id);
    expect(kept.map(({ entryId, status, stage }) => [entryId?.length, status?.length, stage?.length])).toEqual([
      [255, 100, 100],
      [255, 100, undefined],
      [255, "succeeded".length, undefined],
    ]);
    expect(await briefly(db, id)).toEqual([
      ["dispute", 1, null, "amount"],
      ["refund", 1, null, "status"],
      ["refund", 2, 4, null],
    ]);
  });

  test("are all kept where one holds a text that PostgreSQL cannot turn into one", async ({ db }) => {
    for (const text of ["\u0000", "\ud83d"]) {
      const { id } = await makePayment(db, {
        refunds: [refund({ amount: 300 }), refund({ amount: 5, reason: text })],
        disputes: [dispute({ amount: "700" })],
      });
      expect(await briefly(db, id)).toEqual([
        ["dispute", 1, 700, null],
        ["refund", 1, 300, null],
        ["refund", 2, null, "status"],
      ]);
    }
  });

  test("are one that says so where the list is longer than any payment's", async ({ db }) => {
    const { id } = await makePayment(db, {
      refunds: Array.from({ length: 1_001 }, () => refund({ amount: 1 })),
      productCart: Array.from({ length: 1_001 }, () => ({ product_id: "pdt_1", quantity: 1 })),
    });
    expect(await briefly(db, id)).toEqual([["refund", 1, null, "too_many"]]);
  });

  test("count at their payment's time where their own is none that ISO 8601 knows", async ({ db }) => {
    const times = ["2026-03-01T10:00:00 BC", "2026-03-01T10:00 America/New_York", "2026-03-01T10:00:00.5+02:00", "2026-03-01 10:00"];
    const { id } = await makePayment(db, { createdAt: madeAt, refunds: times.map((created_at) => refund({ created_at, amount: 1 })) });
    expect((await entriesOf(db, id)).map(({ at, problem }) => [at.toISOString(), problem])).toEqual([
      [madeAt.toISOString(), "date"],
      [madeAt.toISOString(), "date"],
      ["2026-03-01T08:00:00.500Z", null],
      ["2026-03-01T10:00:00.000Z", null],
    ]);
  });

  test("are kept for a role that may write payments and knows nothing of ours", async ({ db }) => {
    await db.execute(sql`create role product_role nologin`);
    await db.execute(sql`grant insert, update, select on payment to product_role`);
    await db.execute(sql`create schema theirs`);
    await db.execute(sql`create table theirs.payment_entry (payment_id text)`);
    await db.execute(sql`grant usage on schema theirs, public to product_role`);
    await db.execute(sql`set local search_path to theirs, pg_temp`);
    await db.execute(sql`set local role product_role`);
    await db.execute(sql`
      insert into public.payment (id, created_at, currency, total_amount, refunds)
      values ('theirs', '2026-03-01', 'USD', 2000, '[{"status":"succeeded","amount":100}]')`);
    await db.execute(sql`update public.payment set refunds = '[{"status":"succeeded","amount":200}]' where id = 'theirs'`);
    await db.execute(sql`reset role`);
    await db.execute(sql`set local search_path to public`);
    expect(await briefly(db, "theirs")).toEqual([["refund", 1, 200, "date"]]);
  });

  test("are not needed for the product to write", async ({ db }) => {
    await db.execute(sql`alter table payment_entry rename to payment_entry_gone`);
    const { id } = await makePayment(db, { refunds: [refund({ amount: 100 })] });
    await db.update(payment).set({ refunds: [] }).where(eq(payment.id, id));
    expect(await db.$count(payment, eq(payment.id, id))).toBe(1);
  });
});
