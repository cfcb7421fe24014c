import { failedStatuses, isStuck, stuckSince } from "../../tool-calls/tool-call-state.ts";
import { align, type Seeker } from "./align.ts";
import type { CallFlag, JoinedCall, Part, ToolPart, ToolState } from "./part.ts";
import { type TurnTimes, turnTimes } from "./turn-times.ts";

/** What joining has to know of a message. */
export interface MatchMessage {
  id: string;
  role: string;
  createdAt: Date;
  parts: readonly Part[];
}

/** What joining has to know of a row of `tool_calls`. */
export interface MatchRow {
  id: string;
  dedupeKey: string | null;
  toolName: string;
  status: string;
  createdAt: Date;
  startedAt: Date | null;
}

export interface MatchInput<Row extends MatchRow> {
  /** Those of the page and their neighbours, oldest first. */
  messages: readonly MatchMessage[];
  /** Whether the chat has messages before the first and after the last of them. */
  more: { before: boolean; after: boolean };
  /** The chat's rows around these messages, and those that their parts name. */
  rows: readonly Row[];
  /** Rows created from `from` (inclusive) to `to` (exclusive) belong to the page; null: all before, all after. */
  period: { from: Date | null; to: Date | null };
  /** By tool, when its first row was written, in whatever chat. A tool that is not in here is one that the product does not record. */
  recordedSince: ReadonlyMap<string, Date>;
  now: Date;
}

/** The row that belongs to a part, by what they were joined, and what does not agree. */
export interface MatchedPart<Row> {
  row: Row | null;
  joinedBy: JoinedCall["joinedBy"];
  flags: CallFlag[];
}

export interface Match<Row> {
  /** By message and place of the part. Holds every tool part of the messages. */
  parts: ReadonlyMap<string, ReadonlyMap<number, MatchedPart<Row>>>;
  /** The page's rows that no part tells of, oldest first. */
  orphans: { row: Row; flags: CallFlag[] }[];
}

/** A call as the parts tell of it: one part, or a call and its result in two messages. */
interface Told {
  name: string;
  toolCallId: string | null;
  message: number;
  places: { messageId: string; index: number; part: ToolPart }[];
}

/**
 * Joins the tool parts of messages with rows of `tool_calls`.
 *
 * - By id: the part's toolCallId is the row's id or its dedupe key.
 * - Otherwise by the tool's name and time: parts and rows in order, each row once, as many pairs as there can be and then the nearest. A row
 *   may belong to a part if it was created in the part's turn: from a second before the user's message to the next one of the user, an hour
 *   before and after the part's message at most; what is left is tried again from the end of the turn before, since some products write question and answer
 *   together when the answer is complete.
 *
 * Flags are about what was called. A part has no row only where the product records its tool at all and began to before this message. A row
 * has no part only once a later message is there, or ten minutes have gone by: until then its message may not be written.
 */
export function matchToolCalls<Row extends MatchRow>(input: MatchInput<Row>): Match<Row> {
  const { messages, period, now } = input;
  const told = toldCalls(messages);
  const times = turnTimes(messages);
  const { joined, used } = joinById(told, input.rows);
  for (const pass of ["turn", "wide"] as const) joinByTime(told, input.rows, times, pass, joined, used);

  const parts = new Map<string, Map<number, MatchedPart<Row>>>();
  for (const call of told) {
    const join = joined.get(call);
    for (const { messageId, index, part } of call.places) {
      const flags = flagsOf(part, join?.row, messages[call.message]!.createdAt, input);
      const ofMessage = parts.get(messageId) ?? new Map<number, MatchedPart<Row>>();
      parts.set(messageId, ofMessage.set(index, { row: join?.row ?? null, joinedBy: join?.by ?? null, flags }));
    }
  }

  const last = messages.at(-1)?.createdAt;
  const orphans = input.rows
    .filter(({ id, createdAt }) => !used.has(id) && (!period.from || createdAt >= period.from) && (!period.to || createdAt < period.to))
    .map((row) => {
      const isOver = row.createdAt < stuckSince(now) || input.more.after || (last !== undefined && row.createdAt < last);
      const flags: CallFlag[] = isOver ? ["row-without-part"] : [];
      if (isStuck(row, now)) flags.push("running-too-long");
      return { row, flags };
    });
  return { parts, orphans };
}

