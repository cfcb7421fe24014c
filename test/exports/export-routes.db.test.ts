import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { loader as historyLoader } from "../../app/routes/_staff.exports._index/route.tsx";
import { action as runAction, loader as runLoader } from "../../app/routes/_staff.exports.$exportId/route.tsx";
import { loader as progressLoader } from "../../app/routes/_staff.exports.$exportId_.progress.ts";
import { action as fileAction } from "../../app/routes/_staff.exports.file.ts";
import { action as newAction, loader as newLoader } from "../../app/routes/_staff.exports.new/route.tsx";
import { loader as paymentsLoader } from "../../app/routes/_staff.payments[.]csv.ts";
import { loader as moneyLoader } from "../../app/routes/_staff.reports.money.csv.ts";
import { auditLog, exportRun, userRoles } from "../../lib/db/schema.ts";
import { exportedLists } from "../../lib/exports/exported-lists.server.ts";
import type { Figures } from "../../lib/exports/figures.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment } from "../helpers/factories.ts";
import { type SignedIn, signedIn } from "../helpers/request.ts";
import { readExportCsv } from "./csv-of.ts";

const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: {} });

/** The form of a new export, as its page sends it. */
async function sent(person: SignedIn, search: string, fields: Record<string, string | readonly string[]> = {}) {
  const { prepared } = await newLoader(args(person.get(`/exports/new?${search}`)));
  const { id, list, scope, params, columns, figures } = prepared!;
  const body = { id, list, scope, params, format: "csv", columns, shown: JSON.stringify(figures), ...fields };
  return { prepared: prepared!, response: await fileAction(args(person.post("/exports/file", body))) };
}

describe("the page of a new export", () => {
  test("shows the figures that its file then has", async ({ db }) => {
    const finance = await signedIn(db, "finance");
    await makePayment(db, { id: "pay_page", currency: "KWD", totalAmount: 1005 });
    const { prepared, response } = await sent(finance, "list=payments&id=pay_page&q=ignored%00");
    expect((prepared.figures as Figures).rows).toBe(0);
    await response.body!.cancel();
    const { prepared: shown, response: whole } = await sent(finance, "list=payments&scope=selected&id=pay_page");
    expect(shown).toMatchObject({ scope: "selected", figures: { rows: 1, sums: { KWD: { total: 1005, net: 1005 } } } });
    expect(whole.headers.get("X-Export-Id")).toBe(shown.id);
    const file = await readExportCsv(whole);
    expect(file.sums?.KWD).toMatchObject({ total_minor_units: "1005", net: "1.005" });
    expect(file.facts.has("Shown before the export")).toBe(false);
  });

  test("takes more picked rows than an address holds", async ({ db }) => {
    const finance = await signedIn(db, "finance");
    const { id } = await makePayment(db);
    const ids = [...Array.from({ length: 400 }, (_, n) => `pay_none_${n}`), id].join(" ");
    const answer = await newAction(args(finance.post("/exports/new", { list: "payments", params: "sort=createdAt", ids })));
    expect(answer.prepared).toMatchObject({ scope: "selected", order: "Time, oldest first", figures: { rows: 1 } });
    const { list, scope, params, columns } = answer.prepared;
    const response = await fileAction(args(finance.post("/exports/file", { list, scope, params, columns, format: "csv" })));
    expect((await readExportCsv(response)).rows.map(([first]) => first)).toEqual([id]);
  });

  test("offers the lists that a person may read, and no others can be had", async ({ db }) => {
    const [support, finance, admin] = await Promise.all([signedIn(db, "support"), signedIn(db, "finance"), signedIn(db, "admin")]);
    const offered = async (person: SignedIn) =>
      (await newLoader(args(person.get("/exports/new?list=nonsense")))).lists.map(({ name }) => name);
    expect(await offered(support)).toEqual(["users", "chats", "messages", "tool-calls", "usage"]);
    expect(await offered(finance)).toEqual(["users", "subscriptions", "payments", "entitlements", "reports/money/entries"]);
    expect(await offered(admin)).toEqual(Object.keys(exportedLists));
    for (const person of [support, finance, admin]) {
      const may = await offered(person);
      for (const list of Object.keys(exportedLists)) {
        const page = () => newLoader(args(person.get(`/exports/new?list=${encodeURIComponent(list)}`)));
        const picked = () => newAction(args(person.post("/exports/new", { list, ids: "a" })));
        const fields = { list, scope: "all", format: "csv", columns: "user_id", params: "id=none" };
        const file = () => fileAction(args(person.post("/exports/file", fields)));
        if (may.includes(list)) {
          expect((await page()).prepared?.list).toBe(list);
          expect((await picked()).prepared.list).toBe(list);
          const response = await file();
          // Not every list has that column.
          expect([200, 400]).toContain(response.status);
          await response.text();
        } else {
          const refused = await file();
          expect([refused.status, await refused.text()]).toEqual([403, expect.stringMatching(/^Your role .* does not allow this\./)]);
          for (const answer of [page, picked]) await expect(answer()).rejects.toMatchObject({ init: { status: 403 } });
        }
      }
    }
  });

  test("refuses a file without a list, a format or a column, in a sentence", async ({ db }) => {
    const finance = await signedIn(db, "finance");
    const whole = { list: "payments", scope: "all", format: "csv", columns: "payment_id" };
    const status = async (fields: Record<string, string>) => {
      const response = await fileAction(args(finance.post("/exports/file", fields)));
      const text = await response.text();
      if (response.status !== 200) expect(text).toMatch(/^[A-Z].*\.?\n$/);
      return response.status;
    };
    expect(await status({ ...whole, params: "id=none" })).toBe(200);
    expect(await status({})).toBe(400);
    expect(await status({ ...whole, list: "__proto__" })).toBe(400);
    expect(await status({ ...whole, format: "exe" })).toBe(400);
    expect(await status({ ...whole, columns: "password" })).toBe(400);
    expect(await status({ ...whole, scope: "selected", params: "id=%00" })).toBe(400);
    expect(await status({ ...whole, id: "no-uuid", shown: "{", params: "id=none" })).toBe(200);
  });
});

