import { eq } from "drizzle-orm";
import { readXlsx } from "hucre/xlsx";
import { exportRun, payment } from "../../lib/db/schema.ts";
import { cancelExport } from "../../lib/exports/cancel-export.server.ts";
import { parseFigures } from "../../lib/exports/figures.ts";
import { decimalAmount } from "../../lib/format.ts";
import { listPayments } from "../../lib/payments/list-payments.server.ts";
import { paymentList } from "../../lib/payments/payment.ts";
import { describe, expect, test, testDriver } from "../helpers/database-test.ts";
import { madeAt, makeAuditEntry, makePayment, makeSubscription, makeToolCall, makeUser } from "../helpers/factories.ts";
import { auditRowsOf } from "../helpers/staff.ts";
import { readExportCsv } from "./csv-of.ts";
import { makeRandomPayments } from "./random-payments.ts";
import { exporter, take } from "./take.ts";

const at = (second: number) => new Date(madeAt.getTime() + second * 1000);

describe("the export of a list", () => {
  test("holds what the filter matches in the list's order, whatever page was looked at", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    const staff = await exporter(db, "payments:read");
    for (let n = 0; n < 30; n++)
      await makePayment(db, { id: `pay_${userId}_${n}`, userId, createdAt: at(n), currency: n % 2 ? "USD" : "JPY" });
    const page = await listPayments(db, { ...paymentList.parse(`/payments?user=${userId}`), size: 25 });
    const cursor = new URL(paymentList.pageHref(paymentList.defaults, "after", page.next!), "http://x").searchParams.get("after");
    // Batches smaller than the file, so that it is read through the seams.
    const response = await take(db, staff, "payments", `user=${userId}&currency=USD&size=25&after=${cursor}`, { batchSize: 4 });
    expect(response.headers.get("X-Row-Count")).toBe("15");
    expect(response.headers.get("Content-Disposition")).toMatch(/^attachment; filename="purser-payments-\d{4}-\d\d-\d\dT\d{4}Z\.csv"$/);
    const file = await readExportCsv(response);
    expect(file.rows.map(([id]) => id)).toEqual(Array.from({ length: 15 }, (_, n) => `pay_${userId}_${29 - 2 * n}`));
    expect(file.last).toBe("# complete: 15 rows");
    expect(Object.fromEntries(file.facts)).toMatchObject({
      List: "payments",
      Scope: "All that match",
      Filter: `Currency is USD; User is ${userId}`,
      Parameters: `currency=USD&user=${userId}`,
      Order: "Time, newest first",
      "Reporting time zone": "UTC",
      "Exported by": `${staff.name} <${staff.email}>`,
      Rows: "15",
    });
    expect(file.facts.has("Shown before the export")).toBe(false);
  });

  test("writes amounts in minor units and as decimals of their currency", async ({ db }) => {
    const staff = await exporter(db, "payments:read");
    const refunds = [{ refund_id: "re_1", is_partial: true, status: "succeeded", amount: 5, currency: "KWD" }];
    await makePayment(db, { id: "pay_kwd", currency: "KWD", totalAmount: 1005, refunds, customer: { name: "=1+1", email: "a@b.example" } });
    await makePayment(db, {
      id: "pay_jpy",
      currency: "JPY",
      totalAmount: 500,
      settlementAmount: 310,
      settlementCurrency: "EUR",
      tax: null,
    });
    const file = await readExportCsv(await take(db, staff, "payments", "id=pay_kwd&id=pay_jpy&sort=totalAmount"));
    const [jpy, kwd] = file.rows.map((row) => Object.fromEntries(file.header.map((header, n) => [header, row[n]])));
    expect(kwd).toMatchObject({
      payment_id: "pay_kwd",
      created_at_utc: "2026-03-10T12:00:00.000Z",
      total_minor_units: "1005",
      total: "1.005",
      refunded_minor_units: "5",
      refunded: "0.005",
      customer_name: "'=1+1",
      user_id: "",
    });
    expect(jpy).toMatchObject({ total: "500", tax_minor_units: "", tax: "", settlement: "3.10", settlement_currency: "EUR" });
    expect(file.sums).toEqual({
      JPY: {
        ...{ rows: "1", total_minor_units: "500", total: "500", succeeded: "1", gross_minor_units: "500", gross: "500" },
        ...{ refunded_minor_units: "0", refunded: "0", net_minor_units: "500", net: "500" },
      },
      KWD: {
        ...{ rows: "1", total_minor_units: "1005", total: "1.005", succeeded: "1", gross_minor_units: "1005", gross: "1.005" },
        ...{ refunded_minor_units: "5", refunded: "0.005", net_minor_units: "1000", net: "1.000" },
      },
    });
  });

  test("comes, in its manifest, to what a naive sum of its rows does, on random payments", async ({ db }) => {
    const staff = await exporter(db, "payments:read");
    for (const seed of [1, 2, 3]) {
      const { prefix, ids } = await makeRandomPayments(db, 150, seed);
      const file = await readExportCsv(await take(db, staff, "payments", `subscription=${prefix}`, { batchSize: 40 }));
      const rows = await db.select().from(payment).where(eq(payment.subscriptionId, prefix));
      expect(file.rows.map(([id]) => id).toSorted()).toEqual(ids.toSorted());
      const naive: Record<string, Record<string, bigint>> = {};
      for (const row of rows) {
        const sum = naive[row.currency] ?? { rows: 0n, total: 0n, succeeded: 0n, gross: 0n, refunded: 0n, net: 0n };
        naive[row.currency] = sum;
        sum.rows! += 1n;
        sum.total! += BigInt(row.totalAmount);
        if (row.status !== "succeeded") continue;
        sum.succeeded! += 1n;
        sum.gross! += BigInt(row.totalAmount);
        sum.refunded! += BigInt(row.refundedAmount);
        sum.net! += BigInt(row.totalAmount - row.refundedAmount);
      }
      const said = Object.fromEntries(
        Object.entries(naive).map(([currency, { rows, succeeded, ...money }]) => [
          currency,
          {
            rows: String(rows),
            succeeded: String(succeeded),
            ...Object.fromEntries(
              Object.entries(money).flatMap(([key, value]) => [
                [`${key}_minor_units`, String(value)],
                [key, decimalAmount(value, currency)],
              ]),
            ),
          },
        ]),
      );
      expect(file.sums).toEqual(said);
      expect(file.last).toBe(`# complete: ${rows.length} rows`);
    }
  });

  test("holds the chosen columns alone, in the list's order", async ({ db }) => {
    const staff = await exporter(db, "payments:read");
    await makePayment(db, { id: "pay_columns" });
    const response = await take(db, staff, "payments", "id=pay_columns", { columns: ["total", "payment_id", "password"] });
    const file = await readExportCsv(response);
    expect([file.header, file.rows, file.facts.get("Columns")]).toEqual([["payment_id", "total"], [["pay_columns", "20.00"]], "2"]);
  });

  test("of picked rows holds those, whatever they match, and says so", async ({ db }) => {
    const staff = await exporter(db, "payments:read");
    const ids = ["pay_a", "pay_b", "pay_c"];
    for (const [n, id] of ids.entries()) await makePayment(db, { id, createdAt: at(n), status: "failed" });
    const search = "scope=selected&status=succeeded&q=nobody&id=pay_a&id=pay_c&id=pay_gone&id=pay_a&sort=createdAt";
    const file = await readExportCsv(await take(db, staff, "payments", search));
    expect(file.rows.map(([id]) => id)).toEqual(["pay_a", "pay_c"]);
    expect(file.facts.get("Scope")).toBe("Selected rows");
    // More than a link may name.
    const many = Array.from({ length: 500 }, (_, n) => `id=none-${n}`).join("&");
    const page = await readExportCsv(await take(db, staff, "payments", `scope=page&${many}&id=pay_b`));
    expect([page.rows.map(([id]) => id), page.facts.get("Scope")]).toEqual([["pay_b"], "This page"]);
    // Nothing named is no reason to take everything.
    for (const nothing of ["scope=selected", "scope=selected&subscription=nobody", "scope=page&id=%00&id=%20", "scope=selected&id="]) {
      const taking = async () => take(db, staff, "payments", nothing);
      await expect(taking()).rejects.toMatchObject({ name: "ExportRefused", status: 400, message: /^No rows are named/ });
    }
  });

  test("says both figures where they are not those that were shown, and only there", async ({ db }) => {
    const staff = await exporter(db, "payments:read");
    const { id } = await makePayment(db, { currency: "KWD", totalAmount: 1005 });
    const sums = { rows: 1, total: 1005, succeeded: 1, gross: 1005, refunded: 0, net: 1005 };
    const shown = parseFigures(JSON.stringify({ rows: 1, sums: { KWD: sums } }));
    const same = await readExportCsv(await take(db, staff, "payments", `id=${id}`, { shown }));
    expect(same.facts.has("Shown before the export")).toBe(false);
    const old = parseFigures(JSON.stringify({ rows: 0, sums: {} }));
    const other = await readExportCsv(await take(db, staff, "payments", `id=${id}`, { shown: old }));
    expect(other.facts.get("Shown before the export")).toBe("0 rows");
    expect(other.facts.get("In this file")).toMatch(/^1 row; KWD: payments 1, total of any status 1\.005, .*net 1\.005$/);
  });

  test("as XLSX has real numbers and times, and the same figures on the last sheet", async ({ db }) => {
    const staff = await exporter(db, "payments:read");
    await makePayment(db, { id: "pay_x", currency: "KWD", totalAmount: 1005, customer: { name: "=1+1", email: "-a@b.example" } });
    const response = await take(db, staff, "payments", "id=pay_x", { format: "xlsx" });
    expect(response.headers.get("Content-Type")).toContain("spreadsheetml");
    const workbook = await readXlsx(new Uint8Array(await response.arrayBuffer()));
    const [data, proof] = workbook.sheets;
    const row = Object.fromEntries(data!.rows[0]!.map((header, n) => [header, data!.rows[1]![n]]));
    expect(row).toMatchObject({ payment_id: "pay_x", total_minor_units: 1005, total: 1.005, customer_name: "=1+1" });
    expect(new Date(row.created_at_utc as Date).toISOString()).toBe("2026-03-10T12:00:00.000Z");
    expect(proof!.rows.some(([name, value]) => name === "Rows" && value === 1)).toBe(true);
    expect(proof!.rows.some((cells) => cells[0] === "KWD" && cells.includes(1.005))).toBe(true);
    expect(proof!.rows.at(-1)![0]).toBe("complete: 1 rows");
  });
});

