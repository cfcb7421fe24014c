import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MatchInput, type MatchMessage, type MatchRow, matchToolCalls } from "../../../lib/chats/transcript/match-tool-calls.ts";
import type { ToolPart, ToolState } from "../../../lib/chats/transcript/part.ts";
import { readParts } from "../../../lib/chats/transcript/read-parts.ts";
import { seeded } from "../../helpers/seeded.ts";

const start = Date.parse("2026-03-10T12:00:00Z");
/** Seconds after the start of the chat. */
const at = (seconds: number) => new Date(start + seconds * 1000);

interface Said {
  tool?: string;
  id?: string | null;
  state?: ToolState;
  preliminary?: boolean;
  input?: ToolPart["input"];
}

const part = ({ tool = "find", id = null, state = "output-available", preliminary = false, input }: Said): ToolPart => ({
  kind: "tool",
  name: tool,
  toolCallId: id,
  state,
  stateText: null,
  title: null,
  input: input === undefined ? { kind: "inline", value: {} } : input,
  rawInput: null,
  output: null,
  errorText: null,
  providerExecuted: false,
  preliminary,
  approval: null,
  flights: null,
  call: null,
  flags: [],
});

const message = (id: string, role: string, seconds: number, ...said: Said[]): MatchMessage => ({
  id,
  role,
  createdAt: at(seconds),
  parts: said.map(part),
});

const row = (id: string, seconds: number, overrides: Partial<MatchRow> = {}): MatchRow => ({
  id,
  dedupeKey: null,
  toolName: "find",
  status: "succeeded",
  createdAt: at(seconds),
  startedAt: at(seconds),
  ...overrides,
});

const hour = 3600;

/** Matches, and says of each part the row, how it was found and the flags; then the rows without a part. */
function match(messages: MatchMessage[], rows: MatchRow[], overrides: Partial<MatchInput<MatchRow>> = {}) {
  const { parts, orphans } = matchToolCalls({
    messages,
    more: { before: false, after: false },
    rows,
    period: { from: null, to: null },
    recordedSince: new Map([["find", at(-hour)]]),
    now: at(24 * hour),
    ...overrides,
  });
  return {
    parts: messages.flatMap(({ id }) =>
      [...(parts.get(id) ?? [])].map(([, { row, joinedBy, flags }]) => [row?.id ?? null, joinedBy, ...flags]),
    ),
    orphans: orphans.map(({ row, flags }) => [row.id, ...flags]),
  };
}

const user = (seconds: number) => message(`user ${seconds}`, "user", seconds);

describe("a part and its row", () => {
  test("belong together by the row's id or its dedupe key, whatever the time", () => {
    const messages = [user(0), message("a", "assistant", 10, { id: "r1" }, { id: "find:abc", tool: "other" })];
    const rows = [row("r1", -50 * hour), row("r2", 90 * hour, { dedupeKey: "find:abc" })];
    expect(match(messages, rows)).toEqual({
      parts: [
        ["r1", "id"],
        ["r2", "id"],
      ],
      orphans: [],
    });
  });

  test("otherwise by name and time, in order, each row once", () => {
    const messages = [
      user(0),
      message("a", "assistant", 10, { id: "x" }, { id: "y" }, { id: "z", tool: "other" }),
      user(20),
      message("b", "assistant", 30, { id: "w" }),
    ];
    const rows = [row("r1", 4), row("r2", 6), row("r3", 7, { toolName: "other" }), row("r4", 25)];
    expect(match(messages, rows)).toEqual({
      parts: [
        ["r1", "name and time"],
        ["r2", "name and time"],
        ["r3", "name and time"],
        ["r4", "name and time"],
      ],
      orphans: [],
    });
  });

  test("a row that an id names is not given to another part by its name", () => {
    const messages = [user(0), message("a", "assistant", 10, { id: "x" }, { id: "r1" })];
    expect(match(messages, [row("r1", 9)]).parts).toEqual([
      [null, null, "part-without-row"],
      ["r1", "id"],
    ]);
  });

  test("of several rows the nearest is taken", () => {
    const messages = [user(0), message("a", "assistant", 100, { id: "x" })];
    expect(match(messages, [row("r1", 20), row("r2", 95)])).toEqual({
      parts: [["r2", "name and time"]],
      orphans: [["r1", "row-without-part"]],
    });
  });

  test("of different turns do not belong together", () => {
    const messages = [user(0), message("a", "assistant", 10), user(100), message("b", "assistant", 110, { id: "x" })];
    expect(match(messages, [row("r1", 150 + 2 * hour)])).toEqual({
      parts: [[null, null, "part-without-row"]],
      orphans: [["r1", "row-without-part"]],
    });
    expect(match([...messages, user(200)], [row("r1", 230)]).parts).toEqual([[null, null, "part-without-row"]]);
  });

  test("belong together although question and answer were written together, after the call", () => {
    const messages = [user(0), message("a", "assistant", 1), user(60), message("b", "assistant", 61, { id: "x" })];
    expect(match(messages, [row("r1", 40)]).parts).toEqual([["r1", "name and time"]]);
  });

  test("a call and its result in two messages are one call with one row", () => {
    const messages = [
      user(0),
      message("a", "assistant", 10, { id: "x", state: "input-available" }),
      message("b", "tool", 12, { id: "x", input: null }),
    ];
    expect(match(messages, [row("r1", 10)])).toEqual({
      parts: [
        ["r1", "name and time"],
        ["r1", "name and time"],
      ],
      orphans: [],
    });
  });
});

