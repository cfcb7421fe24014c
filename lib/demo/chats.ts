import type { chat, message, SessionStateData, sessionStates, stream } from "../db/schema.ts";
import { type Attachment, makeAttachment } from "./attachments.ts";
import { DAY, type DemoClock, HOUR, isoDay, MINUTE, SECOND } from "./clock.ts";
import type { FlightOffer } from "./flight-offers.ts";
import { assistantParts, oldAssistantParts } from "./message-parts.ts";
import type { Random } from "./random.ts";
import { type MadeCall, makeCall, type ToolCallRow } from "./tool-calls.ts";
import { makeTrip, type Trip } from "./trip.ts";
import { apology, planTurn, titleOf } from "./turns.ts";
import type { DemoUser } from "./users.ts";

export type MessageRow = typeof message.$inferInsert & { id: string; createdAt: Date };

/** All rows that belong to one chat. */
export interface ChatRows {
  chat: typeof chat.$inferInsert & { id: string; userId: string };
  messages: MessageRow[];
  toolCalls: ToolCallRow[];
  streams: (typeof stream.$inferInsert)[];
  sessionState: (typeof sessionStates.$inferInsert & { state: SessionStateData }) | null;
}

/** Which AI SDK wrote a message: the product has moved twice. */
export type SdkVersion = 4 | 5 | 6;
export const sdkVersionAt = (clock: DemoClock, at: number): SdkVersion => {
  const day = (at - clock.start) / DAY;
  return day < 240 ? 4 : day < 540 ? 5 : 6;
};

const models: Record<SdkVersion, readonly string[]> = {
  4: ["gpt-4o", "gpt-4o-mini", "claude-3-5-sonnet"],
  5: ["gpt-4.1-mini", "claude-sonnet-4", "gemini-2.5-flash", "grok-3"],
  6: ["gpt-5-mini", "claude-sonnet-4-5", "gemini-2.5-flash", "grok-4-fast"],
};

/** Before this day of the history the product kept neither the model nor the tokens of a message. */
const METERED_FROM_DAY = 120;

/** Titles that try a screen. All of them are harmless. */
export const unusualTitles = [
  '<script>alert("hello")</script> flights to Oslo',
  "![map](https://example.com/map.png) Where is Bergen?",
  "=1+1",
  '=HYPERLINK("https://example.com","open")',
  "-2+3 days in Rome",
  "رحلات إلى بيروت في الربيع",
  "טיסות לתל אביב 🛫",
  "🏝️🏝️🏝️",
  "New Chat",
  "Paris, then Rome, then Athens, then Istanbul, then Dubai, then Singapore, then Sydney, then Auckland and home again by way of Los Angeles, all in one ticket, with two checked bags, a stroller, vegetarian meals and no night flights if it can be helped",
  "[click me](javascript:alert(1))",
  '"quoted", with a comma; and a semicolon',
];

interface Conversation {
  user: DemoUser;
  /** Milliseconds. */
  at: number;
  turns: number;
  title?: string;
  visibility?: "public" | "private";
  /** Minutes between an answer and the next question. */
  pause?: number;
}

