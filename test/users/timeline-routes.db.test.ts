import type { LoaderFunctionArgs } from "@remix-run/node";
import fc from "fast-check";
import { loader } from "../../app/routes/_staff.users.$userId_.timeline/route.tsx";
import { auditLog } from "../../lib/db/schema.ts";
import { formatCursor } from "../../lib/list/cursor.ts";
import { timelineKindNames } from "../../lib/users/timeline/timeline.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeAuditEntry, makeChat, makePayment, makeToolCall } from "../helpers/factories.ts";
import { type SignedIn, signedIn } from "../helpers/request.ts";
import { seeded } from "../helpers/seeded.ts";
import { makeProduct, SECRET } from "../routes/product.ts";

const get = (person: SignedIn, userId: string, search = ""): LoaderFunctionArgs => ({
  request: person.get(`/users/${userId}/timeline${search}`),
  params: { userId },
  context: {},
});

describe("the page of a timeline", () => {
  test("tells each role of the kinds that it may read, whatever its address asks for", async ({ db }) => {
    const { userId = "", chatId = "" } = await makeProduct(db);
    await makeToolCall(db, { chatId, status: "failed" });
    await makePayment(db, { userId, disputes: [{ dispute_status: "dispute_lost" }] });
    await makeAuditEntry(db, { subjectType: "chat", subjectId: chatId });
    const everyKind = ["sign-in", "chat", "tool-failure", "usage", "payment", "refund", "dispute", "subscription", "staff"];
    const asked = `?${everyKind.map((kind) => `kind=${kind}`).join("&")}`;
    const told = async (person: SignedIn, search: string) => {
      const { kinds, page } = await loader(get(person, userId, search));
      const shown = new Set<string>(page.rows.map(({ kind }) => kind));
      expect(everyKind.filter((kind) => shown.has(kind))).toEqual(kinds);
      return kinds;
    };
    const kindsOf = {
      admin: everyKind,
      support: ["sign-in", "chat", "tool-failure", "usage"],
      finance: ["sign-in", "payment", "refund", "dispute", "subscription"],
    };
    for (const [role, kinds] of Object.entries(kindsOf)) {
      const person = await signedIn(db, role as keyof typeof kindsOf);
      for (const search of ["", asked]) expect(await told(person, search)).toEqual(kinds);
    }
  });

  test("holds no secret and nothing of what was said, and leaves no trace", async ({ db }) => {
    const { userId = "", chatId = "" } = await makeProduct(db);
    await makeToolCall(db, { chatId, status: "failed", request: { q: `${SECRET}-asked` }, response: { a: `${SECRET}-answered` } });
    const admin = await signedIn(db, "admin");
    const before = await db.$count(auditLog);
    const answer = JSON.stringify(await loader(get(admin, userId)));
    expect(answer).toContain("search_flights");
    expect(answer).not.toContain(SECRET);
    expect(await db.$count(auditLog)).toBe(before);
  });

  test("masks what a title or an error says of a person", async ({ db }) => {
    const { userId = "" } = await makeProduct(db);
    const chat = await makeChat(db, { userId, title: "Write to mia.lang@example.com" });
    await makeToolCall(db, { chatId: chat.id, status: "failed", error: "No booking for mia.lang@example.com" });
    const answer = JSON.stringify((await loader(get(await signedIn(db, "support"), userId))).page);
    expect(answer).toContain("Write to ");
    expect(answer).toContain("No booking for ");
    expect(answer).not.toContain("mia.lang@example.com");
  });

  test("opens at any address", { timeout: 120_000 }, async ({ db }) => {
    const { userId = "", chatId = "", paymentId = "" } = await makeProduct(db);
    const call = await makeToolCall(db, { chatId, status: "failed" });
    const admin = await signedIn(db, "admin");
    const ids = [
      ...[chatId, paymentId, call.id, "x", "é", "\u0000", "00000000-0000-0000-0000-000000000000"],
      `${paymentId}:1`,
      `messages:${chatId}`,
    ];
    const cursor = fc
      .record({
        sort: fc.constantFrom("-at", "at", "-createdAt"),
        key: fc.constantFrom(
          "2026-03-10 12:00:00",
          "2026-03-10 12:00:00.000001",
          "infinity",
          "-infinity",
          "99999-12-31 23:59:59",
          "now",
          "",
        ),
        rank: fc.constantFrom("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", ""),
        id: fc.constantFrom(...ids),
      })
      .map(({ sort, key, rank, id }) => formatCursor(sort, { key, id: `${rank}:${id}` }));
    const day = fc.constantFrom("2026-03-10", "1970-01-01", "2199-12-31", "2026-02-30", "2026-03-10T12:00:00.000Z", "now", "");
    const pair = fc.oneof(
      fc.tuple(fc.constantFrom("after", "before"), cursor),
      fc.tuple(fc.constantFrom("at.from", "at.to"), day),
      fc.tuple(fc.constant("kind"), fc.constantFrom(...timelineKindNames, "", "__proto__")),
      fc.tuple(fc.constantFrom("sort", "size", "columns", "q"), fc.constantFrom("at", "-at", "25", "200", "1e9", "toString")),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { maxLength: 6 }), async (pairs) => {
        const { page } = await loader(get(admin, userId, `?${new URLSearchParams(pairs)}`));
        expect(page.rows.length).toBeLessThan(50);
      }),
      seeded(200),
    );
  });

  test("of nobody is not found", async ({ db }) => {
    await expect(loader(get(await signedIn(db, "admin"), "nobody"))).rejects.toMatchObject({ init: { status: 404 } });
  });
});
