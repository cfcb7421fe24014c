import type {
  FilePart,
  FlightItinerary,
  FlightOffer,
  FlightSegment,
  JoinedCall,
  JsonDocument,
  Part,
  ToolPart,
  TranscriptMessage,
} from "../../lib/chats/transcript/part.ts";
import { callFlags, toolStates } from "../../lib/chats/transcript/part.ts";

/** Content as it reaches a page, with something of every kind, for whoever tests how it is drawn. */

const inline = (value: unknown): JsonDocument => ({ kind: "inline", value });
const deferred: JsonDocument = { kind: "deferred", bytes: 412_345, href: "/chats/chat-1/messages/message-1/json/1.output" };

export function aMessage(parts: Part[], more: Partial<TranscriptMessage> = {}): TranscriptMessage {
  return {
    id: "message-1",
    role: "assistant",
    createdAt: "2026-11-17T14:05:09.000Z",
    model: "claude-opus-4-5",
    inputTokens: 12_345,
    outputTokens: 678,
    totalTokens: 13_023,
    completionTime: 4.2,
    parts,
    attachments: [],
    problem: null,
    masked: 0,
    ...more,
  };
}

export function aText(text: string): Part {
  return { kind: "text", text, streaming: false };
}

export function aToolPart(more: Partial<ToolPart> = {}): ToolPart {
  return {
    kind: "tool",
    name: "searchFlights",
    toolCallId: "call_1",
    state: "output-available",
    stateText: null,
    title: null,
    input: inline({ origin: "LIS", destination: "JFK", departDate: "2026-12-24", adults: 2 }),
    rawInput: null,
    output: inline({ found: 2, note: "two flights" }),
    errorText: null,
    providerExecuted: false,
    preliminary: false,
    approval: null,
    flights: null,
    call: aCall(),
    flags: [],
    ...more,
  };
}

export function aCall(more: Partial<JoinedCall> = {}): JoinedCall {
  return {
    id: "5b8e3c1e-6f0a-4a57-9d35-0f4c9c1b2a10",
    toolName: "searchFlights",
    status: "succeeded",
    createdAt: "2026-11-17T14:05:01.000Z",
    startedAt: "2026-11-17T14:05:02.000Z",
    finishedAt: "2026-11-17T14:05:04.340Z",
    durationMs: 2340,
    error: null,
    request: inline({ origin: "LIS", destination: "JFK", departDate: "2026-12-24", adults: 2 }),
    response: inline({ found: 2, note: "two flights" }),
    flights: null,
    joinedBy: "id",
    ...more,
  };
}

export function aSegment(from: [string, string], to: [string, string], more: Partial<FlightSegment> = {}): FlightSegment {
  return {
    from: { code: from[0], terminal: "1", at: from[1] },
    to: { code: to[0], terminal: null, at: to[1] },
    carrier: { code: "TP", name: "TAP AIR PORTUGAL" },
    operator: null,
    number: "534",
    aircraft: "Airbus A321neo",
    duration: "PT8H15M",
    stops: 0,
    cabin: "ECONOMY",
    ...more,
  };
}

const nonstop: FlightItinerary = {
  duration: "PT8H15M",
  segments: [aSegment(["LIS", "2026-12-24T11:35:00"], ["JFK", "2026-12-24T14:50:00"])],
};
const overNight: FlightItinerary = {
  duration: "PT14H15M",
  segments: [
    aSegment(["JFK", "2027-01-03T18:10:00"], ["MAD", "2027-01-04T07:20:00"], {
      carrier: { code: "IB", name: "IBERIA" },
      operator: { code: "AA", name: "AMERICAN AIRLINES" },
      number: "4218",
      cabin: "PREMIUM_ECONOMY",
    }),
    aSegment(["MAD", "2027-01-04T12:05:00"], ["LIS", "2027-01-04T12:25:00"], { number: "1011", duration: "PT1H20M", stops: 1 }),
  ],
};

export function anOffer(more: Partial<FlightOffer> = {}): FlightOffer {
  return {
    id: "1",
    price: { amount: "546.70", currency: "EUR" },
    bookableSeats: 9,
    itineraries: [nonstop, overNight],
    ...more,
  };
}

const offers = Array.from({ length: 20 }, (_, at) =>
  anOffer({
    id: String(at + 1),
    price: { amount: `${546 + at * 37}.70`, currency: "EUR" },
    bookableSeats: at === 1 ? 1 : 9,
    itineraries: at % 2 ? [overNight] : [nonstop, overNight],
  }),
);

const stored: FilePart = {
  kind: "file",
  mediaType: "image/png",
  filename: "boarding-pass.png",
  bytes: 48_213,
  from: "stored",
  href: "/favicon.svg",
  link: null,
  isImage: true,
  reasoning: false,
};

const markdown = `## Flights on 24 December

I found **two** flights from *Lisbon* to New York, both ~~cheap~~ fair. See [the airline](https://www.flytap.com/en-us?from=LIS) or write to support@airline.example.
This line follows a single line break.

| Flight | Leaves | Price |
|:--|:-:|--:|
| TP 209 | 11:35 | 546.70 |
| TP 211 | 17:05 | 612.00 |

1. Take your passport
   - and its copy
   - and a \`visa\`
2. Be early

- [x] seats chosen
- [ ] bags paid

> The airline says: be at the gate 45 minutes before.

\`\`\`ts
const offer = await searchFlights({ origin: "LIS", destination: "JFK", departDate: "2026-12-24", cabin: "ECONOMY", adults: 2, currency: "EUR", max: 250 });
\`\`\`

![A plane](https://images.example.com/plane.jpg) <b>not bold</b> and a footnote[^1].

[^1]: The note itself.
`;

