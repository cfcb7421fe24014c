import { DrizzleQueryError } from "drizzle-orm/errors";
import { describe, expect, test } from "vitest";
import { inTime, unlessTooSlow } from "../../app/http/in-time.server.ts";
import { allowConsole } from "../helpers/allow-console.ts";

const visit = {
  request: new Request("http://localhost/usage?user=mia"),
  context: { requestId: "request-1", routeId: "routes/_staff.usage._index" },
};
const canceled = Object.assign(new Error("canceling statement due to statement timeout"), { code: "57014" });
const tooSlow = new DrizzleQueryError("select pg_sleep($1)", [100], canceled);
const fault = new Error("a bug");

describe("what a page reads", () => {
  test("comes as it is read", async () => {
    expect(await inTime(visit, Promise.resolve([1]))).toEqual([1]);
    expect(await unlessTooSlow(Promise.resolve(0))).toBe(0);
  });

  test("is a 504 page that says how to ask for less, and a line in the log, where the database took too long", async () => {
    allowConsole(/"requestId":"request-1","request":"GET \/usage".*pg_sleep/);
    await expect(inTime(visit, Promise.reject(tooSlow))).rejects.toMatchObject({
      init: { status: 504 },
      data: { message: expect.stringContaining("Narrow the filter"), requestId: "request-1" },
    });
  });

  test("is left out where the page can do without it", async () => {
    expect(await unlessTooSlow(Promise.reject(tooSlow))).toBe("too-slow");
  });

  test("lets any other fault through", async () => {
    await expect(inTime(visit, Promise.reject(fault))).rejects.toBe(fault);
    await expect(unlessTooSlow(Promise.reject(fault))).rejects.toBe(fault);
  });
});