describe("an export", () => {
  test("is written down with who, what and how many, before its first byte", async ({ db }) => {
    const staff = await exporter(db, "payments:read");
    await makePayment(db, { id: "pay_audited", currency: "EUR" });
    const before = (await auditRowsOf(db, "list", "payments")).length;
    const response = await take(db, staff, "payments", "id=pay_audited&sort=totalAmount&total=exact");
    const id = response.headers.get("X-Export-Id")!;
    const entries = await auditRowsOf(db, "list", "payments");
    expect(entries).toHaveLength(before + 1);
    expect(entries.at(-1)).toMatchObject({
      action: "list.export",
      actorId: staff.id,
      requestId: staff.requestId,
      after: { filter: "id=pay_audited&sort=totalAmount", rows: 1, scope: "all", format: "csv", export: id },
    });
    const run = async () => (await db.select().from(exportRun).where(eq(exportRun.id, id)))[0];
    expect(await run()).toMatchObject({
      ...{ staffId: staff.id, staffName: staff.name, list: "payments", scope: "all", format: "csv", status: "running" },
      ...{ filter: "id=pay_audited&sort=totalAmount", expected: 1, rows: 0, finishedAt: null },
      sums: { EUR: { rows: 1, total: 2000, succeeded: 1, gross: 2000, refunded: 0, net: 2000 } },
    });
    await response.text();
    expect(await run()).toMatchObject({ status: "finished", rows: 1, finishedAt: expect.any(Date) });
  });

  test("gets the id that was wished for, unless it is taken", async ({ db }) => {
    const staff = await exporter(db, "payments:read");
    const id = crypto.randomUUID();
    const idOf = async () => {
      const response = await take(db, staff, "payments", "id=none", { id });
      await response.text();
      return response.headers.get("X-Export-Id");
    };
    expect(await idOf()).toBe(id);
    expect(await idOf()).not.toBe(id);
  });

  test("that is canceled breaks off, and its file does not say that it is complete", async ({ db }) => {
    const staff = await exporter(db, "payments:read");
    const { prefix } = await makeRandomPayments(db, 20, 7);
    const response = await take(db, staff, "payments", `subscription=${prefix}`, { batchSize: 5, tellEvery: 0 });
    const id = response.headers.get("X-Export-Id")!;
    const reader = response.body!.getReader();
    // Embedded, so small a file is one piece, which is its last.
    if (testDriver !== "pglite") await reader.read();
    await cancelExport(db, staff, id);
    let text = "";
    const rest = async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read()) text += new TextDecoder().decode(part.value);
    };
    await expect(rest()).rejects.toThrow("canceled");
    expect(text).not.toMatch(/^"?# complete/m);
    const [run] = await db.select().from(exportRun).where(eq(exportRun.id, id));
    expect(run).toMatchObject({ status: "canceled", finishedAt: expect.any(Date) });
    await expect(cancelExport(db, staff, id)).rejects.toMatchObject({ status: 422 });
    expect((await auditRowsOf(db, "list", "payments")).filter(({ action }) => action === "list.cancel_export")).toMatchObject([
      { actorId: staff.id, before: { status: "running" }, after: { status: "canceled", rows: 0, export: id } },
    ]);
  });

  test("that is canceled when all its rows were read has no manifest either", async ({ db }) => {
    const staff = await exporter(db, "payments:read");
    const { prefix } = await makeRandomPayments(db, 4, 8);
    const response = await take(db, staff, "payments", `subscription=${prefix}`);
    const id = response.headers.get("X-Export-Id")!;
    const reader = response.body!.getReader();
    // The header and the one batch; embedded, the file is one piece, which is its last.
    if (testDriver !== "pglite") for (let n = 0; n < 2; n++) await reader.read();
    await cancelExport(db, staff, id);
    const { value } = await reader.read().catch((error: Error) => ({ value: new TextEncoder().encode(error.message) }));
    expect(new TextDecoder().decode(value)).toMatch(/canceled|INCOMPLETE/);
    await expect(reader.read()).rejects.toThrow("canceled");
    const [run] = await db.select({ status: exportRun.status }).from(exportRun).where(eq(exportRun.id, id));
    expect(run!.status).toBe("canceled");
  });

  test("whose end nobody takes is not finished", async ({ db }) => {
    const staff = await exporter(db, "payments:read");
    const response = await take(db, staff, "payments", "id=none");
    const reader = response.body!.getReader();
    // Streamed: the header, then the manifest.
    for (let n = 0; n < (testDriver === "pglite" ? 1 : 2); n++) await reader.read();
    await reader.cancel();
    const [run] = await db
      .select({ status: exportRun.status })
      .from(exportRun)
      .where(eq(exportRun.id, response.headers.get("X-Export-Id")!));
    expect(run!.status).toBe("canceled");
  });

  test("leaves nothing behind where the browser went away while it was counted", async ({ db }) => {
    const staff = await exporter(db, "payments:read");
    const before = (await auditRowsOf(db, "list", "payments")).length;
    for (let n = 0; n < 5; n++) {
      const browser = new AbortController();
      const taking = take(db, staff, "payments", "id=none", { signal: browser.signal });
      browser.abort();
      await expect(taking).rejects.toMatchObject({ name: "AbortError" });
    }
    expect(await auditRowsOf(db, "list", "payments")).toHaveLength(before);
    await (await take(db, staff, "payments", "id=none")).text();
  });

  test("whose browser goes away is canceled", async ({ db }) => {
    const staff = await exporter(db, "payments:read");
    const response = await take(db, staff, "payments", "id=none");
    await response.body!.cancel();
    const [run] = await db
      .select()
      .from(exportRun)
      .where(eq(exportRun.id, response.headers.get("X-Export-Id")!));
    expect(run?.status).toBe("canceled");
  });
});