/** Messages that together hold every kind of part, every state and every flag. */
export const everyMessage: TranscriptMessage[] = [
  aMessage([aText("You are a travel agent. Answer shortly; never promise a price.")], {
    id: "m-system",
    role: "system",
    model: null,
    inputTokens: null,
    outputTokens: null,
    totalTokens: null,
    completionTime: null,
  }),
  aMessage([aText("Find me a flight from Lisbon to New York on Christmas Eve.\nMy number is ••• ••• •12, my e-mail a•••@•••.example")], {
    id: "m-user",
    role: "user",
    model: null,
    inputTokens: null,
    outputTokens: null,
    totalTokens: null,
    completionTime: null,
    masked: 2,
    attachments: [
      stored,
      {
        ...stored,
        filename: "itinerary with a rather long name that does not end before the edge of a phone.pdf",
        mediaType: "application/pdf",
        isImage: false,
        bytes: 1_204_882,
      },
      {
        ...stored,
        from: "link",
        href: null,
        bytes: null,
        filename: "hotel.jpg",
        mediaType: "image/jpeg",
        link: { href: "https://files.example.com/hotel.jpg", text: "https://files.example.com/hotel.jpg" },
      },
      {
        ...stored,
        from: "missing",
        href: null,
        bytes: null,
        filename: null,
        mediaType: null,
        isImage: false,
        link: { href: null, text: "javascript:alert(1)" },
      },
      { ...stored, from: "missing", href: null, bytes: null, filename: "lost.bin", mediaType: null, isImage: false, link: null },
    ],
  }),
  aMessage(
    [
      { kind: "step" },
      { kind: "reasoning", text: "The user wants **one way**. I should search Lisbon to New York.", redacted: false, streaming: false },
      { kind: "reasoning", text: "", redacted: true, streaming: false },
      aToolPart({ title: "Search for flights", flights: { offers, more: 230 }, output: deferred, call: aCall({ response: deferred }) }),
      { kind: "step" },
      aText(markdown),
      {
        kind: "source",
        link: { href: "https://www.flytap.com/en-us/baggage", text: "https://www.flytap.com/en-us/baggage" },
        title: "Baggage allowance | TAP",
      },
      { kind: "source", link: { href: "https://example.com/a", text: "https://example.com/a" }, title: null },
      { kind: "source", link: { href: null, text: "javascript:alert(1)" }, title: "A bad one" },
      { kind: "document", title: "Conditions of carriage", filename: "conditions.pdf", mediaType: "application/pdf" },
      { ...stored, reasoning: true },
      { kind: "data", name: "weather", id: "w1", data: inline({ temperature: 14, sky: "clear" }) },
    ],
    { id: "m-assistant" },
  ),
  aMessage(
    toolStates.map((state) =>
      aToolPart({
        state,
        stateText: state === "unknown" ? "half-done" : null,
        errorText: state === "output-error" ? "Amadeus answered 429: quota exceeded for the key ending in 9f2c" : null,
        approval:
          state.startsWith("approval") || state === "output-denied"
            ? { id: "a1", approved: state === "approval-requested" ? null : state !== "output-denied", reason: "Too expensive" }
            : null,
        rawInput: state === "output-error" ? inline('{"origin": "LIS", "desti') : null,
        output: state === "output-available" ? inline({ found: 2, note: "two flights" }) : null,
        call: state === "output-error" ? aCall({ status: "failed", error: "HTTP 429\nquota exceeded", response: null }) : null,
      }),
    ),
    { id: "m-states" },
  ),
  aMessage(
    callFlags.map((flag) =>
      aToolPart({
        flags: [flag],
        providerExecuted: true,
        call:
          flag === "part-without-row"
            ? null
            : aCall({
                status: flag === "running-too-long" ? "running" : flag === "part-done-row-failed" ? "timeout" : "succeeded",
                finishedAt: null,
                durationMs: flag === "running-too-long" ? null : 30_000,
                joinedBy: "name and time",
                error: flag === "part-done-row-failed" ? "No answer within 30 s" : null,
              }),
      }),
    ),
    { id: "m-flags", model: "a-model-with-a-very-long-name/that-goes-on-and-on-2026-10-01-preview" },
  ),
  aMessage(
    [
      { kind: "raw", type: "custom", problem: null, value: inline({ type: "custom", kind: "acme.widget" }) },
      { kind: "raw", type: null, problem: "It is no part: a part is an object with a type.", value: inline(42) },
      { kind: "raw", type: "text", problem: "It has no text.", value: deferred },
    ],
    { id: "m-raw" },
  ),
  aMessage(
    [
      aText(`A long word: ${"x".repeat(400)} and https://example.com/${"path/".repeat(60)}`),
      { kind: "text", text: "I was just about to", streaming: true },
    ],
    { id: "m-long" },
  ),
  aMessage([aText("word ".repeat(12_000))], { id: "m-huge", role: "user" }),
  aMessage([aText(">".repeat(3000))], { id: "m-tangled", role: "user" }),
  aMessage([aText("{}")], { id: "m-tool", role: "tool", totalTokens: 12, inputTokens: null, outputTokens: null }),
  aMessage([{ kind: "data", name: "", id: null, data: inline(null) }], { id: "m-data", role: "data" }),
  aMessage([], { id: "m-empty", role: "critic" }),
  aMessage([{ kind: "raw", type: null, problem: null, value: inline({ not: "a list" }) }], {
    id: "m-broken",
    problem: "The parts of this message are an object, not a list.",
  }),
];

/** A call that no message tells of. */
export const anOrphan = aCall({
  id: "0c0d7a34-2f86-4f0a-8a57-96d7a0a3b111",
  toolName: "bookHotel",
  status: "failed",
  error: "The hotel did not answer",
  joinedBy: null,
});
