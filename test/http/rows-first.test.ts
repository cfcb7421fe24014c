import { DrizzleQueryError } from "drizzle-orm/errors";
import { describe, expect, test } from "vitest";
import { rowsFirst } from "../../app/http/rows-first.server.ts";
import { allowConsole } from "../helpers/allow-console.ts";

const context = { requestId: "request-1", routeId: "routes/_staff.payments._index" };
const scripts = { request: new Request("http://localhost/payments.data", { headers: { Accept: "*/*" } }), context };
const document = { request: new Request("http://localhost/payments", { headers: { Accept: "text/html,*/*;q=0.8" } }), context };
const canceled = Object.assign(new Error("canceling statement due to statement timeout"), { code: "57014" });

/** A part that is read when the test says so. */
function later<T>() {
  let read: (value: T) => void = () => {};
  const part = new Promise<T>((resolve) => {
    read = resolve;
  });
  return { part, read };
}

const rows = Promise.resolve(["row"]);

describe("a page with parts beside its rows", () => {
  test("holds what was read with the rows as it is, so that it needs no scripts", async () => {
    const page = await rowsFirst(document, { rows, beside: { total: Promise.resolve(3), sum: Promise.resolve("12") } });
    expect(page).toEqual({ rows: ["row"], beside: { total: 3, sum: "12" } });
  });

  test.each([
    ["a document", document],
    ["what scripts fetch", scripts],
  ])("does not wait for a slow part, which comes behind the rows: %s", async (_, asked) => {
    const { part, read } = later<number>();
    const { rows: first, beside } = await rowsFirst(asked, { rows, beside: { total: part, sum: Promise.resolve("12") } });
    expect(first).toEqual(["row"]);
    expect(beside.sum).toBe("12");
    expect(beside.total).toBeInstanceOf(Promise);
    read(7);
    expect(await beside.total).toBe(7);
  });

  test("waits for all of it where a document asks for that, and never where scripts do", async () => {
    const slow = later<number>();
    expect((await rowsFirst(scripts, { rows, beside: { total: slow.part } }, { whole: true })).beside.total).toBeInstanceOf(Promise);
    setTimeout(() => slow.read(7), 60);
    expect(await rowsFirst(document, { rows, beside: { total: slow.part } }, { whole: true })).toEqual({
      rows: ["row"],
      beside: { total: 7 },
    });
  });

  test("does without a part that cannot be read, which the log holds", async () => {
    allowConsole(/"requestId":"request-1","request":"GET \/payments".*a bug/);
    const { beside } = await rowsFirst(document, { rows, beside: { total: Promise.reject(new Error("a bug")), sum: Promise.resolve(1) } });
    expect(beside).toEqual({ total: null, sum: 1 });
  });

  test("is a 504 where the rows take too long, whatever becomes of the parts", async () => {
    allowConsole(/"requestId":"request-1"/);
    const tooSlow = Promise.reject(new DrizzleQueryError("select 1", [], canceled));
    const failed = Promise.reject(new Error("a bug"));
    await expect(rowsFirst(document, { rows: tooSlow, beside: { total: failed } })).rejects.toMatchObject({ init: { status: 504 } });
  });
});