/** The calls that the parts tell of, in order. A result in a later message than its call belongs to that call. */
function toldCalls(messages: readonly MatchMessage[]): Told[] {
  const told: Told[] = [];
  const awaiting = new Map<string, Told>();
  for (const [message, { id: messageId, parts }] of messages.entries()) {
    for (const [index, part] of parts.entries()) {
      if (part.kind !== "tool") continue;
      const place = { messageId, index, part };
      const id = part.toolCallId;
      const earlier = id !== null && part.input === null && part.state.startsWith("output-") ? awaiting.get(id) : undefined;
      if (earlier && earlier.message < message) {
        earlier.places.push(place);
        awaiting.delete(id!);
        continue;
      }
      const call: Told = { name: part.name, toolCallId: id, message, places: [place] };
      told.push(call);
      if (id !== null && part.state === "input-available") awaiting.set(id, call);
    }
  }
  return told;
}

interface Join<Row> {
  row: Row;
  by: "id" | "name and time";
}

function joinById<Row extends MatchRow>(told: readonly Told[], rows: readonly Row[]) {
  const joined = new Map<Told, Join<Row>>();
  const used = new Set<string>();
  const byKey = new Map<string, Row>();
  for (const row of rows) if (row.dedupeKey !== null) byKey.set(row.dedupeKey, row);
  for (const row of rows) byKey.set(row.id, row);
  for (const call of told) {
    const row = call.toolCallId === null ? undefined : (byKey.get(call.toolCallId) ?? byKey.get(call.toolCallId.toLowerCase()));
    if (!row) continue;
    joined.set(call, { row, by: "id" });
    used.add(row.id);
  }
  return { joined, used };
}

function joinByTime<Row extends MatchRow>(
  told: readonly Told[],
  rows: readonly Row[],
  times: readonly TurnTimes[],
  pass: "turn" | "wide",
  joined: Map<Told, Join<Row>>,
  used: Set<string>,
): void {
  const open = told.filter((call) => !joined.has(call));
  for (const name of new Set(open.map((call) => call.name))) {
    const calls = open.filter((call) => call.name === name);
    const seekers = calls.map(({ message }): Seeker => {
      const { at, from, wideFrom, to } = times[message]!;
      return { at, from: pass === "turn" ? from : wideFrom, to };
    });
    const free = rows.filter((row) => row.toolName === name && !used.has(row.id));
    const pairs = align(
      seekers,
      free.map((row) => ({ at: row.createdAt.getTime() })),
    );
    for (const [i, call] of calls.entries()) {
      const row = pairs[i] === undefined ? undefined : free[pairs[i]];
      if (!row) continue;
      joined.set(call, { row, by: "name and time" });
      used.add(row.id);
    }
  }
}

/** States of a call that was made. One that waits for an approval, or was denied, never was. */
const called: readonly ToolState[] = ["input-available", "output-available", "output-error"];

function flagsOf<Row extends MatchRow>(
  part: ToolPart,
  row: Row | undefined,
  createdAt: Date,
  { recordedSince, now }: MatchInput<Row>,
): CallFlag[] {
  const { state } = part;
  if (!row) {
    const since = recordedSince.get(part.name);
    return called.includes(state) && since !== undefined && since <= createdAt ? ["part-without-row"] : [];
  }
  const flags: CallFlag[] = [];
  const failed = (failedStatuses as readonly string[]).includes(row.status);
  if (state === "output-available" && !part.preliminary && failed) flags.push("part-done-row-failed");
  if ((state === "output-error" || state === "output-denied") && row.status === "succeeded") flags.push("part-failed-row-done");
  const waits = row.status === "running" && state === "input-available" && createdAt < stuckSince(now);
  if (waits || isStuck(row, now)) flags.push("running-too-long");
  return flags;
}
