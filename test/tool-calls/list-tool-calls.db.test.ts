import { randomUUID } from "node:crypto";
import { openChat } from "../../lib/chats/chat-reading.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { toolCallStatus } from "../../lib/db/schema.ts";
import { csvResponse } from "../../lib/list/csv.server.ts";
import { everyPage } from "../../lib/list/keyset.server.ts";
import { getToolCall, getToolCallContent, getToolCallForMove } from "../../lib/tool-calls/get-tool-call.server.ts";
import { countToolCalls, listToolCalls, toolCallFilterOptions } from "../../lib/tool-calls/list-tool-calls.server.ts";
import { toolCallList } from "../../lib/tool-calls/tool-call.ts";
import { toolCallCsv } from "../../lib/tool-calls/tool-call-csv.server.ts";
import { toolCallLatency } from "../../lib/tool-calls/tool-call-latency.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { expectWithin } from "../helpers/expect-within.ts";
import { madeAt, makeChat, makeToolCall, makeUser } from "../helpers/factories.ts";
import { staffAs } from "../helpers/staff.ts";

const at = (seconds: number) => new Date(madeAt.getTime() + seconds * 1000);
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** The ids that a URL's list shows, sorted; the count must agree. */
async function idsOf(db: Db, search: string): Promise<string[]> {
  const query = toolCallList.parse(`/tool-calls?${search}`);
  const [{ rows }, total] = await Promise.all([listToolCalls(db, query), countToolCalls(db, query)]);
  expect(total).toEqual({ count: rows.length, exact: true });
  return rows.map((row) => row.id).sort();
}

const sorted = (...calls: { id: string }[]) => calls.map((call) => call.id).sort();

describe("the list of tool calls", () => {
  test("shows who and where, and of an error its first line", async ({ db }) => {
    const user = await makeUser(db, { name: "Ada Novak" });
    const chat = await makeChat(db, { userId: user.id, title: "Flights to Lisbon" });
    const call = await makeToolCall(db, { chatId: chat.id, status: "failed", error: `\r\n  Error: 502 \r\n    at search\n    at run` });
    const { rows } = await listToolCalls(db, toolCallList.defaults);
    expect(rows).toEqual([
      {
        id: call.id,
        toolName: "search_flights",
        status: "failed",
        chatId: chat.id,
        chatTitle: "Flights to Lisbon",
        userId: user.id,
        userName: "Ada Novak",
        createdAt: call.createdAt,
        startedAt: call.startedAt,
        finishedAt: call.finishedAt,
        durationMs: 3000,
        errorLine: "Error: 502",
      },
    ]);
  });

  test("cuts a long line at 200 characters", async ({ db }) => {
    await makeToolCall(db, { status: "failed", error: "é".repeat(5000) });
    const { rows } = await listToolCalls(db, toolCallList.defaults);
    expect(rows[0]!.errorLine).toBe("é".repeat(200));
  });

  test("gives no duration to a call that did not start or finish", async ({ db }) => {
    for (const status of ["queued", "running"] as const) await makeToolCall(db, { status });
    const { rows } = await listToolCalls(db, toolCallList.defaults);
    expect(rows.map((row) => row.durationMs)).toEqual([null, null]);
  });

  test("visits every call once, in each order, under ties and without a duration", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    for (const [index, status] of [...toolCallStatus, ...toolCallStatus].entries()) {
      await makeToolCall(db, { chatId, status, createdAt: at(index % 3) });
    }
    for (const sort of ["createdAt", "-createdAt", "duration", "-duration"]) {
      const query = toolCallList.parse(`/tool-calls?sort=${sort}`);
      const seen: string[] = [];
      for await (const rows of everyPage(query, 5, (page) => listToolCalls(db, page))) seen.push(...rows.map((row) => row.id));
      expect(new Set(seen).size).toBe(12);
      expect(seen).toHaveLength(12);
    }
    const { rows } = await listToolCalls(db, toolCallList.parse("/tool-calls?sort=-duration"));
    expect(rows.slice(0, 8).every((row) => row.durationMs === 3000)).toBe(true);
  });
});

