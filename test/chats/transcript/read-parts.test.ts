import { describe, expect, test } from "vitest";
import type { Part, ToolPart } from "../../../lib/chats/transcript/part.ts";
import { readMessage } from "../../../lib/chats/transcript/read-message.ts";
import { readParts } from "../../../lib/chats/transcript/read-parts.ts";
import { PIXEL_BASE64 } from "../../../lib/demo/attachments.ts";
import { brokenMessages, modernMessages, oldMessages } from "../../../lib/demo/every-part.ts";

const address = { chatId: "chat/1", messageId: "message 1" };

const read = (parts: unknown): Part[] => readParts(parts, address).parts.map((item) => item.part);
const one = (part: unknown): Part => read([part])[0]!;

const inline = (value: unknown) => ({ kind: "inline", value });
const tool = (part: Partial<ToolPart>) => ({
  kind: "tool",
  toolCallId: null,
  stateText: null,
  title: null,
  input: null,
  rawInput: null,
  output: null,
  errorText: null,
  providerExecuted: false,
  preliminary: false,
  approval: null,
  flights: null,
  call: null,
  flags: [],
  ...part,
});
const raw = (value: unknown, problem: string | null, type: string | null = null) => ({ kind: "raw", type, problem, value: inline(value) });
const file = (part: object) => ({
  kind: "file",
  filename: null,
  bytes: null,
  link: null,
  href: null,
  isImage: false,
  reasoning: false,
  ...part,
});
const link = (href: string) => ({ href, text: href });

const pngUrl = `data:image/png;base64,${PIXEL_BASE64}`;
const pngBytes = Buffer.from(PIXEL_BASE64, "base64").byteLength;
const storedPng = {
  from: "stored",
  mediaType: "image/png",
  bytes: pngBytes,
  isImage: true,
  href: "/chats/chat%2F1/messages/message%201/files/p0",
};

