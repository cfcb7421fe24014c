import fc from "fast-check";

/** Values as `message.parts` may hold them after years of writers: right, wrong in one place, or nothing of the kind. */

const types = [
  "text",
  "reasoning",
  "redacted-reasoning",
  "tool-searchFlights",
  "tool-",
  "tool-invocation",
  "tool-call",
  "tool-result",
  "tool-error",
  "dynamic-tool",
  "source",
  "source-url",
  "source-document",
  "file",
  "image",
  "reasoning-file",
  "data-weather",
  "data-",
  "step-start",
  "custom",
  "never-seen",
  "__proto__",
];
const states = [
  "input-streaming",
  "input-available",
  "output-available",
  "output-error",
  "output-denied",
  "approval-requested",
  "approval-responded",
  "partial-call",
  "call",
  "result",
  "streaming",
  "done",
  "odd",
];

const segment = {
  departure: { iataCode: "LIS", terminal: "1", at: "2026-12-24T11:35:00" },
  arrival: { iataCode: "JFK", at: "2026-12-24T14:50:00" },
  carrierCode: "TP",
  number: "209",
  duration: "PT8H15M",
  numberOfStops: 0,
};
const flights = {
  data: [
    {
      type: "flight-offer",
      id: "1",
      itineraries: [{ duration: "PT8H15M", segments: [segment, segment] }],
      price: { currency: "EUR", grandTotal: "546.70" },
      numberOfBookableSeats: 9,
    },
  ],
  dictionaries: { carriers: { TP: "TAP AIR PORTUGAL" } },
};

const text = fc.oneof(
  { weight: 3, arbitrary: fc.string({ maxLength: 60 }) },
  { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  {
    weight: 3,
    arbitrary: fc.string({ unit: fc.constantFrom(..."*_`[]()!<>#|-~&\\\n:./ax1 "), maxLength: 200 }),
  },
  fc.constantFrom(
    "",
    "\u0000",
    "\ud800",
    "a\udc00b",
    "\r\n\r",
    "javascript:alert(1)",
    "data:image/png;base64,iVBORw0KGgo=",
    "https://example.com/a",
    "![a](https://example.com/b.png)",
    "|a|b|\n|-|-|\n|1|",
    ">".repeat(2_000),
    "[".repeat(2_000),
    "*a ".repeat(1_000),
    "- ".repeat(1_000),
    "constructor",
  ),
);

const json = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  text,
  fc.constantFrom<unknown>(
    flights,
    { ...flights, data: [{ type: "flight-offer" }, null, 7] },
    { data: [{ type: "flight-offer", itineraries: [{ segments: [{}] }] }] },
  ),
);

/** The member as it should be, mostly. */
const or = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: arbitrary as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: json });

const members = {
  text: or(text),
  reasoning: or(text),
  details: or(fc.array(fc.record({ type: fc.constantFrom("text", "redacted"), text }))),
  state: or(fc.constantFrom(...states)),
  toolCallId: or(fc.constantFrom("call_1", "call_2", "")),
  toolName: or(text),
  toolInvocation: or(
    fc.record({ state: fc.constantFrom(...states), toolCallId: text, toolName: text, args: json, result: json }, { requiredKeys: [] }),
  ),
  input: json,
  rawInput: json,
  args: json,
  output: json,
  result: json,
  errorText: or(text),
  title: or(text),
  providerExecuted: or(fc.boolean()),
  preliminary: or(fc.boolean()),
  approval: or(fc.record({ id: text, approved: fc.boolean(), reason: text }, { requiredKeys: [] })),
  sourceId: or(text),
  source: or(fc.record({ url: text, title: text, sourceType: fc.constantFrom("url", "document") }, { requiredKeys: [] })),
  url: or(text),
  name: or(text),
  contentType: or(fc.constantFrom("image/png", "image/svg+xml", "application/pdf")),
  mediaType: or(fc.constantFrom("image/png", "text/html", "application/pdf")),
  mimeType: or(fc.constantFrom("image/jpeg")),
  image: or(text),
  filename: or(text),
  id: or(text),
  data: json,
  kind: or(text),
  providerMetadata: json,
};

const part = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(or(fc.constantFrom(...types)), fc.record(members, { requiredKeys: [] }))
      .map(([type, record]): unknown => ({ type, ...record })),
  },
  { weight: 1, arbitrary: json },
);

/** A value of `message.parts` or `message.attachments`. */
export const mangledParts: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: fc.array(part, { maxLength: 8 }) as fc.Arbitrary<unknown> },
  { weight: 1, arbitrary: json },
  { weight: 1, arbitrary: part },
);