describe("filters", () => {
  test("status and tool, several of each", async ({ db }) => {
    const failed = await makeToolCall(db, { status: "failed" });
    const timeout = await makeToolCall(db, { status: "timeout", toolName: "get_weather" });
    await makeToolCall(db, { status: "queued", toolName: "get_weather" });
    expect(await idsOf(db, "status=failed&status=timeout")).toEqual(sorted(failed, timeout));
    expect(await idsOf(db, "status=failed&status=timeout&tool=get_weather")).toEqual(sorted(timeout));
    expect(await idsOf(db, "tool=nobody")).toEqual([]);
    expect(await toolCallFilterOptions(db)).toEqual({ tool: ["get_weather", "search_flights"] });
  });

  test("time between, both days in whole", async ({ db }) => {
    const early = await makeToolCall(db, { createdAt: new Date("2026-03-09T23:59:59Z") });
    const middle = await makeToolCall(db, { createdAt: new Date("2026-03-10T00:00:00Z") });
    const late = await makeToolCall(db, { createdAt: new Date("2026-03-11T00:00:00Z") });
    expect(await idsOf(db, "createdAt.from=2026-03-10&createdAt.to=2026-03-10")).toEqual(sorted(middle));
    expect(await idsOf(db, "createdAt.to=2026-03-10")).toEqual(sorted(early, middle));
    expect(await idsOf(db, "createdAt.from=2026-03-10")).toEqual(sorted(middle, late));
  });

  test("longer than a number of seconds, of those that finished", async ({ db }) => {
    await makeToolCall(db, { status: "succeeded", startedAt: at(0), finishedAt: at(5) });
    const longer = await makeToolCall(db, { status: "succeeded", startedAt: at(0), finishedAt: new Date(at(5).getTime() + 1) });
    await makeToolCall(db, { status: "running", startedAt: at(0) });
    expect(await idsOf(db, "longerThan=5")).toEqual(sorted(longer));
    expect(await idsOf(db, "longerThan=1000000000000")).toEqual([]);
  });

  test("error contains, in any case and with signs that stand for themselves", async ({ db }) => {
    const call = await makeToolCall(db, { status: "failed", error: "Error: quota 100%_used\n    at Upstream" });
    await makeToolCall(db, { status: "failed", error: "Error: quota 100 used" });
    await makeToolCall(db);
    expect(await idsOf(db, "error=100%25_U")).toEqual(sorted(call));
    expect(await idsOf(db, "error=at+upstream")).toEqual(sorted(call));
  });

  test("stuck: running for over ten minutes, since its creation where no start is written", async ({ db }) => {
    const stuck = await makeToolCall(db, { status: "running", createdAt: minutesAgo(12), startedAt: minutesAgo(11) });
    const neverStarted = await makeToolCall(db, { status: "running", createdAt: minutesAgo(11), startedAt: null });
    const fresh = await makeToolCall(db, { status: "running", createdAt: minutesAgo(12), startedAt: minutesAgo(9) });
    const justMade = await makeToolCall(db, { status: "running", createdAt: minutesAgo(9), startedAt: null });
    const queued = await makeToolCall(db, { status: "queued", createdAt: minutesAgo(60) });
    expect(await idsOf(db, "stuck=yes")).toEqual(sorted(stuck, neverStarted));
    expect(await idsOf(db, "stuck=no")).toEqual(sorted(fresh, justMade, queued));
  });

  test("measured: started and finished, whatever the status", async ({ db }) => {
    const done = await makeToolCall(db, { status: "succeeded" });
    const neverStarted = await makeToolCall(db, { status: "canceled", startedAt: null, finishedAt: at(9) });
    const running = await makeToolCall(db, { status: "running" });
    expect(await idsOf(db, "measured=yes")).toEqual(sorted(done));
    expect(await idsOf(db, "measured=no")).toEqual(sorted(neverStarted, running));
  });

  test("user, chat and exact ids; what is no uuid matches nothing", async ({ db }) => {
    const mine = await makeToolCall(db);
    const other = await makeToolCall(db);
    const { user } = (await getToolCall(db, mine.id))!;
    expect(await idsOf(db, `user=${user.id}`)).toEqual(sorted(mine));
    expect(await idsOf(db, `chat=${other.chatId}`)).toEqual(sorted(other));
    expect(await idsOf(db, `id=${mine.id}&id=nonsense`)).toEqual(sorted(mine));
    expect(await idsOf(db, "id=nonsense")).toEqual([]);
    expect(await idsOf(db, `id=${randomUUID()}`)).toEqual([]);
  });

  test("search: chat title, user's name and e-mail, exact ids", async ({ db }) => {
    const user = await makeUser(db, { name: "Béla Bartók", email: "bela@composers.example" });
    const call = await makeToolCall(db, { chatId: (await makeChat(db, { userId: user.id, title: "Weekend in Győr" })).id });
    await makeToolCall(db);
    for (const q of ["győr", "bartók", "composers", user.id, call.id, call.chatId, call.id.toUpperCase()]) {
      expect(await idsOf(db, `q=${encodeURIComponent(q)}`)).toEqual(sorted(call));
    }
    const uuidUser = await makeUser(db, { id: randomUUID() });
    const theirs = await makeToolCall(db, { chatId: (await makeChat(db, { userId: uuidUser.id })).id });
    expect(await idsOf(db, `q=${uuidUser.id}`)).toEqual(sorted(theirs));
    expect(await idsOf(db, "q=nobody")).toEqual([]);
  });
});

