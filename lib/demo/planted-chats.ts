import type { ToolCallStatus } from "../db/values.ts";
import type { ChatRows, MessageRow } from "./chats.ts";
import { DAY, type DemoClock, HOUR, MINUTE, SECOND } from "./clock.ts";
import { searchFlightsResponse } from "./flight-offers.ts";
import type { Random } from "./random.ts";
import type { ToolCallRow } from "./tool-calls.ts";
import { makeTrip, searchFlightsRequest } from "./trip.ts";
import type { DemoUser } from "./users.ts";

/** One message of a planted chat, `after` milliseconds from its start. */
interface Said {
  role: "user" | "assistant";
  after: number;
  parts: unknown[];
  attachments?: unknown;
}

/** One call of a planted chat; its row's times are milliseconds from the chat's start. */
interface Called {
  id: string;
  toolName: string;
  status: ToolCallStatus;
  after: number;
  took: number | null;
  request: unknown;
  response?: unknown;
  error?: string;
}

function planted(random: Random, user: DemoUser, at: number, title: string, said: readonly Said[], called: readonly Called[]): ChatRows {
  const id = random.uuid();
  const messages: MessageRow[] = said.map(({ role, after, parts, attachments = [] }) => ({
    id: random.id(16),
    chatId: id,
    role,
    parts,
    attachments,
    createdAt: new Date(at + after),
    ...(role === "assistant" && {
      model: "claude-sonnet-4-5",
      inputTokens: 2140,
      outputTokens: 180,
      totalTokens: 2320,
      completionTime: 6.2,
    }),
  }));
  const toolCalls: ToolCallRow[] = called.map(({ id: callId, toolName, status, after, took, request, response, error }) => ({
    id: callId,
    chatId: id,
    toolName,
    status,
    request,
    response: response ?? null,
    error: error ?? null,
    dedupeKey: `${toolName}:${random.hex(32)}`,
    createdAt: new Date(at + after),
    startedAt: new Date(at + after + 120),
    finishedAt: took === null ? null : new Date(at + after + 120 + took),
  }));
  const updatedAt = messages.at(-1)!.createdAt;
  return {
    chat: { id, userId: user.row.id, title, createdAt: new Date(at), updatedAt, visibility: "private" },
    messages,
    toolCalls,
    streams: [],
    sessionState: null,
  };
}

/** Message and `tool_calls` tell different stories, once in each way that they can. */
export function disagreeingChat(random: Random, clock: DemoClock, user: DemoUser): ChatRows {
  const at = clock.today - 3 * DAY + 10 * HOUR;
  const trip = makeTrip(random, at, user);
  const request = searchFlightsRequest(trip, { max: 2 });
  const response = searchFlightsResponse(random, trip, { max: 2 });
  const ids = Array.from({ length: 4 }, () => random.uuid());
  const part = (rest: Record<string, unknown>) => ({ type: "tool-searchFlights", input: request, ...rest });
  const failure = `Amadeus API error 500 (code 141): SYSTEM ERROR HAS OCCURRED at node 12 [request ${random.uuid()}]`;
  return planted(
    random,
    user,
    at,
    `It found no flights to ${trip.destination.city} on Tuesday`,
    [
      { role: "user", after: 0, parts: [{ type: "text", text: `Is there anything to ${trip.destination.city} next Tuesday?` }] },
      {
        role: "assistant",
        after: 9 * SECOND,
        parts: [
          { type: "step-start" },
          // The part says done, the row failed: the user was told that there is nothing.
          part({ toolCallId: ids[0], state: "output-available", output: { data: [], meta: { count: 0 } } }),
          { type: "text", text: "There are no flights that day.", state: "done" },
        ],
      },
      { role: "user", after: 70 * SECOND, parts: [{ type: "text", text: "That can't be. Try again please." }] },
      {
        role: "assistant",
        after: 84 * SECOND,
        parts: [
          { type: "step-start" },
          // The part failed, the row is done: the answer came after the stream had been given up.
          part({ toolCallId: ids[1], state: "output-error", errorText: "The stream was closed before the tool had answered" }),
          { type: "text", text: "Sorry, the search did not answer.", state: "done" },
        ],
      },
      { role: "user", after: 150 * SECOND, parts: [{ type: "text", text: "And the day after?" }] },
      {
        role: "assistant",
        after: 162 * SECOND,
        // A part whose row was never written; and below a row that no part tells of.
        parts: [
          { type: "step-start" },
          part({ toolCallId: `call_${random.id(24)}`, state: "output-available", output: response }),
          { type: "text", text: "Yes, two.", state: "done" },
        ],
      },
      { role: "user", after: 240 * SECOND, parts: [{ type: "text", text: "Hold the first one." }] },
      {
        role: "assistant",
        after: 251 * SECOND,
        parts: [{ type: "step-start" }, { ...part({ toolCallId: ids[3], state: "input-available" }), type: "tool-priceFlightOffer" }],
      },
    ],
    [
      { id: ids[0]!, toolName: "searchFlights", status: "failed", after: 2 * SECOND, took: 1800, request, error: failure },
      { id: ids[1]!, toolName: "searchFlights", status: "succeeded", after: 72 * SECOND, took: 31_000, request, response },
      {
        id: ids[2]!,
        toolName: "webSearch",
        status: "succeeded",
        after: 4 * MINUTE + 2 * SECOND,
        took: 900,
        request: { queries: ["strike"] },
        response: { searches: [] },
      },
      { id: ids[3]!, toolName: "priceFlightOffer", status: "running", after: 4 * MINUTE + 6 * SECOND, took: null, request: { offer: "1" } },
    ],
  );
}

