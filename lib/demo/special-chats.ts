import { type ChatRows, type MessageRow, makeChat, meteringOf, sdkVersionAt, sessionStateOf, unusualTitles, userParts } from "./chats.ts";
import { DAY, type DemoClock, HOUR, MINUTE, SECOND } from "./clock.ts";
import { brokenMessages, modernMessages, oldMessages, type ShownMessage } from "./every-part.ts";
import { searchFlightsResponse } from "./flight-offers.ts";
import { assistantParts } from "./message-parts.ts";
import { disagreeingChat, hostileChat, personalChat } from "./planted-chats.ts";
import type { Random } from "./random.ts";
import { makeOpenCall } from "./tool-calls.ts";
import { makeTrip, searchFlightsRequest } from "./trip.ts";
import { planTurn, titleOf } from "./turns.ts";
import type { DemoUser } from "./users.ts";

/** Chats that are there however small the database is, because each of them is needed for what it holds. */
export function makeSpecialChats(random: Random, clock: DemoClock, users: readonly DemoUser[], power: DemoUser): ChatRows[] {
  const early = users.filter((user) => user.joined < clock.start + 200 * DAY);
  const recent = users.filter((user) => user.joined < clock.today - 20 * DAY);
  const someone = () => random.pick(recent);
  const chats = [
    shownChat(random, clock, power, "Lisbon to Berlin, with every kind of part", modernMessages, clock.today - 4 * DAY + 9 * HOUR),
    shownChat(random, clock, random.pick(early), "Boarding pass, before the move", oldMessages, clock.start + 210 * DAY),
    shownChat(random, clock, someone(), "Rows that nobody should have written", brokenMessages, clock.today - 6 * DAY + 15 * HOUR),
    disagreeingChat(random.fork("disagreeing"), clock, power),
    personalChat(random.fork("personal"), clock, power),
    hostileChat(random.fork("hostile"), clock, random.fork("hostile user").pick(recent)),
    hugeAnswer(random, clock, power, clock.today - 2 * DAY + 11 * HOUR),
    // 150 turns of about three minutes: eight hours, had they not paused overnight.
    makeChat(random, clock, { user: power, at: clock.today - 50 * DAY, turns: 150, title: "Around the world in eleven months", pause: 6 }),
    ...unusualTitles.map((title, i) =>
      makeChat(random, clock, {
        user: someone(),
        at: clock.today - (i + 1) * DAY + (8 + i) * HOUR,
        turns: 2,
        title,
        visibility: i % 2 ? "private" : "public",
      }),
    ),
    ...Array.from({ length: 60 }, (_, i) =>
      makeChat(random, clock, { user: power, at: clock.today - i * 9 * DAY - random.int(1, 20) * HOUR, turns: random.int(1, 6) }),
    ),
  ];
  return chats.filter((chat) => chat !== null);
}

/**
 * Chats in which something is going on at this moment: calls in the queue, running ones, and some that have been running for so long that
 * they will never finish.
 *
 * @param count how many of the waiting and running ones; there are always six stuck ones
 */
export function makeOpenChats(random: Random, clock: DemoClock, users: readonly DemoUser[], power: DemoUser, count: number): ChatRows[] {
  const recent = users.filter((user) => user.joined < clock.today - 10 * DAY);
  const stuck = [11 * MINUTE, 26 * MINUTE, 3 * HOUR, 9 * HOUR, 2 * DAY, 6 * DAY].map((ago, i) =>
    openChat(random, i === 0 ? power : random.pick(recent), clock.now - ago, "running"),
  );
  const waiting = Array.from({ length: count }, (_, i) => {
    const status = i % 2 ? "running" : "queued";
    const ago = status === "running" ? random.int(2 * SECOND, 8 * MINUTE) : random.int(SECOND, 3 * MINUTE);
    return openChat(random, random.pick(recent), clock.now - ago, status);
  });
  return [...stuck, ...waiting];
}