describe("latency of the calls that match", () => {
  test("is interpolated between neighbours, of those that started and finished", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    for (const seconds of [1, 2, 3, 4]) await makeToolCall(db, { chatId, status: "succeeded", startedAt: at(0), finishedAt: at(seconds) });
    await makeToolCall(db, { chatId, status: "running" });
    await makeToolCall(db, { chatId, status: "failed", toolName: "get_weather", startedAt: at(0), finishedAt: at(500) });
    const query = toolCallList.parse("/tool-calls?measured=yes&tool=search_flights");
    expect(await toolCallLatency(db, query)).toEqual({ measured: 4, p50: 2500, p95: expect.closeTo(3850), approximate: false });
  });

  test("is told from a histogram where nothing but days is asked for, within 5 %", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    for (const seconds of [1, 2, 3, 4]) {
      await makeToolCall(db, { chatId, status: "succeeded", createdAt: at(0), startedAt: at(0), finishedAt: at(seconds) });
    }
    await makeToolCall(db, { chatId, status: "running", createdAt: at(0) });
    const day = at(0).toISOString().slice(0, 10);
    for (const search of ["", "measured=yes", `measured=yes&createdAt.from=${day}`, `createdAt.to=${day}`]) {
      const { p50, p95, ...others } = await toolCallLatency(db, toolCallList.parse(`/tool-calls?${search}`));
      expect(others, search).toEqual({ measured: 4, approximate: true });
      expectWithin(p50, 2500, 0.05, search);
      expectWithin(p95, 3850, 0.05, search);
    }
    for (const search of ["q=lisbon", "status=succeeded", `createdAt.from=${at(0).toISOString()}`]) {
      const query = toolCallList.parse(`/tool-calls?measured=yes&${search}`);
      expect(await toolCallLatency(db, query)).toEqual({ measured: 4, p50: 2500, p95: expect.closeTo(3850), approximate: false });
    }
    expect(await toolCallLatency(db, toolCallList.parse("/tool-calls?measured=no"))).toMatchObject({ measured: 0, p50: null });
  });

  test("is none without any", async ({ db }) => {
    await makeToolCall(db);
    expect(await toolCallLatency(db, toolCallList.defaults)).toEqual({ measured: 0, p50: null, p95: null, approximate: true });
  });
});