describe("a file's address", () => {
  test("refuses to begin for HEAD, and writes nothing down", async ({ db }) => {
    const finance = await signedIn(db, "finance");
    const before = await Promise.all([db.$count(exportRun), db.$count(auditLog)]);
    const head = new Request(finance.get("/payments.csv?id=none"), { method: "HEAD" });
    for (const loader of [paymentsLoader, moneyLoader]) expect((await loader(args(head))).status).toBe(405);
    expect(await Promise.all([db.$count(exportRun), db.$count(auditLog)])).toEqual(before);
  });

  test("says on a small page to a browser why there is none, with a way back, and in plain text to others", async ({ db }) => {
    const [finance, support] = [await signedIn(db, "finance"), await signedIn(db, "support")];
    const asked = async (person: SignedIn, headers: Record<string, string>) => {
      const request = person.get("/payments.csv?scope=selected");
      for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
      return paymentsLoader(args(request));
    };
    const plain = await asked(finance, {});
    expect([plain.status, await plain.text()]).toEqual([400, expect.stringMatching(/^No rows are named.*\n$/)]);
    const page = await asked(finance, { Accept: "text/html,*/*" });
    expect([page.status, page.headers.get("Content-Type")]).toEqual([400, "text/html; charset=utf-8"]);
    expect(await page.text()).toMatch(/No rows are named[\s\S]*<a href="\/payments">Back to payments<\/a>/);
    expect([(await asked(support, {})).status, (await asked(support, { Accept: "text/html" })).status]).toEqual([403, 403]);
  });
});

