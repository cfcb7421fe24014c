import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { vi } from "vitest";
import { contentOf } from "../../app/routes/_staff.chats.$chatId/content.server.ts";
import { loader as pageLoader } from "../../app/routes/_staff.chats.$chatId/route.tsx";
import { type TranscriptAnswer, loader as transcriptLoader } from "../../app/routes/_staff.chats.$chatId_.transcript.ts";
import { openChat } from "../../lib/chats/chat-reading.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { sessionStates } from "../../lib/db/schema.ts";
import { countQueries } from "../../lib/request-record.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import {
  madeAt,
  makeChat,
  makeChatNote,
  makeMessage,
  makeMessageUsage,
  makeSubscription,
  makeTag,
  makeToolCall,
} from "../helpers/factories.ts";
import { type SignedIn, signedIn } from "../helpers/request.ts";
import { auditRowsOf, staffAs } from "../helpers/staff.ts";

const args = (request: Request, chatId: string) => ({ request, params: { chatId }, context: {} });
const minutes = (count: number) => new Date(madeAt.getTime() + count * 60_000);

/** The page's data as this person gets it. */
async function pageOf(person: SignedIn, chatId: string, search = "") {
  return (await pageLoader(args(person.get(`/chats/${chatId}${search}`), chatId))).data;
}

/** Where a page leads on to. */
async function ledTo(person: SignedIn, chatId: string, search: string): Promise<string | null> {
  const answer: unknown = await pageOf(person, chatId, search).catch((thrown: unknown) => thrown);
  return answer instanceof Response ? answer.headers.get("Location") : null;
}

/** The next page of a transcript as the page's scripts get it. */
async function transcriptOf(person: SignedIn, chatId: string, search = ""): Promise<TranscriptAnswer> {
  const response = await transcriptLoader(args(person.get(`/chats/${chatId}/transcript${search}`), chatId));
  return (await response.json()) as TranscriptAnswer;
}

/** A chat of so many messages, a minute apart: "message 0", "message 1" … */
async function longChat(db: Db, messages: number) {
  const chat = await makeChat(db);
  for (let n = 0; n < messages; n++) {
    const parts = [{ type: "text", text: `message ${n}` }];
    await makeMessage(db, { id: `${chat.id}-${n}`, chatId: chat.id, parts, createdAt: minutes(n) });
  }
  return chat;
}

const idsOf = (page: { items: { type: string }[] }) =>
  page.items.map((item) =>
    "message" in item && typeof item.message === "object" && item.message && "id" in item.message ? item.message.id : null,
  );

