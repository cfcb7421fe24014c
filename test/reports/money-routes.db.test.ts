import { eq } from "drizzle-orm";
import { loader as numberLoader } from "../../app/routes/_staff.numbers.$numberId/route.tsx";
import { loader as reportLoader } from "../../app/routes/_staff.reports.money._index/route.tsx";
import { loader as fileLoader } from "../../app/routes/_staff.reports.money.csv.ts";
import { loader as entriesLoader } from "../../app/routes/_staff.reports.money.entries._index/route.tsx";
import { auditLog, backfill, payment } from "../../lib/db/schema.ts";
import { env } from "../../lib/env.server.ts";
import { entriesIncomplete } from "../../lib/reports/money/entry-list.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment } from "../helpers/factories.ts";
import { signedIn } from "../helpers/request.ts";
import { whole } from "../helpers/whole.ts";
import { parseCsv } from "../list/parse-csv.ts";
import { refund } from "../payments/dodo.ts";
import { makeRandomMoney } from "./random-money.ts";

const args = (request: Request) => ({ request, params: {}, context: {} });

describe("the money report's pages", () => {
  test("name the parts that the report is split by", async ({ db }) => {
    await db.delete(payment);
    const finance = await signedIn(db, "finance");
    const fields = { createdAt: new Date("2026-03-10T12:00:00Z") };
    await makePayment(db, { ...fields, billing: { country: "DE" } });
    await makePayment(db, { ...fields, billing: null });
    const { report, names } = await reportLoader(args(finance.get("/reports/money?split=country&from=2026-03&to=2026-03")));
    expect(report.currencies[0]!.total.parts.map(({ key, cells }) => [key, cells.gross])).toEqual([
      ["DE", 2000],
      ["none", 2000],
    ]);
    expect(names).toEqual({ DE: "Germany (DE)", none: "No country that can be read" });
  });

  test("show the entries of a number", async ({ db }) => {
    await db.delete(payment);
    const finance = await signedIn(db, "finance");
    await makePayment(db, { refunds: [refund({ amount: 300 }), refund({ amount: "?" })] });
    const { page, totals } = await whole(entriesLoader(args(finance.get("/reports/money/entries?kind=refund&report=counts"))));
    expect(page.rows).toMatchObject([{ amount: 300, report: "counts" }]);
    expect(totals).toMatchObject([{ kind: "refund", currency: "USD", entries: 1, amount: 300 }]);
  });

  test("give the report as a file whose columns add up to it, and write down who took it", async ({ db }) => {
    await makeRandomMoney(db, env().reportingTimeZone, 300);
    const finance = await signedIn(db, "finance");
    const { report } = await reportLoader(args(finance.get("/reports/money?split=product")));
    const response = await fileLoader(args(finance.get("/reports/money/csv?split=product")));
    const [head, ...lines] = parseCsv(await response.text());
    const proof = lines.pop();
    const cell = (line: readonly string[], name: string) => line[head!.indexOf(name)];
    expect(proof).toEqual([`# complete: ${lines.length} rows`]);
    for (const { currency, total } of report.currencies) {
      const own = lines.filter((line) => cell(line, "part") === "payments" && cell(line, "currency") === currency);
      for (const column of ["gross", "tax", "refunds", "disputes", "lost", "net"] as const) {
        expect(own.reduce((sum, line) => sum + Number(cell(line, `${column}_minor_units`)), 0)).toBe(total.cells[column]);
      }
    }
    for (const { currency, total } of report.settlements) {
      const own = lines.filter((line) => cell(line, "part") === "settlements" && cell(line, "currency") === currency);
      expect(own.reduce((sum, line) => sum + Number(cell(line, "gross_minor_units")), 0)).toBe(total.cells.gross);
      expect(own.every((line) => cell(line, "net") === "")).toBe(true);
    }
    const [entry] = await db.select().from(auditLog).where(eq(auditLog.actorId, finance.user.id));
    expect(entry).toMatchObject({
      action: "list.export",
      subjectId: "money-report",
      after: { filter: "split=product", rows: lines.length },
    });
  });

  test("tell in the file too what is left out, by currency and with the reason", async ({ db }) => {
    await db.delete(payment);
    const fields = { createdAt: new Date("2026-03-10T12:00:00Z") };
    await makePayment(db, { ...fields, currency: "EUR", refunds: [refund({ amount: "?" }), refund({ amount: 99, status: "pending" })] });
    await makePayment(db, { ...fields, currency: "JPY", totalAmount: 700, status: "failed", refunds: [refund({ amount: "?" })] });
    await makePayment(db, { ...fields, currency: "JPY", totalAmount: 30, status: null });
    await makePayment(db, { ...fields, currency: "JPY", totalAmount: 5, tax: null });
    const finance = await signedIn(db, "finance");
    const response = await fileLoader(args(finance.get("/reports/money/csv?split=country&from=2026-03&to=2026-04")));
    const [head, ...lines] = parseCsv(await response.text());
    const cells = (line: readonly string[], names: readonly string[]) => names.map((name) => line[head!.indexOf(name)]);
    const left = lines.filter((line) => cells(line, ["part"])[0] === "left_out");
    const shown = ["currency", "left_out_of", "left_out_because", "left_out_rows", "left_out_amount_minor_units", "left_out_amount"];
    expect(left.map((line) => cells(line, shown))).toEqual([
      ["JPY", "payment", "failed", "1", "700", "700"],
      ["JPY", "payment", "none", "1", "30", "30"],
      ["", "tax", "not_known", "1", "", ""],
      ["EUR", "refund", "not_succeeded", "1", "99", "0.99"],
      ["EUR", "refund", "unreadable", "1", "", ""],
      ["JPY", "refund", "unreadable", "1", "", ""],
    ]);
    for (const line of left) expect(cells(line, ["country", "payments", "gross", "net"])).toEqual(["", "", "", ""]);
  });

  test("say so while refunds and disputes from before are being read, each of them and the numbers made of them", async ({ db }) => {
    const finance = await signedIn(db, "finance");
    const said = async () => {
      const number = async (numberId: string) =>
        (await numberLoader({ request: finance.get(`/numbers/${numberId}`), params: { numberId }, context: {} })).explanation.lacking
          ?.title;
      const [{ report }, { complete }, file] = await Promise.all([
        reportLoader(args(finance.get("/reports/money"))),
        entriesLoader(args(finance.get("/reports/money/entries"))),
        fileLoader(args(finance.get("/reports/money/csv"))),
      ]);
      const numbers = [];
      for (const id of ["refunds", "disputes", "lost", "net", "gross"]) numbers.push(await number(`report-${id}`));
      return [report.entriesComplete, complete, file.headers.get("Content-Disposition")?.includes("incomplete"), ...numbers];
    };
    expect(await said()).toEqual([true, true, false, undefined, undefined, undefined, undefined, undefined]);
    await db.update(backfill).set({ finishedAt: null }).where(eq(backfill.name, "message_text"));
    expect(await said()).toEqual([true, true, false, undefined, undefined, undefined, undefined, undefined]);
    await db.update(backfill).set({ finishedAt: null }).where(eq(backfill.name, "payment_entry"));
    const { title } = entriesIncomplete;
    expect(await said()).toEqual([false, false, true, title, title, title, title, undefined]);
  });
});