describe("the history", () => {
  test("says how many rows were picked, also more than a link may name", async ({ db }) => {
    const finance = await signedIn(db, "finance");
    const ids = Array.from({ length: 401 }, (_, n) => `id=none-${n}`).join("&");
    const fields = { list: "payments", scope: "selected", format: "csv", columns: "payment_id", params: ids };
    const response = await fileAction(args(finance.post("/exports/file", fields)));
    await response.text();
    const exportId = response.headers.get("X-Export-Id")!;
    expect((await runLoader(args(finance.get(`/exports/${exportId}`), { exportId }))).data.words).toBe("Payment is 401 values");
  });

  test("no longer has one's own of a list that a change of roles has taken away", async ({ db }) => {
    const finance = await signedIn(db, "finance");
    const { prepared, response } = await sent(finance, "list=payments&id=none");
    await response.text();
    await db.update(userRoles).set({ role: "support" }).where(eq(userRoles.userId, finance.user.id));
    const { page } = await historyLoader(args(finance.get("/exports")));
    expect(page.rows).toEqual([]);
    const exportId = prepared.id;
    await expect(runLoader(args(finance.get(`/exports/${exportId}`), { exportId }))).rejects.toMatchObject({ init: { status: 403 } });
  });

  test("has everybody's own exports, and all of them for who may read the audit log", async ({ db }) => {
    const [finance, support, admin] = await Promise.all([signedIn(db, "finance"), signedIn(db, "support"), signedIn(db, "admin")]);
    const { response } = await sent(finance, "list=payments&status=failed&id=none");
    await response.text();
    const id = response.headers.get("X-Export-Id")!;
    const seen = async (person: SignedIn) =>
      (await historyLoader(args(person.get(`/exports?id=${id}`)))).page.rows.map(({ id: found, words, status }) => [found, words, status]);
    expect(await seen(finance)).toEqual([[id, "Status is failed; Payment is none", "finished"]]);
    expect(await seen(admin)).toHaveLength(1);
    expect(await seen(support)).toEqual([]);
    for (const [person, allowed] of [
      [finance, true],
      [admin, true],
      [support, false],
    ] as const) {
      const page = () => runLoader(args(person.get(`/exports/${id}`), { exportId: id }));
      const progress = () => progressLoader(args(person.get(`/exports/${id}/progress`), { exportId: id }));
      const cancel = () => runAction(args(person.post(`/exports/${id}`, { intent: "cancel" }), { exportId: id }));
      if (allowed) {
        expect((await page()).data.run).toMatchObject({ id, expected: 0 });
        expect(await (await progress()).json()).toEqual({ status: "finished", rows: 0, expected: 0 });
        expect(await cancel()).toMatchObject({ init: { status: 422 } });
      } else for (const answer of [page, progress, cancel]) await expect(answer()).rejects.toMatchObject({ init: { status: 403 } });
    }
    const nobody = randomUUID();
    expect((await progressLoader(args(admin.get(`/exports/${nobody}/progress`), { exportId: nobody }))).status).toBe(204);
    await expect(runLoader(args(admin.get(`/exports/${nobody}`), { exportId: nobody }))).rejects.toMatchObject({ init: { status: 404 } });
  });

  test("shows a running one that has not been heard of for long as failed", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const run = async (minutes: number) => {
      const [row] = await db
        .insert(exportRun)
        .values({
          ...{ staffId: admin.user.id, staffName: "Ada", list: "payments", scope: "all", format: "csv", filter: "", columns: [] },
          ...{ expected: 1, createdAt: new Date(), heartbeatAt: new Date(Date.now() - minutes * 60_000) },
        })
        .returning({ id: exportRun.id });
      return row!.id;
    };
    const [lost, alive] = [await run(16), await run(14)];
    const found = async (status: string) =>
      (await historyLoader(args(admin.get(`/exports?id=${lost}&id=${alive}&status=${status}`)))).page.rows.map(({ id }) => id);
    expect([await found("failed"), await found("running")]).toEqual([[lost], [alive]]);
    const page = await runLoader(args(admin.get(`/exports/${lost}`), { exportId: lost }));
    expect(page.data.progress.status).toBe("failed");
  });

  test("cancels a running one by its button", async ({ db }) => {
    const finance = await signedIn(db, "finance");
    const { prepared, response } = await sent(finance, "list=payments&id=none");
    const answer = await runAction(args(finance.post(`/exports/${prepared.id}`, { intent: "cancel" }), { exportId: prepared.id }));
    expect((answer as Response).headers.get("Location")).toBe(`/exports/${prepared.id}`);
    await expect(response.text()).rejects.toThrow("canceled");
    const [row] = await db.select().from(exportRun).where(eq(exportRun.id, prepared.id));
    expect(row!.status).toBe("canceled");
  });
});
