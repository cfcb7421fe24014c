import { PIXEL_BASE64 } from "./attachments.ts";

/** A message of a chat that shows every kind of part; `parts` holds whatever the database could. */
export interface ShownMessage {
  role: "system" | "user" | "assistant" | "tool" | "data";
  parts: unknown;
  attachments?: unknown;
}

const image = `data:image/png;base64,${PIXEL_BASE64}`;
const input = {
  originLocationCode: "LIS",
  destinationLocationCode: "BER",
  departureDate: "2026-03-14",
  adults: 2,
  currencyCode: "EUR",
  max: 2,
};
const output = {
  meta: { count: 0, links: { self: "https://test.api.amadeus.com/v2/shopping/flight-offers?originLocationCode=LIS" } },
  data: [],
};

/** A call in each state that AI SDK 6 knows, as a part of the given type. `offset` keeps the ids apart. */
const inEveryState = (head: Record<string, unknown>, name: string) =>
  [
    { state: "input-streaming", input: { originLocationCode: "LI" } },
    { state: "input-available", input },
    { state: "approval-requested", input, approval: { id: `approval-${name}-1` } },
    { state: "approval-responded", input, approval: { id: `approval-${name}-2`, approved: true } },
    { state: "output-available", input, output, preliminary: true },
    { state: "output-available", input, output, providerExecuted: true, title: "Search flights" },
    { state: "output-error", input, rawInput: '{"originLocationCode":', errorText: "The input was no valid JSON" },
    { state: "output-denied", input, approval: { id: `approval-${name}-3`, approved: false, reason: "Too expensive" } },
  ].map((rest, i) => ({ ...head, toolCallId: `call_${name}_${i}`, ...rest }));

/** Every part that AI SDK 5 and 6 write, those that version 7 adds, and one that nobody knows. */
export const modernMessages: readonly ShownMessage[] = [
  { role: "system", parts: [{ type: "text", text: "You are a flight assistant. Prices are final only after they were checked." }] },
  {
    role: "user",
    parts: [
      { type: "text", text: "Lisbon to Berlin for two, here is what my colleague sent me." },
      { type: "file", mediaType: "application/pdf", filename: "itinerary.pdf", url: "https://files.example.com/itinerary.pdf" },
      { type: "file", mediaType: "image/png", url: image },
    ],
    attachments: [{ name: "itinerary.pdf", contentType: "application/pdf", url: "https://files.example.com/itinerary.pdf" }],
  },
  {
    role: "assistant",
    parts: [
      { type: "step-start" },
      { type: "reasoning", text: "Two adults, one way. I search first.", state: "done" },
      ...inEveryState({ type: "tool-searchFlights" }, "static"),
      { type: "step-start" },
      ...inEveryState({ type: "dynamic-tool", toolName: "compareFares" }, "dynamic"),
      { type: "step-start" },
      { type: "source-url", sourceId: "source-1", url: "https://travel.example.com/lisbon", title: "Lisbon" },
      { type: "source-url", sourceId: "source-2", url: "https://travel.example.com/without-a-title" },
      {
        type: "source-document",
        sourceId: "source-3",
        mediaType: "application/pdf",
        title: "Conditions of carriage",
        filename: "conditions.pdf",
      },
      { type: "source-document", sourceId: "source-4", mediaType: "text/plain", title: "Notes" },
      { type: "file", mediaType: "image/png", filename: "seat-map.png", url: image },
      { type: "data-weather", id: "weather-1", data: { city: "Berlin", high: 11, low: 3 } },
      { type: "data-notice", data: "Fares change at midnight." },
      { type: "custom", kind: "example.fare-alert", payload: { below: 120, currency: "EUR" } },
      { type: "reasoning-file", mediaType: "image/png", url: image },
      { type: "text", text: "I found nothing below 120 EUR. Shall I watch the fare for you?", state: "done" },
    ],
  },
  {
    role: "assistant",
    parts: [
      { type: "reasoning", text: "The user may want", state: "streaming" },
      { type: "text", text: "One more idea: leave on", state: "streaming" },
    ],
  },
  { role: "assistant", parts: [{ type: "hologram", frames: 12, payload: { note: "A part that nobody knows." } }] },
];