const shapes: [name: string, stored: unknown, part: object][] = [
  ["text", { type: "text", text: "Hello" }, { kind: "text", text: "Hello", streaming: false }],
  ["text that breaks off", { type: "text", text: "Hel", state: "streaming" }, { kind: "text", text: "Hel", streaming: true }],
  ["text that is done", { type: "text", text: "Hello", state: "done" }, { kind: "text", text: "Hello", streaming: false }],
  ["a bare string", "Hello", { kind: "text", text: "Hello", streaming: false }],
  [
    "text with a data URL",
    { type: "text", text: `![a](${pngUrl}) b` },
    { kind: "text", text: `![a](data: image/png, ${pngBytes} bytes) b`, streaming: false },
  ],
  ["reasoning", { type: "reasoning", text: "So", state: "done" }, { kind: "reasoning", text: "So", redacted: false, streaming: false }],
  [
    "reasoning that goes on",
    { type: "reasoning", text: "So", state: "streaming" },
    { kind: "reasoning", text: "So", redacted: false, streaming: true },
  ],
  [
    "reasoning of version 4",
    { type: "reasoning", reasoning: "So", details: [{ type: "text", text: "So" }] },
    { kind: "reasoning", text: "So", redacted: false, streaming: false },
  ],
  [
    "reasoning in details alone",
    {
      type: "reasoning",
      details: [
        { type: "text", text: "So" },
        { type: "text", text: "it is" },
      ],
    },
    { kind: "reasoning", text: "So\n\nit is", redacted: false, streaming: false },
  ],
  [
    "reasoning that is kept back in version 4",
    { type: "reasoning", reasoning: "", details: [{ type: "redacted", data: "eA==" }] },
    { kind: "reasoning", text: "", redacted: true, streaming: false },
  ],
  [
    "reasoning that is kept back in version 5",
    { type: "reasoning", text: "", providerMetadata: { anthropic: { redactedData: "eA==" } } },
    { kind: "reasoning", text: "", redacted: true, streaming: false },
  ],
  ["redacted-reasoning", { type: "redacted-reasoning", data: "eA==" }, { kind: "reasoning", text: "", redacted: true, streaming: false }],
  ["step-start", { type: "step-start" }, { kind: "step" }],
  [
    "tool-<name>",
    { type: "tool-find", toolCallId: "c1", state: "output-available", input: { a: 1 }, output: [] },
    tool({
      name: "find",
      toolCallId: "c1",
      state: "output-available",
      input: { kind: "inline", value: { a: 1 } },
      output: { kind: "inline", value: [] },
    }),
  ],
  [
    "an output that is null",
    { type: "tool-find", toolCallId: "c1", state: "output-available", input: {}, output: null },
    tool({
      name: "find",
      toolCallId: "c1",
      state: "output-available",
      input: { kind: "inline", value: {} },
      output: { kind: "inline", value: null },
    }),
  ],
  [
    "dynamic-tool",
    { type: "dynamic-tool", toolName: "find", toolCallId: "c1", state: "input-available", input: 1, title: "Find" },
    tool({ name: "find", title: "Find", toolCallId: "c1", state: "input-available", input: { kind: "inline", value: 1 } }),
  ],
  [
    "a tool with dashes in its name",
    { type: "tool-find-all", toolCallId: "c1", state: "input-streaming" },
    tool({ name: "find-all", toolCallId: "c1", state: "input-streaming" }),
  ],
  [
    "an error",
    { type: "tool-find", toolCallId: "c1", state: "output-error", rawInput: "{", errorText: "No JSON" },
    tool({ name: "find", toolCallId: "c1", state: "output-error", rawInput: { kind: "inline", value: "{" }, errorText: "No JSON" }),
  ],
  [
    "an error that is an object",
    { type: "tool-find", toolCallId: "c1", state: "output-error", errorText: { message: "No" } },
    tool({ name: "find", toolCallId: "c1", state: "output-error", errorText: "No" }),
  ],
  [
    "approval-requested",
    { type: "tool-book", toolCallId: "c1", state: "approval-requested", approval: { id: "a1" } },
    tool({ name: "book", toolCallId: "c1", state: "approval-requested", approval: { id: "a1", approved: null, reason: null } }),
  ],
  [
    "approval-responded",
    { type: "tool-book", toolCallId: "c1", state: "approval-responded", approval: { id: "a1", approved: true } },
    tool({ name: "book", toolCallId: "c1", state: "approval-responded", approval: { id: "a1", approved: true, reason: null } }),
  ],
  [
    "output-denied",
    { type: "tool-book", toolCallId: "c1", state: "output-denied", approval: { id: "a1", approved: false, reason: "No" } },
    tool({ name: "book", toolCallId: "c1", state: "output-denied", approval: { id: "a1", approved: false, reason: "No" } }),
  ],
  [
    "preliminary and by the provider",
    { type: "tool-find", toolCallId: "c1", state: "output-available", preliminary: true, providerExecuted: true },
    tool({ name: "find", toolCallId: "c1", state: "output-available", preliminary: true, providerExecuted: true }),
  ],
  [
    "a state that nobody knows",
    { type: "tool-find", toolCallId: "c1", state: "half-done" },
    tool({ name: "find", toolCallId: "c1", state: "unknown", stateText: "half-done" }),
  ],
  [
    "a state that is no text",
    { type: "tool-find", toolCallId: "c1", state: { done: 1 } },
    tool({ name: "find", toolCallId: "c1", state: "unknown", stateText: '{"done":1}' }),
  ],
  [
    "a state called unknown",
    { type: "tool-find", toolCallId: "c1", state: "unknown" },
    tool({ name: "find", toolCallId: "c1", state: "unknown", stateText: "unknown" }),
  ],
  ["a tool without a state", { type: "tool-find", toolCallId: "c1" }, tool({ name: "find", toolCallId: "c1", state: "unknown" })],
  ["a tool without an id", { type: "tool-find", state: "input-available" }, tool({ name: "find", state: "input-available" })],
  [
    "tool-invocation, partial-call",
    { type: "tool-invocation", toolInvocation: { state: "partial-call", toolCallId: "c1", toolName: "find", args: {} } },
    tool({ name: "find", toolCallId: "c1", state: "input-streaming", input: { kind: "inline", value: {} } }),
  ],
  [
    "tool-invocation, call",
    { type: "tool-invocation", toolInvocation: { state: "call", toolCallId: "c1", toolName: "find", args: {} } },
    tool({ name: "find", toolCallId: "c1", state: "input-available", input: { kind: "inline", value: {} } }),
  ],
  [
    "tool-invocation, result",
    { type: "tool-invocation", toolInvocation: { state: "result", toolCallId: "c1", toolName: "find", args: {}, result: 7 } },
    tool({
      name: "find",
      toolCallId: "c1",
      state: "output-available",
      input: { kind: "inline", value: {} },
      output: { kind: "inline", value: 7 },
    }),
  ],
  [
    "tool-invocation whose result is an error",
    { type: "tool-invocation", toolInvocation: { state: "result", toolCallId: "c1", toolName: "find", result: { error: "Down" } } },
    tool({
      name: "find",
      toolCallId: "c1",
      state: "output-error",
      output: { kind: "inline", value: { error: "Down" } },
      errorText: "Down",
    }),
  ],
  [
    "tool-call",
    { type: "tool-call", toolCallId: "c1", toolName: "find", args: { a: 1 } },
    tool({ name: "find", toolCallId: "c1", state: "input-available", input: { kind: "inline", value: { a: 1 } } }),
  ],
  [
    "tool-result alone",
    { type: "tool-result", toolCallId: "c1", toolName: "find", result: 7, isError: false },
    tool({ name: "find", toolCallId: "c1", state: "output-available", output: { kind: "inline", value: 7 } }),
  ],
  [
    "tool-result that is an error",
    { type: "tool-result", toolCallId: "c1", toolName: "find", result: "Down", isError: true },
    tool({ name: "find", toolCallId: "c1", state: "output-error", errorText: "Down", output: { kind: "inline", value: "Down" } }),
  ],
  [
    "tool-result of version 5, error",
    { type: "tool-result", toolCallId: "c1", toolName: "find", output: { type: "error-text", value: "Down" } },
    tool({ name: "find", toolCallId: "c1", state: "output-error", errorText: "Down", output: { kind: "inline", value: "Down" } }),
  ],
  [
    "tool-result of version 6, denied",
    { type: "tool-result", toolCallId: "c1", toolName: "find", output: { type: "execution-denied", reason: "No" } },
    tool({ name: "find", toolCallId: "c1", state: "output-denied", approval: { id: null, approved: false, reason: "No" } }),
  ],
  [
    "tool-error",
    { type: "tool-error", toolCallId: "c1", toolName: "find", input: 1, error: { message: "Down" } },
    tool({ name: "find", toolCallId: "c1", state: "output-error", input: { kind: "inline", value: 1 }, errorText: "Down" }),
  ],
  [
    "source-url",
    { type: "source-url", sourceId: "s", url: "https://a.example/", title: "A" },
    { kind: "source", link: link("https://a.example/"), title: "A" },
  ],
  [
    "source-url that runs",
    { type: "source-url", sourceId: "s", url: "javascript:alert(1)" },
    { kind: "source", link: { href: null, text: "javascript:alert(1)" }, title: null },
  ],
  [
    "source of version 4",
    { type: "source", source: { sourceType: "url", id: "s", url: "mailto:a@b.example", title: "A" } },
    { kind: "source", link: link("mailto:a@b.example"), title: "A" },
  ],
  [
    "source-document",
    { type: "source-document", sourceId: "s", mediaType: "text/plain", title: "A", filename: "a.txt" },
    { kind: "document", title: "A", filename: "a.txt", mediaType: "text/plain" },
  ],
  [
    "file elsewhere",
    { type: "file", mediaType: "application/pdf", filename: "a.pdf", url: "https://a.example/a.pdf" },
    file({
      from: "link",
      mediaType: "application/pdf",
      filename: "a.pdf",
      href: "https://a.example/a.pdf",
      link: link("https://a.example/a.pdf"),
    }),
  ],
  ["file in the row", { type: "file", mediaType: "image/png", filename: "a.png", url: pngUrl }, file({ ...storedPng, filename: "a.png" })],
  ["file of version 4", { type: "file", mimeType: "image/png", data: PIXEL_BASE64 }, file(storedPng)],
  [
    "file that may not be followed",
    { type: "file", mediaType: "text/html", url: "javascript:alert(1)" },
    file({ from: "missing", mediaType: "text/html", link: { href: null, text: "javascript:alert(1)" } }),
  ],
  [
    "file with markup in it",
    { type: "file", mediaType: "text/html", url: "data:text/html,<b>%41</b>" },
    file({ from: "stored", mediaType: "text/html", bytes: 8, href: storedPng.href }),
  ],
  [
    "SVG is no image to show",
    { type: "file", mediaType: "image/svg+xml", url: "data:image/svg+xml;base64,PHN2Zy8+" },
    file({ from: "stored", mediaType: "image/svg+xml", bytes: 6, href: storedPng.href }),
  ],
  ["image in base64", { type: "image", image: PIXEL_BASE64, mimeType: "image/png" }, file(storedPng)],
  [
    "image elsewhere",
    { type: "image", image: "https://a.example/a.png" },
    file({ from: "link", mediaType: null, href: "https://a.example/a.png", link: link("https://a.example/a.png") }),
  ],
  ["reasoning-file", { type: "reasoning-file", mediaType: "image/png", url: pngUrl }, file({ ...storedPng, reasoning: true })],
  [
    "data-<name>",
    { type: "data-weather", id: "w1", data: { high: 11 } },
    { kind: "data", name: "weather", id: "w1", data: inline({ high: 11 }) },
  ],
  ["data that is false", { type: "data-flag", data: false }, { kind: "data", name: "flag", id: null, data: inline(false) }],
  ["custom", { type: "custom", kind: "fare", below: 120 }, { kind: "data", name: "fare", id: null, data: inline({ below: 120 }) }],
  ["a part that nobody knows", { type: "hologram", frames: 12 }, raw({ type: "hologram", frames: 12 }, null, "hologram")],
  [
    "an approval of model messages",
    { type: "tool-approval-request", approvalId: "a" },
    raw({ type: "tool-approval-request", approvalId: "a" }, null, "tool-approval-request"),
  ],
  ["null", null, raw(null, "It is no part: a part is an object with a type.")],
  ["a list", [], raw([], "It is no part: a part is an object with a type.")],
  ["an object without a type", { text: "a" }, raw({ text: "a" }, "It has no type.")],
  ["text without a text", { type: "text", text: 42 }, raw({ type: "text", text: 42 }, "It has no text.", "text")],
  [
    "a tool without anything",
    { type: "tool-find" },
    raw({ type: "tool-find" }, "It has neither a state nor the id of a call.", "tool-find"),
  ],
  ["a tool without a name", { type: "tool-", state: "input-available" }, raw({ type: "tool-", state: "input-available" }, null, "tool-")],
  [
    "tool-invocation without one",
    { type: "tool-invocation" },
    raw({ type: "tool-invocation" }, "It does not say which tool was called.", "tool-invocation"),
  ],
  [
    "dynamic-tool without a name",
    { type: "dynamic-tool", state: "output-available" },
    raw({ type: "dynamic-tool", state: "output-available" }, "It does not say which tool was called.", "dynamic-tool"),
  ],
  [
    "source without an address",
    { type: "source-url", title: "A" },
    raw({ type: "source-url", title: "A" }, "It has no address.", "source-url"),
  ],
  [
    "file without content",
    { type: "file", mediaType: "image/png" },
    raw({ type: "file", mediaType: "image/png" }, "It has neither an address nor content.", "file"),
  ],
  ["data without data", { type: "data-weather" }, raw({ type: "data-weather" }, "It has no data.", "data-weather")],
];