function openChat(random: Random, user: DemoUser, callAt: number, status: "queued" | "running"): ChatRows {
  const at = callAt - SECOND;
  const trip = makeTrip(random, at, user);
  const turn = { ...planTurn(random, trip, at, 0, []) };
  if (turn.exchanges.length === 0) return openChat(random, user, callAt, status);
  const id = random.uuid();
  const call = makeOpenCall(random, id, turn.exchanges[0]!, callAt, status);
  const answering = new Date(callAt + 200);
  return {
    chat: { id, userId: user.row.id, title: titleOf(random, trip), createdAt: new Date(at), updatedAt: answering, visibility: "private" },
    messages: [
      { id: random.id(16), chatId: id, role: "user", parts: userParts(6, turn.question, []), attachments: [], createdAt: new Date(at) },
      // What is streamed so far; the answer is still to come.
      {
        id: random.id(16),
        chatId: id,
        role: "assistant",
        parts: assistantParts(random, 6, turn, [call], ""),
        attachments: [],
        createdAt: answering,
      },
    ],
    toolCalls: call.row ? [call.row] : [],
    streams: [{ id: random.id(16), chatId: id, createdAt: answering }],
    sessionState: { id: random.uuid(), chatId: id, state: sessionStateOf(random, trip), updatedAt: new Date(at) },
  };
}

function shownChat(random: Random, clock: DemoClock, user: DemoUser, title: string, shown: readonly ShownMessage[], at: number): ChatRows {
  const id = random.uuid();
  const messages: MessageRow[] = shown.map(({ role, parts, attachments = [] }, i) => {
    const sent = at + i * 20 * SECOND;
    const metering =
      role === "assistant"
        ? meteringOf(random, clock, {
            at: sent,
            answeredAt: sent + 4200,
            version: sdkVersionAt(clock, at),
            history: i,
            calls: 1,
            answer: title,
          })
        : {};
    return { id: random.id(16), chatId: id, role, parts, attachments, createdAt: new Date(sent), ...metering };
  });
  const updatedAt = messages.at(-1)!.createdAt;
  return {
    chat: { id, userId: user.row.id, title, createdAt: new Date(at), updatedAt, visibility: "private" },
    messages,
    toolCalls: [],
    streams: [],
    sessionState: null,
  };
}

/** A search with so many offers that its answer is some 400 kB of JSON. */
function hugeAnswer(random: Random, clock: DemoClock, user: DemoUser, at: number): ChatRows {
  const trip = { ...makeTrip(random, at, user), adults: 1, children: 0, return: null };
  const limits = { max: 250 };
  const response = searchFlightsResponse(random, trip, limits);
  const id = random.uuid();
  const toolCallId = random.uuid();
  const request = searchFlightsRequest(trip, limits);
  const [asked, answered] = [new Date(at), new Date(at + 19_400)];
  const parts = [
    { type: "step-start" },
    { type: "tool-searchFlights", toolCallId, state: "output-available", input: request, output: response },
    { type: "text", text: `All ${limits.max} of them, cheapest first. That is a lot to read.`, state: "done" },
  ];
  const metering = { model: "claude-sonnet-4-5", inputTokens: 121_400, outputTokens: 96, totalTokens: 121_496, completionTime: 19.4 };
  return {
    chat: { id, userId: user.row.id, title: "Every single flight, please", createdAt: asked, updatedAt: answered, visibility: "private" },
    messages: [
      {
        id: random.id(16),
        chatId: id,
        role: "user",
        parts: userParts(sdkVersionAt(clock, at), "Show me all of them, not just three.", []),
        attachments: [],
        createdAt: asked,
      },
      { id: random.id(16), chatId: id, role: "assistant", parts, attachments: [], createdAt: answered, ...metering },
    ],
    toolCalls: [
      {
        id: toolCallId,
        chatId: id,
        toolName: "searchFlights",
        status: "succeeded",
        request,
        response,
        dedupeKey: `searchFlights:${random.hex(32)}`,
        createdAt: new Date(at + 1000),
        startedAt: new Date(at + 1100),
        finishedAt: new Date(at + 14_300),
      },
    ],
    streams: [],
    sessionState: { id: random.uuid(), chatId: id, state: sessionStateOf(random, trip), updatedAt: answered },
  };
}