/** What AI SDK 4 and model messages left behind. */
export const oldMessages: readonly ShownMessage[] = [
  { role: "system", parts: [{ type: "text", text: "You are a helpful travel assistant." }] },
  {
    role: "user",
    parts: [{ type: "text", text: "Can you read this boarding pass?" }],
    attachments: [
      { name: "boarding-pass.pdf", contentType: "application/pdf", url: "https://files.example.com/boarding-pass.pdf" },
      { name: "gate.png", contentType: "image/png", url: image },
    ],
  },
  {
    role: "assistant",
    parts: [
      { type: "step-start" },
      {
        type: "reasoning",
        reasoning: "The code on the pass names the flight.",
        details: [
          { type: "text", text: "The code on the pass", signature: "c2lnbmF0dXJl" },
          { type: "redacted", data: "cmVkYWN0ZWQ=" },
        ],
      },
      {
        type: "tool-invocation",
        toolInvocation: {
          state: "partial-call",
          step: 0,
          toolCallId: "call_old_0",
          toolName: "searchFlights",
          args: { originLocationCode: "L" },
        },
      },
      {
        type: "tool-invocation",
        toolInvocation: { state: "call", step: 0, toolCallId: "call_old_1", toolName: "searchFlights", args: input },
      },
      {
        type: "tool-invocation",
        toolInvocation: { state: "result", step: 1, toolCallId: "call_old_2", toolName: "searchFlights", args: input, result: output },
      },
      {
        type: "source",
        source: {
          sourceType: "url",
          id: "source-5",
          url: "https://airports.example.org/lis",
          title: "LIS departures",
          providerMetadata: {},
        },
      },
      { type: "file", mimeType: "image/png", data: PIXEL_BASE64 },
      { type: "text", text: "It is flight TP 534 to Berlin, gate 14." },
    ],
  },
  {
    role: "assistant",
    parts: [
      { type: "redacted-reasoning", data: "cmVkYWN0ZWQ=" },
      { type: "text", text: "Let me look that up." },
      { type: "tool-call", toolCallId: "call_model_0", toolName: "getWeather", args: { latitude: 52.37, longitude: 13.52, days: 2 } },
    ],
  },
  {
    role: "tool",
    parts: [
      {
        type: "tool-result",
        toolCallId: "call_model_0",
        toolName: "getWeather",
        result: { city: "Berlin", unit: "celsius", days: [] },
        isError: false,
      },
    ],
  },
  {
    role: "assistant",
    parts: [
      { type: "tool-call", toolCallId: "call_model_1", toolName: "webSearch", input: { queries: ["Berlin airport strike"] } },
      { type: "tool-result", toolCallId: "call_model_1", toolName: "webSearch", output: { type: "json", value: { searches: [] } } },
    ],
  },
  {
    role: "user",
    parts: [
      { type: "image", image: PIXEL_BASE64, mimeType: "image/png" },
      { type: "image", image: "https://files.example.com/gate.png" },
    ],
  },
  { role: "data", parts: [{ type: "text", text: '{"event":"fare-alert","below":120}' }] },
];

/** Rows that no version should have written, and that are there all the same. */
export const brokenMessages: readonly ShownMessage[] = [
  { role: "user", parts: [{ type: "text", text: "Why is the answer below so strange?" }] },
  { role: "assistant", parts: "Only a text, from before messages had parts." },
  { role: "assistant", parts: [null, "a bare text", { text: "a part without a type" }, { type: "text" }, { type: "text", text: 42 }] },
  {
    role: "assistant",
    parts: [
      { type: "tool-searchFlights" },
      { type: "tool-searchFlights", toolCallId: "call_broken_1", state: "half-done", input },
      { type: "tool-invocation" },
      { type: "dynamic-tool", state: "output-available" },
      { type: "source-url", sourceId: "source-6", url: "javascript:alert(1)", title: "Do not click" },
      { type: "file", mediaType: "text/html", url: "data:text/html,<script>alert(1)</script>" },
    ],
  },
  {
    role: "user",
    parts: [
      {
        type: "text",
        text: "<img src=x onerror=alert(1)> **bold** ![pixel](https://example.com/pixel.png) [go](javascript:alert(1)) <script>alert(1)</script> =1+1",
      },
    ],
  },
  { role: "assistant", parts: {}, attachments: "none" },
];