describe("what does not agree", () => {
  const flags = (said: Said, overrides: Partial<MatchRow>, more: Partial<MatchInput<MatchRow>> = {}) =>
    match([user(0), message("a", "assistant", 10, { id: "r1", ...said })], [row("r1", 5, overrides)], more).parts[0]!.slice(2);

  test.each([
    ["output-available", "failed", ["part-done-row-failed"]],
    ["output-available", "timeout", ["part-done-row-failed"]],
    ["output-available", "succeeded", []],
    ["output-available", "canceled", []],
    ["output-error", "succeeded", ["part-failed-row-done"]],
    ["output-denied", "succeeded", ["part-failed-row-done"]],
    ["output-error", "failed", []],
    ["output-error", "timeout", []],
    ["output-denied", "canceled", []],
    ["input-available", "succeeded", []],
    ["input-available", "running", ["running-too-long"]],
    ["output-available", "running", ["running-too-long"]],
    ["input-available", "queued", []],
    ["unknown", "failed", []],
    ["output-available", "a status of tomorrow", []],
  ] as const)("%s beside %s", (state, status, expected) => {
    expect(flags({ state }, { status })).toEqual(expected);
  });

  test("an output that is preliminary is not done", () => {
    expect(flags({ preliminary: true }, { status: "failed" })).toEqual([]);
  });

  test("running is too long after ten minutes", () => {
    expect(flags({ state: "input-available" }, { status: "running" }, { now: at(605) })).toEqual([]);
    expect(flags({ state: "input-available" }, { status: "running" }, { now: at(606) })).toEqual(["running-too-long"]);
    // It was started anew, but the message has waited all the time.
    expect(flags({ state: "input-available" }, { status: "running", startedAt: at(600) }, { now: at(700) })).toEqual(["running-too-long"]);
  });

  test.each([
    ["input-streaming", false],
    ["approval-requested", false],
    ["approval-responded", false],
    ["output-denied", false],
    ["unknown", false],
    ["input-available", true],
    ["output-available", true],
    ["output-error", true],
  ] as const)("%s without a row", (state, flagged) => {
    expect(match([message("a", "assistant", 10, { state })], []).parts).toEqual([[null, null, ...(flagged ? ["part-without-row"] : [])]]);
  });

  test("a part needs no row where its tool is not recorded, or was not yet", () => {
    const messages = [message("a", "assistant", 10, {})];
    expect(match(messages, [], { recordedSince: new Map() }).parts).toEqual([[null, null]]);
    expect(match(messages, [], { recordedSince: new Map([["find", at(11)]]) }).parts).toEqual([[null, null]]);
  });

  test("a row needs no part while its message may still be written", () => {
    const rows = [row("r1", 5, { status: "running" })];
    expect(match([user(0)], rows, { now: at(60) }).orphans).toEqual([["r1"]]);
    expect(match([user(0)], rows, { now: at(700) }).orphans).toEqual([["r1", "row-without-part", "running-too-long"]]);
    expect(match([user(0), user(20)], rows, { now: at(60) }).orphans).toEqual([["r1", "row-without-part"]]);
    expect(match([user(0)], rows, { now: at(60), more: { before: false, after: true } }).orphans).toEqual([["r1", "row-without-part"]]);
  });

  test("a page shows the rows of its own time, the others belong to the pages beside it", () => {
    const rows = [row("r1", 1), row("r2", 10), row("r3", 19), row("r4", 20)];
    expect(match([user(10), user(20)], rows, { period: { from: at(10), to: at(20) } }).orphans.map(([id]) => id)).toEqual(["r2", "r3"]);
    expect(match([], rows).orphans).toHaveLength(4);
  });
});