describe("every list", () => {
  test("can be taken away whole, and those without money have no sums", async ({ db }) => {
    const staff = await exporter(db, "audit:read");
    const { id: userId } = await makeUser(db);
    const call = await makeToolCall(db);
    const subscription = await makeSubscription(db, { userId, currency: "usd", amount: 1999 });
    const entry = await makeAuditEntry(db);
    for (const [list, search, rows] of [
      ["users", `id=${userId}`, 1],
      ["chats", `id=${call.chatId}`, 1],
      ["messages", "chat=none", 0],
      ["tool-calls", `id=${call.id}`, 1],
      ["usage", "user=nobody", 0],
      ["audit", `id=${entry.id}`, 1],
      ["entitlements", `id=${userId}`, 1],
      ["reports/money/entries", "payment=none", 0],
      ["subscriptions", `id=${subscription.id}`, 1],
    ] as const) {
      const file = await readExportCsv(await take(db, staff, list, search));
      expect([list, file.rows.length, file.last]).toEqual([list, rows, `# complete: ${rows} rows`]);
      expect([list, file.sums]).toEqual([
        list,
        list === "subscriptions"
          ? { usd: { rows: "1", amount_minor_units: "1999", amount: "19.99" } }
          : list === "reports/money/entries"
            ? {}
            : undefined,
      ]);
    }
  });
});
