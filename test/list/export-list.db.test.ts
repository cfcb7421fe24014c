import type { Db } from "../../lib/db/database.server.ts";
import { exportList } from "../../lib/list/export-list.server.ts";
import { countPayments, listPayments } from "../../lib/payments/list-payments.server.ts";
import { paymentList } from "../../lib/payments/payment.ts";
import { paymentCsv } from "../../lib/payments/payment-csv.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makePayment, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";
import { parseCsv } from "./parse-csv.ts";

const staff = staffWith("payments:read");

async function exported(db: Db, search: string): Promise<{ records: string[][]; headers: Headers }> {
  const query = paymentList.parse(`/payments.csv?${search}`);
  const params = paymentList.params(query);
  const rest = { list: listPayments, count: countPayments, columns: paymentCsv };
  const response = await exportList(db, staff, { spec: paymentList, query, params, ...rest });
  return { records: parseCsv((await response.text()).replace(/^\ufeff/, "")), headers: response.headers };
}

describe("the export of a list", () => {
  test("holds what the filter matches in the list's order, whatever page was looked at", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    const at = (second: number) => new Date(madeAt.getTime() + second * 1000);
    for (let n = 0; n < 30; n++)
      await makePayment(db, { id: `pay_${userId}_${n}`, userId, createdAt: at(n), currency: n % 2 ? "USD" : "JPY" });
    const page = await listPayments(db, { ...paymentList.parse(`/payments?user=${userId}`), size: 25 });
    const cursor = new URL(paymentList.pageHref(paymentList.defaults, "after", page.next!), "http://x").searchParams.get("after");
    const { records, headers } = await exported(db, `user=${userId}&currency=USD&size=25&after=${cursor}`);
    const ids = records.slice(1, -1).map((record) => record[0]);
    expect(ids).toEqual(Array.from({ length: 15 }, (_, n) => `pay_${userId}_${29 - 2 * n}`));
    expect(records.at(-1)).toEqual(["# complete: 15 rows"]);
    expect(headers.get("X-Row-Count")).toBe("15");
    expect(headers.get("Content-Disposition")).toMatch(/^attachment; filename="purser-payments-\d{4}-\d\d-\d\dT\d{4}Z\.csv"$/);
  });

  test("writes amounts in minor units and as decimals of their currency", async ({ db }) => {
    const refund = {
      refund_id: "re_1",
      created_at: "2026-03-11T00:00:00Z",
      is_partial: true,
      status: "succeeded",
      amount: 5,
      currency: "KWD",
    };
    const refunds = [{ ...refund, payment_id: "pay_kwd", business_id: "bus_1" }];
    await makePayment(db, { id: "pay_kwd", currency: "KWD", totalAmount: 1005, refunds, customer: { name: "=1+1", email: "a@b.example" } });
    const { records } = await exported(db, "id=pay_kwd");
    const cells = Object.fromEntries(records[0]!.map((header, n) => [header, records[1]![n]]));
    expect(cells).toMatchObject({
      payment_id: "pay_kwd",
      created_at_utc: "2026-03-10T12:00:00.000Z",
      total_minor_units: "1005",
      total: "1.005",
      refunded_minor_units: "5",
      customer_name: "'=1+1",
      user_id: "",
    });
  });

  test("is recorded, with the filter and how many rows matched, before a row leaves", async ({ db }) => {
    const before = (await auditRowsOf(db, "list", "payments")).length;
    const query = paymentList.parse("/payments.csv?id=none&sort=totalAmount&total=exact");
    const params = paymentList.params({ ...query, exact: false });
    const listNothing = () => Promise.reject(new Error("not read yet"));
    await exportList(db, staff, { spec: paymentList, query, params, list: listNothing, count: countPayments, columns: paymentCsv });
    const entries = await auditRowsOf(db, "list", "payments");
    expect(entries).toHaveLength(before + 1);
    expect(entries.at(-1)).toMatchObject({
      action: "list.export",
      actorId: staff.id,
      requestId: staff.requestId,
      after: { filter: "id=none&sort=totalAmount", rows: 0 },
    });
  });
});