describe("a part", () => {
  test.each(shapes)("%s", (_name, stored, part) => {
    expect(one(stored)).toEqual(part);
  });

  test("a result belongs to the call before it in the same message, and to no other", () => {
    const call = { type: "tool-call", toolCallId: "c1", toolName: "find", input: { a: 1 } };
    const result = { type: "tool-result", toolCallId: "c1", toolName: "find", output: { type: "json", value: [1] } };
    expect(read([call, { type: "step-start" }, result])).toEqual([
      tool({
        name: "find",
        toolCallId: "c1",
        state: "output-available",
        input: { kind: "inline", value: { a: 1 } },
        output: { kind: "inline", value: [1] },
      }),
      { kind: "step" },
    ]);
    expect(read([result, call]).map((part) => part.kind)).toEqual(["tool", "tool"]);
    expect(read([call, { ...result, toolCallId: "c2" }])).toHaveLength(2);
    expect(read([call, result, result])).toHaveLength(2);
  });

  test("what carries a file inside JSON is named, not carried", () => {
    const output = {
      image: pngUrl,
      again: Buffer.alloc(600, PIXEL_BASE64, "base64").toString("base64"),
      note: `see ${pngUrl}`,
      [pngUrl]: 1,
      id: "a".repeat(400),
    };
    const part = one({ type: "tool-draw", toolCallId: "c", state: "output-available", output });
    const text = JSON.stringify(part);
    expect(text).not.toContain(PIXEL_BASE64.slice(0, 40));
    expect(part).toMatchObject({
      output: { value: { image: `data: image/png, ${pngBytes} bytes`, note: `see data: image/png, ${pngBytes} bytes`, id: output.id } },
    });
  });

  test("a text of data URLs within data URLs is read in a time that grows with its length alone", { timeout: 20_000 }, () => {
    for (const start of ["data:a/b;x=", "data:;x="]) {
      const text = start.repeat(40_000);
      expect(one({ type: "text", text })).toEqual({ kind: "text", text, streaming: false });
    }
  });

  test("members that objects inherit are none", () => {
    const evil = JSON.parse('{"type":"text","__proto__":{"text":"inherited"}}') as unknown;
    expect(one(evil)).toMatchObject({
      kind: "raw",
      problem: "It has no text.",
      value: { value: { "[__proto__]": { text: "inherited" } } },
    });
    expect(one({ type: "constructor" })).toMatchObject({ kind: "raw", type: "constructor", problem: null });
  });
});

describe("the parts of a message", () => {
  test.each([
    ["a text", "Only a text", [{ kind: "text", text: "Only a text", streaming: false }], null],
    ["an empty list", [], [], null],
    ["an object", {}, [raw({}, null)], "The parts of this message are an object, not a list."],
    ["null", null, [raw(null, null)], "The parts of this message are null, not a list."],
    ["a number", 7, [raw(7, null)], "The parts of this message are a number, not a list."],
  ])("%s", (_name, stored, parts, problem) => {
    expect(readParts(stored, address)).toMatchObject({ parts: parts.map((part) => ({ part })), problem });
  });

  test("every message of the demo is read, and no known shape ends as raw", () => {
    const of = (messages: typeof modernMessages) =>
      messages.flatMap(({ parts, attachments = [] }) => readMessage({ parts, attachments }, address).parts);
    const raws = (parts: Part[]) => parts.flatMap((part) => (part.kind === "raw" ? [part.type] : []));
    expect(raws(of(modernMessages))).toEqual(["hologram"]);
    expect(raws(of(oldMessages))).toEqual([]);
    expect(of(brokenMessages).filter((part) => part.kind === "raw" && part.problem === null)).toHaveLength(1);
  });
});