describe("a chat's page", () => {
  test("without a reading shows what is known, and selects nothing of what was said", async ({ db }) => {
    const support = await signedIn(db, "support");
    const chat = await makeChat(db);
    await makeMessage(db, { chatId: chat.id, parts: [{ type: "text", text: "a marker" }] });
    await makeToolCall(db, { chatId: chat.id, status: "failed", request: { of: "a marker" }, error: "a marker" });
    await db.insert(sessionStates).values({ chatId: chat.id, state: { preferences: { of: "a marker" } } });
    await makeTag(db, { name: "refund asked", chatIds: [chat.id] });
    await makeChatNote(db, { chatId: chat.id, body: "Calls back on Monday" });
    const page = await pageOf(support, chat.id, "?find=marker&message=1");
    expect(page.content).toBeUndefined();
    expect(JSON.stringify({ ...page, search: "" })).not.toContain("a marker");
    expect(page.chat).toMatchObject({ id: chat.id, messages: 1, toolCalls: 1, failedToolCalls: 1, tokens: 1000 });
    expect(page.chat.calls).toHaveLength(1);
    expect(page.chat.tags.map(({ name }) => name)).toEqual(["refund asked"]);
    expect(page.chat.notes.map(({ body }) => body)).toEqual(["Calls back on Monday"]);
    expect(await auditRowsOf(db, "chat", chat.id)).toEqual([]);
    expect(await transcriptOf(support, chat.id)).toEqual({ state: "closed" });
  });

  test("of a database that fails leaves nothing that nobody waits for, which would end the process", async ({ db, onTestFinished }) => {
    const chat = await longChat(db, 1);
    const reading = await openChat(db, staffAs((await signedIn(db, "support")).user, "chats:read"), chat.id, "Ticket 4711");
    const unheard: unknown[] = [];
    const note = (error: unknown) => unheard.push(error);
    process.on("unhandledRejection", note);
    onTestFinished(() => void process.off("unhandledRejection", note));
    // Now every statement of this transaction fails.
    await expect(db.execute(sql`select 1 / 0`)).rejects.toThrow();
    for (const search of ["", "find=message"]) {
      await expect(contentOf(db, reading, new URLSearchParams(search))).rejects.toThrow();
    }
    await wait(50);
    expect(unheard).toEqual([]);
  });

  test("opens to support once they have said why, for this chat alone", async ({ db }) => {
    const support = await signedIn(db, "support");
    const [chat, other] = [await longChat(db, 2), await longChat(db, 1)];
    await openChat(db, staffAs(support.user, "chats:read"), chat.id, "Ticket 4711");
    const page = await pageOf(support, chat.id);
    expect(idsOf(page.content!.transcript)).toEqual([`${chat.id}-0`, `${chat.id}-1`]);
    expect(page.history).toBeUndefined();
    expect((await pageOf(support, other.id)).content).toBeUndefined();
    // Read again within the hour: it was recorded once.
    expect((await auditRowsOf(db, "chat", chat.id)).map(({ action, reason }) => [action, reason])).toEqual([["chat.read", "Ticket 4711"]]);
  });

  test("opens to an admin unasked, which is recorded before the content is read", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const chat = await longChat(db, 1);
    const page = await pageOf(admin, chat.id);
    expect(page.content?.transcript.items).toHaveLength(1);
    expect(page.history?.map(({ action }) => action)).toEqual(["chat.read"]);
    expect(await auditRowsOf(db, "chat", chat.id)).toMatchObject([{ action: "chat.read", actorId: admin.user.id }]);
  });

  test("opens a public chat to support unasked", async ({ db }) => {
    const support = await signedIn(db, "support");
    const chat = await makeChat(db, { visibility: "public" });
    await makeMessage(db, { chatId: chat.id });
    expect((await pageOf(support, chat.id)).content?.transcript.items).toHaveLength(1);
    expect(await auditRowsOf(db, "chat", chat.id)).toMatchObject([{ action: "chat.read", actorId: support.user.id }]);
  });

  test("is not for finance, and not there for a chat that is gone", async ({ db }) => {
    const chat = await makeChat(db);
    const finance = await signedIn(db, "finance");
    await expect(pageOf(finance, chat.id)).rejects.toMatchObject({ init: { status: 403 } });
    await expect(transcriptOf(finance, chat.id)).rejects.toMatchObject({ init: { status: 403 } });
    const support = await signedIn(db, "support");
    await expect(pageOf(support, "nobody")).rejects.toMatchObject({ init: { status: 404 } });
    await expect(transcriptOf(support, "nobody")).rejects.toMatchObject({ init: { status: 404 } });
  });

  test("stands where the address says, and its pages meet without a gap", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const chat = await longChat(db, 120);
    const ids = Array.from({ length: 120 }, (_, n) => `${chat.id}-${n}`);
    const start = (await pageOf(admin, chat.id)).content!;
    expect(start).toMatchObject({ linked: null, atEnd: false, transcript: { earlier: null } });
    expect(idsOf(start.transcript)).toEqual(ids.slice(0, 50));

    const end = (await pageOf(admin, chat.id, "?at=end")).content!;
    expect(end).toMatchObject({ atEnd: true, transcript: { later: null } });
    expect(idsOf(end.transcript)).toEqual(ids.slice(70));

    const linked = (await pageOf(admin, chat.id, `?message=${ids[60]}`)).content!;
    expect(linked.linked).toBe(ids[60]);
    expect(idsOf(linked.transcript)).toContain(ids[60]);

    const seen = idsOf(start.transcript);
    let later = start.transcript.later;
    while (later) {
      const answer = await transcriptOf(admin, chat.id, `?${new URLSearchParams({ after: later })}`);
      if (answer.state === "closed") throw new Error("The chat is open");
      seen.push(...idsOf(answer.page));
      later = answer.page.later;
    }
    expect(seen).toEqual(ids);
  });

  test("leads on to the first message on a day, and to the message that tells of a call", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const chat = await makeChat(db);
    const call = await makeToolCall(db, { chatId: chat.id, status: "succeeded", createdAt: minutes(1) });
    const told = { type: "tool-search_flights", toolCallId: call.id, state: "output-available", input: {}, output: {} };
    await makeMessage(db, { id: `${chat.id}-a`, chatId: chat.id, createdAt: minutes(0) });
    await makeMessage(db, { id: `${chat.id}-b`, chatId: chat.id, createdAt: minutes(2), parts: [told] });
    await makeMessage(db, { id: `${chat.id}-c`, chatId: chat.id, createdAt: new Date("2026-03-17T08:00:00Z") });
    expect(await ledTo(admin, chat.id, "?on=2026-03-11")).toBe(`/chats/${chat.id}?message=${chat.id}-c#message-${chat.id}-c`);
    expect(await ledTo(admin, chat.id, "?on=2026-03-18")).toBe(`/chats/${chat.id}?at=end#end`);
    expect(await ledTo(admin, chat.id, "?on=2026-02-30")).toBeNull();
    expect(await ledTo(admin, chat.id, `?call=${call.id}`)).toContain(`message=${chat.id}-b`);
    expect(await ledTo(admin, chat.id, "?call=nonsense")).toBe(`/chats/${chat.id}`);
    const support = await signedIn(db, "support");
    expect(await ledTo(support, chat.id, `?call=${call.id}`)).toBeNull();
  });

  test("finds words in all messages and stands at the first match", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const chat = await longChat(db, 80);
    const { content } = await pageOf(admin, chat.id, "?find=message+77");
    expect(content?.matches?.found.map(({ id }) => id)).toEqual([`${chat.id}-77`]);
    expect(content?.linked).toBe(`${chat.id}-77`);
    expect(idsOf(content!.transcript)).toContain(`${chat.id}-77`);
    const none = await pageOf(admin, chat.id, "?find=zebrafinch");
    expect(none.content).toMatchObject({ linked: null, matches: { found: [], more: false } });
  });

  test("has beside it the plan, the usage, the tokens by model and the session state", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const chat = await makeChat(db);
    await makeSubscription(db, { userId: chat.userId, status: "past_due", productId: "prod_plus" });
    await makeMessageUsage(db, { userId: chat.userId, messageCount: 12, date: new Date() });
    await makeMessageUsage(db, { userId: chat.userId, messageCount: 30, date: new Date(Date.now() - 5 * 86_400_000) });
    await makeMessageUsage(db, { userId: chat.userId, messageCount: 99, date: new Date(Date.now() - 60 * 86_400_000) });
    await makeMessage(db, { chatId: chat.id, model: "gpt-5-mini" });
    await makeMessage(db, { chatId: chat.id, model: "claude-sonnet-4-5", totalTokens: 5000 });
    await makeMessage(db, { chatId: chat.id, role: "user", model: null, inputTokens: null, outputTokens: null, totalTokens: null });
    const last = { origin: "BER", destination: "LIS", departDate: "2026-04-02", cabin: "ECONOMY", passengers: 2 };
    await db.insert(sessionStates).values({ chatId: chat.id, state: { last_flight_request: last, pending_flight_request: null } });
    const { chat: facts, content } = await pageOf(admin, chat.id);
    expect(facts.plan).toMatchObject({ status: "past_due" });
    expect(facts.usage).toEqual({ messages: { today: 12, recent: 42 }, searches: { today: 0, recent: 0 } });
    expect(facts.models.map(({ model, messages, totalTokens }) => [model, messages, totalTokens])).toEqual([
      ["claude-sonnet-4-5", 1, 5000],
      ["gpt-5-mini", 1, 1000],
    ]);
    expect(content?.session?.facts.last).toMatchObject({ origin: "BER", destination: "LIS", passengers: "2", returnDate: null });
    expect(content?.session?.facts.pending).toBeNull();
  });

  test("takes few queries, however much is in the chat", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const chat = await longChat(db, 60);
    for (let n = 0; n < 20; n++) await makeToolCall(db, { chatId: chat.id, status: "failed", createdAt: minutes(n) });
    await pageOf(admin, chat.id);
    const logged = vi.spyOn(countQueries, "logQuery");
    const counts: Record<string, number> = {};
    for (const search of ["", "?at=end", `?message=${chat.id}-30`, "?find=message"]) {
      logged.mockClear();
      await pageOf(admin, chat.id, search);
      counts[search] = logged.mock.calls.length;
    }
    logged.mockClear();
    await transcriptOf(admin, chat.id, "?at=end");
    counts.transcript = logged.mock.calls.length;
    logged.mockRestore();
    expect(Math.max(...Object.values(counts)), JSON.stringify(counts)).toBeLessThanOrEqual(12);
  });
});