describe("a long chat in pages", () => {
  const NEIGHBOURS = 2;
  /** A turn: what the assistant called, whether the product wrote its message before, after or around its calls, how long it paused. */
  const anyTurn = fc.record({
    said: fc.array(
      fc.record({
        tool: fc.constantFrom("find", "price"),
        // What is told: by id, by name, by the part alone, by the row alone.
        how: fc.constantFrom("id", "id", "name", "name", "part", "row"),
      }),
      { maxLength: 4 },
    ),
    writtenFirst: fc.boolean(),
    pause: fc.integer({ min: 20, max: 9000 }),
  });

  test("shows the same rows and flags however it is cut", () => {
    fc.assert(
      fc.property(fc.array(anyTurn, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (turns, size) => {
        const messages: MatchMessage[] = [];
        const rows: MatchRow[] = [];
        let clock = 0;
        for (const [i, { said, writtenFirst, pause }] of turns.entries()) {
          clock += pause;
          messages.push(user(clock));
          const asked = clock;
          const told: Said[] = [];
          for (const [j, { tool, how }] of said.entries()) {
            const id = `r${i}.${j}`;
            clock += 3;
            if (how !== "part") rows.push(row(id, clock, { toolName: tool }));
            if (how !== "row") told.push({ tool, id: how === "id" ? id : `call_${id}` });
          }
          clock += 2;
          messages.push(message(`a${i}`, "assistant", writtenFirst ? asked + 1 : clock, ...told));
        }
        const recordedSince = new Map([
          ["find", at(-hour)],
          ["price", at(-hour)],
        ]);
        const now = at(clock + hour);
        const input = (from: number, to: number): MatchInput<MatchRow> => {
          const [first, last] = [Math.max(0, from - NEIGHBOURS), Math.min(messages.length, to + NEIGHBOURS)];
          return {
            messages: messages.slice(first, last),
            more: { before: first > 0, after: last < messages.length },
            rows,
            period: { from: from === 0 ? null : messages[from]!.createdAt, to: messages[to]?.createdAt ?? null },
            recordedSince,
            now,
          };
        };
        const seen = (from: number, to: number) => {
          const { parts, orphans } = matchToolCalls(input(from, to));
          return {
            parts: messages.slice(from, to).map(({ id }) => [...(parts.get(id)?.values() ?? [])].map(({ row, flags }) => [row?.id, flags])),
            orphans: orphans.map(({ row, flags }) => [row.id, flags]),
          };
        };
        const whole = seen(0, messages.length);
        const pages = Array.from({ length: Math.ceil(messages.length / size) }, (_, i) =>
          seen(i * size, Math.min(messages.length, (i + 1) * size)),
        );
        expect(pages.flatMap((page) => page.parts)).toEqual(whole.parts);
        expect(pages.flatMap((page) => page.orphans)).toEqual(whole.orphans);
      }),
      seeded(500),
    );
  });

  test("with thousands of parts and rows is joined in order, quickly", () => {
    const parts = readParts(
      Array.from({ length: 2000 }, (_, i) => ({ type: "tool-find", toolCallId: `c${i}`, state: "output-available" })),
      { chatId: "c", messageId: "a" },
    ).parts.map((item) => item.part);
    const rows = Array.from({ length: 2000 }, (_, i) => row(`r${i}`, i / 100));
    const began = performance.now();
    const { orphans } = match([user(0), { id: "a", role: "assistant", createdAt: at(30), parts }], rows);
    expect(orphans).toEqual([]);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