/** A conversation as it went until now: what would lie in the future is left out. Null where that is all of it. */
export function makeChat(
  random: Random,
  clock: DemoClock,
  { user, at: startedAt, turns, title, visibility, pause = 2.5 }: Conversation,
): ChatRows | null {
  const trip = makeTrip(random, startedAt, user);
  const id = random.uuid();
  const rows: ChatRows = {
    chat: {
      id,
      userId: user.row.id,
      title: title ?? titleOf(random, trip),
      createdAt: new Date(startedAt),
      updatedAt: new Date(startedAt),
      visibility: visibility ?? (random.chance(0.17) ? "public" : "private"),
    },
    messages: [],
    toolCalls: [],
    streams: [],
    sessionState: null,
  };
  const offers: FlightOffer[] = [];
  let at = startedAt;
  for (let place = 0; place < turns && at < clock.now; place++) {
    const turn = planTurn(random, trip, at, place, offers);
    const calls: MadeCall[] = [];
    let free = at + random.int(900, 2600);
    for (const exchange of turn.exchanges) {
      const call = makeCall(random, clock, id, exchange, free);
      calls.push(call);
      free = call.finishedAt + random.int(40, 400);
    }
    const answeredAt = free + Math.round(random.around(3.2, 0.5) * SECOND);
    if (answeredAt > clock.now) break;

    const version = sdkVersionAt(clock, at);
    const good = calls.every((call) => call.status === "succeeded" || call.link === "at-odds");
    if (good && turn.offers) offers.splice(0, offers.length, ...turn.offers);
    const answer = good ? turn.answer : apology(random);
    const attachments = random.chance(0.03) ? [makeAttachment(random)] : [];
    rows.messages.push(
      {
        id: random.id(16),
        chatId: id,
        role: "user",
        parts: userParts(version, turn.question, attachments),
        attachments,
        createdAt: new Date(at),
      },
      {
        id: random.id(16),
        chatId: id,
        role: "assistant",
        parts: version === 4 ? oldAssistantParts(random, turn, calls, answer) : assistantParts(random, version, turn, calls, answer),
        attachments: [],
        createdAt: new Date(answeredAt),
        ...meteringOf(random, clock, { at, answeredAt, version, history: rows.messages.length, calls: calls.length, answer }),
      },
    );
    for (const call of calls) if (call.row) rows.toolCalls.push(call.row);
    if (clock.now - at < 120 * DAY) rows.streams.push({ id: random.id(16), chatId: id, createdAt: new Date(at + 30) });
    const later = random.chance(0.05) ? random.around(14, 1) * HOUR : random.around(pause, 0.7) * MINUTE;
    at = answeredAt + Math.round(later);
  }
  const last = rows.messages.at(-1);
  if (!last) return null;
  rows.chat.updatedAt = last.createdAt;
  if (random.chance(0.6))
    rows.sessionState = { id: random.uuid(), chatId: id, state: sessionStateOf(random, trip), updatedAt: last.createdAt };
  return rows;
}

export function userParts(version: SdkVersion, question: string, attachments: readonly Attachment[]): unknown[] {
  const text = { type: "text", text: question };
  if (version === 4) return [text];
  return [text, ...attachments.map(({ name, contentType, url }) => ({ type: "file", mediaType: contentType, filename: name, url }))];
}

interface Answered {
  at: number;
  answeredAt: number;
  version: SdkVersion;
  history: number;
  calls: number;
  answer: string;
}

/** The model and what it cost. Nothing of it was kept in the oldest rows. */
export function meteringOf(random: Random, clock: DemoClock, { at, answeredAt, version, history, calls, answer }: Answered) {
  if (at < clock.start + METERED_FROM_DAY * DAY) return {};
  const inputTokens = 1150 + history * random.int(90, 160) + calls * random.int(900, 2600);
  const outputTokens = Math.round(answer.length / 3.6) + calls * random.int(40, 110) + random.int(10, 60);
  const completionTime = Math.round((answeredAt - at) / 10) / 100;
  return { model: random.pick(models[version]), inputTokens, outputTokens, totalTokens: inputTokens + outputTokens, completionTime };
}

export function sessionStateOf(random: Random, trip: Trip): SessionStateData {
  return {
    last_flight_request: {
      origin: trip.origin.iata,
      destination: trip.destination.iata,
      departDate: isoDay(trip.departure),
      returnDate: trip.return === null ? null : isoDay(trip.return),
      cabin: trip.cabin,
      ...(random.chance(0.8) && { passengers: trip.adults + trip.children }),
    },
    ...(random.chance(0.5) && { pending_flight_request: random.chance(0.5) ? null : { origin: trip.origin.iata } }),
    ...(random.chance(0.4) && {
      preferences: { seat: random.pick(["window", "aisle"]), avoidNightFlights: random.chance(0.5), maxStops: random.int(0, 2) },
    }),
  };
}