/** Personal numbers and addresses in what was said, in what a tool was given, and in what it answered. All are examples; nobody's. */
export function personalChat(random: Random, clock: DemoClock, user: DemoUser): ChatRows {
  const at = clock.today - 5 * DAY + 14 * HOUR;
  const id = random.uuid();
  const request = {
    offerId: "1",
    travelers: [
      {
        id: "1",
        name: { firstName: "JORDAN", lastName: "GUEST" },
        contact: {
          emailAddress: "jordan.guest@example.org",
          phones: [{ deviceType: "MOBILE", countryCallingCode: "49", number: "30231258842" }],
        },
        documents: [{ documentType: "PASSPORT", number: "C01X00T47", expiryDate: "2031-04-18", issuanceCountry: "DE", holder: true }],
      },
    ],
    payment: { cardNumber: "4242424242424242", expiryDate: "2029-08" },
  };
  return planted(
    random,
    user,
    at,
    "Booking for Jordan",
    [
      {
        role: "user",
        after: 0,
        parts: [
          {
            type: "text",
            text: "Please book it for Jordan Guest, jordan.guest@example.org, phone +49 30 2312 58842, passport no. C01X00T47. Card 4242 4242 4242 4242. Flight TP 534 on 2027-03-14, 546.70 EUR.",
          },
        ],
      },
      {
        role: "assistant",
        after: 12 * SECOND,
        parts: [
          { type: "step-start" },
          {
            type: "tool-bookFlight",
            toolCallId: id,
            state: "output-error",
            input: request,
            errorText: "Booking refused: passport C01X00T47 of jordan.guest@example.org expires too soon",
          },
          { type: "text", text: "The airline refused the booking. Please don't write card numbers into a chat.", state: "done" },
        ],
      },
    ],
    [
      {
        id,
        toolName: "bookFlight",
        status: "failed",
        after: 3 * SECOND,
        took: 2400,
        request,
        response: { errors: [{ status: 400, code: 34651, title: "SEGMENT SELL FAILURE", detail: "Contact jordan.guest@example.org" }] },
        error: "Booking refused: passport C01X00T47 of jordan.guest@example.org expires too soon",
      },
    ],
  );
}

const PAYLOADS = {
  tag: '<img src=x onerror="alert(1)"><svg onload=alert(1)></svg><script>alert(1)</script>',
  links:
    "[a](javascript:alert(1)) [b](data:text/html,<script>alert(1)</script>) <javascript:alert(1)> [c](vbscript:msgbox) [d](//evil.example)",
  image: '![x](https://evil.example/pixel.png?leak=1) ![y](javascript:alert(1)) <img src="https://evil.example/b.png">',
};

/** Text that tries to run, to load or to lead astray, in every field that a product's user has a hand in. */
export function hostileChat(random: Random, clock: DemoClock, user: DemoUser): ChatRows {
  const at = clock.today - 7 * DAY + 16 * HOUR;
  const id = random.uuid();
  const nasty = {
    [PAYLOADS.tag]: PAYLOADS.links,
    url: "javascript:alert(1)",
    html: PAYLOADS.tag,
    image: PAYLOADS.image,
    ["__proto__"]: PAYLOADS.tag,
  };
  return planted(
    random,
    user,
    at,
    `${PAYLOADS.tag} ${PAYLOADS.image}`,
    [
      {
        role: "user",
        after: 0,
        parts: [{ type: "text", text: Object.values(PAYLOADS).join("\n\n") }],
        attachments: [{ name: PAYLOADS.tag, contentType: "image/svg+xml", url: "data:image/svg+xml,<svg onload=alert(1)>" }],
      },
      {
        role: "assistant",
        after: 8 * SECOND,
        parts: [
          { type: "reasoning", text: PAYLOADS.tag },
          { type: "tool-webSearch", toolCallId: id, state: "output-error", input: nasty, errorText: PAYLOADS.tag, title: PAYLOADS.image },
          { type: "source-url", sourceId: "s", url: "data:text/html,<script>alert(1)</script>", title: PAYLOADS.tag },
          {
            type: "source-document",
            sourceId: "d",
            mediaType: "text/html",
            title: PAYLOADS.tag,
            filename: "../../etc/passwd<script>.html",
          },
          { type: "file", mediaType: "text/html", filename: PAYLOADS.tag, url: "data:text/html,<script>alert(1)</script>" },
          { type: `data-${PAYLOADS.tag}`, data: nasty },
          { type: PAYLOADS.tag, value: nasty },
          { type: "text", text: `${"> ".repeat(300)}deep ${"*".repeat(500)} ${"[".repeat(500)}`, state: "done" },
        ],
      },
    ],
    [
      {
        id,
        toolName: "webSearch",
        status: "failed",
        after: 2 * SECOND,
        took: 700,
        request: nasty,
        response: nasty,
        error: PAYLOADS.tag,
      },
    ],
  );
}