describe("one tool call", () => {
  test("comes with its chat and user, and without what it was asked and answered", async ({ db }) => {
    const call = await makeToolCall(db, { status: "succeeded" });
    const found = await getToolCall(db, call.id);
    expect(found).toMatchObject({
      durationMs: 3000,
      chat: { id: call.chatId, title: "Flights to Lisbon", visibility: "private" },
      user: { name: "Ada Novak" },
    });
    expect(found).not.toHaveProperty("request");
    expect(found).not.toHaveProperty("response");
    expect(found).not.toHaveProperty("dedupeKey");
  });

  test("comes with its request and response to whoever reads its chat, masked", async ({ db }) => {
    const call = await makeToolCall(db, { status: "succeeded", request: { origin: "BER", email: "mia@example.com" } });
    const reader = staffAs(await makeUser(db), "chats:read");
    const reading = await openChat(db, reader, call.chatId, "Asked about a refund");
    expect(await getToolCallContent(db, reading, call.id)).toEqual({
      request: { origin: "BER", email: "‹e-mail›" },
      response: { offers: 3 },
      dedupeKey: call.dedupeKey,
    });
    const other = await makeToolCall(db);
    expect(await getToolCallContent(db, reading, other.id)).toBeUndefined();
  });

  test("has its error and its chat's title masked", async ({ db }) => {
    const { id: chatId } = await makeChat(db, { title: "Refund to mia@example.com" });
    const error = `No seat for mia@example.com\n${"x".repeat(500)}`;
    const call = await makeToolCall(db, { chatId, status: "failed", error });
    expect(await getToolCall(db, call.id)).toMatchObject({
      error: error.replace("mia@example.com", "‹e-mail›"),
      chat: { title: "Refund to ‹e-mail›" },
    });
    const { rows } = await listToolCalls(db, toolCallList.defaults);
    expect(rows).toMatchObject([{ errorLine: "No seat for ‹e-mail›", chatTitle: "Refund to ‹e-mail›" }]);
    // What is masked is found all the same.
    expect(await idsOf(db, "error=mia%40example")).toEqual([call.id]);
  });

  test("for a move comes without them", async ({ db }) => {
    const call = await makeToolCall(db, { status: "succeeded" });
    const found = (await getToolCallForMove(db, call.id))!;
    expect(found).toMatchObject({ status: "succeeded", hasError: false, hasResponse: true });
    expect(found).not.toHaveProperty("request");
    expect(found).not.toHaveProperty("response");
    expect(found).not.toHaveProperty("dedupeKey");
  });

  test("is none for an unknown id, or for what is no uuid", async ({ db }) => {
    for (const id of [randomUUID(), "nonsense", "", "'; select 1"]) {
      expect(await getToolCall(db, id)).toBeUndefined();
      expect(await getToolCallForMove(db, id)).toBeUndefined();
    }
  });
});

test("the export holds what the filter matches, without request, response and the rest of an error", async ({ db }) => {
  const call = await makeToolCall(db, { status: "failed", error: "=1+1\nat search", response: { secret: "offer" } });
  await makeToolCall(db);
  const query = toolCallList.parse("/tool-calls?status=failed");
  const batches = everyPage(query, 100, (page) => listToolCalls(db, page));
  const { count } = await countToolCalls(db, { ...query, exact: true });
  const text = await csvResponse({ name: "tool-calls", columns: toolCallCsv, batches, expected: count }).text();
  const lines = text.trimEnd().split("\r\n");
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain(`${call.id},search_flights,failed,${call.chatId},`);
  expect(lines[1]).toMatch(/,3000,'=1\+1$/);
  expect(lines[2]).toBe("# complete: 1 rows");
  expect(text).not.toContain("secret");
  expect(text).not.toContain("BER");
});
