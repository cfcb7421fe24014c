import type { LoaderFunctionArgs } from "@remix-run/node";
import fc from "fast-check";
import { loader as callLoader } from "../../app/routes/_staff.tool-calls.$toolCallId/route.tsx";
import { loader } from "../../app/routes/_staff.tool-calls.failures/route.tsx";
import { backfill } from "../../lib/db/schema.ts";
import { failureKey, failureRange } from "../../lib/tool-calls/failures/failures.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeToolCall } from "../helpers/factories.ts";
import { type SignedIn, signedIn } from "../helpers/request.ts";
import { seeded } from "../helpers/seeded.ts";
import { whole } from "../helpers/whole.ts";

const get = (person: SignedIn, path: string, params = {}): LoaderFunctionArgs => ({ request: person.get(path), params, context: {} });
const ago = (days: number) => new Date(Date.now() - days * 86_400_000);

describe("the page of failures", () => {
  test("shows the last 30 days unless it is asked for others", async ({ db }) => {
    const support = await signedIn(db, "support");
    await makeToolCall(db, { status: "failed", error: "lately", createdAt: ago(0.01), toolName: "a" });
    await makeToolCall(db, { status: "failed", error: "before", createdAt: ago(60), toolName: "b" });
    const shown = async (search: string) =>
      (await whole(loader(get(support, `/tool-calls/failures${search}`)))).groups.map(({ group }) => group);
    expect(await shown("")).toEqual(["lately"]);
    expect(await shown(`?createdAt.from=${ago(90).toISOString().slice(0, 10)}&sort=lastSeen`)).toEqual(["lately", "before"]);
    expect(await shown(`?createdAt.from=${ago(90).toISOString().slice(0, 10)}&tool=b`)).toEqual(["before"]);
    expect(await shown("?createdAt.from=nonsense&size=1&after=x")).toEqual(["lately"]);
  });

  test("says how many chats and users a kind met, and how many calls its tool had, behind the rows", async ({ db }) => {
    const support = await signedIn(db, "support");
    const { chatId } = await makeToolCall(db, { status: "failed", error: "No seat", toolName: "a", createdAt: ago(1) });
    await makeToolCall(db, { chatId, status: "timeout", error: "No seat", toolName: "a", createdAt: ago(2) });
    await makeToolCall(db, { chatId, status: "succeeded", toolName: "a", createdAt: ago(2) });
    const { groups, affected, calls } = await whole(loader(get(support, "/tool-calls/failures")));
    expect(affected).toEqual({ [failureKey(groups[0]!)]: { chats: 1, users: 1 } });
    expect(calls).toEqual({ a: 3 });
  });

  test("opens at any address", { timeout: 120_000 }, async ({ db }) => {
    await makeToolCall(db, { status: "failed", createdAt: ago(1) });
    const admin = await signedIn(db, "admin");
    const day = fc.constantFrom(
      "1970-01-01",
      "2199-12-31",
      "2026-02-30",
      "2026-03-10T12:00:00.000Z",
      ago(3).toISOString().slice(0, 10),
      "now",
    );
    const pair = fc.oneof(
      fc.tuple(fc.constantFrom("createdAt.from", "createdAt.to"), day),
      fc.tuple(fc.constant("tool"), fc.constantFrom("search_flights", "", "\u0000", "'", "\ud800", "%", "x".repeat(5_000))),
      fc.tuple(fc.constantFrom("sort", "size", "after", "failure"), fc.constantFrom("lastSeen", "-calls", "calls", "1e9", "constructor")),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { maxLength: 6 }), async (pairs) => {
        const { groups, buckets, range, affected, calls } = await whole(
          loader(get(admin, `/tool-calls/failures?${new URLSearchParams(pairs)}`)),
        );
        for (const part of [affected, calls]) expect(part).toEqual(expect.any(Object));
        expect(groups.every(({ values }) => values.length === buckets.length)).toBe(true);
        expect(range.from <= range.to).toBe(true);
      }),
      seeded(100),
    );
  });

  test("masks the errors that it shows", async ({ db }) => {
    await makeToolCall(db, { status: "failed", error: "No seat for mia.lang@example.com", createdAt: ago(1) });
    const answer = JSON.stringify(await whole(loader(get(await signedIn(db, "admin"), "/tool-calls/failures"))));
    expect(answer).toContain("No seat for ");
    expect(answer).not.toContain("mia.lang@example.com");
  });

  test("says whether the calls from before are sorted yet", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const complete = async () => (await whole(loader(get(admin, "/tool-calls/failures")))).complete;
    expect(await complete()).toBe(true);
    await db.update(backfill).set({ finishedAt: null });
    expect(await complete()).toBe(false);
  });

  test("is a link away from a call that failed, and from no other", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const failed = await makeToolCall(db, { status: "failed", error: "odd" });
    const done = await makeToolCall(db, { status: "succeeded" });
    const failureOf = async (toolCallId: string) =>
      (await callLoader(get(admin, `/tool-calls/${toolCallId}`, { toolCallId }))).data.failure;
    expect(await failureOf(failed.id)).toBe("odd");
    expect(await failureOf(done.id)).toBeUndefined();
  });
});

describe("the days of failures", () => {
  const now = new Date("2026-03-31T23:30:00Z");
  test.for([
    [undefined, "2026-03-02", "2026-03-31"],
    [{ from: "2026-03-30" }, "2026-03-30", "2026-03-31"],
    [{ to: "2026-03-10" }, "2026-02-09", "2026-03-10"],
    [{ from: "2026-03-01", to: "2026-03-05" }, "2026-03-01", "2026-03-05"],
    [{ from: "2026-03-01", to: "2027-01-01" }, "2026-03-01", "2026-03-31"],
    [{ from: "2020-01-01" }, "2025-03-31", "2026-03-31"],
    [{ from: "2026-04-02" }, "2026-03-02", "2026-03-31"],
    [{ from: "2026-03-05", to: "2026-03-01" }, "2026-03-02", "2026-03-31"],
    [{ from: "2026-03-10T12:00:00.000Z", to: "2026-03-12T00:00:00.000Z" }, "2026-03-10", "2026-03-11"],
  ] as const)("asked for as %o", ([asked, from, to]) => {
    expect(failureRange(asked, now, "UTC")).toEqual({ from, to });
  });

  test("are those of the reporting zone", () => {
    expect(failureRange(undefined, now, "Asia/Kathmandu").to).toBe("2026-04-01");
  });
});
