import type { Db } from "../../db/database.server.ts";
import type { Reading } from "../chat-reading.server.ts";
import { type MatchedPart, matchToolCalls } from "./match-tool-calls.ts";
import { type ReadMessage, readMessage } from "./read-message.ts";
import { addLongDocuments, type CallRow, isLeft, MAX_CALLS, selectCalls, selectRecordedSince } from "./select-calls.server.ts";
import type { SelectedMessage, SelectedMessages } from "./select-messages.server.ts";

/** Calls of the turns at a page's border may have been made so long before or after its messages. */
const MARGIN_MS = 3_600_000;
/** So many calls and tools of a page's parts are looked for: a statement takes 65,535 parameters. */
const MAX_NAMED = 5_000;
/** Longer responses are not read for the flights in them. Bytes. */
const MAX_DRAWN_BYTES = 2_000_000;

/** A message as it was read, and its calls by the place of their part. */
export interface JoinedMessage {
  row: SelectedMessage;
  read: ReadMessage;
  calls: ReadonlyMap<number, MatchedPart<CallRow>>;
}

/**
 * Reads the selected messages and joins their tool parts with rows of `tool_calls`. Two queries, a third where flights are drawn from a
 * long response.
 *
 * @param whole also documents that are long
 * @returns a joined message for each selected one, and the page's rows that no part tells of
 */
export async function joinCalls(
  db: Db,
  reading: Reading,
  selected: SelectedMessages,
  { whole, now }: { whole: boolean; now: Date },
): Promise<{ messages: JoinedMessage[]; orphans: { row: CallRow; flags: MatchedPart<CallRow>["flags"] }[] }> {
  const { chatId } = reading;
  const read = selected.messages.map((row) => readMessage(row, { chatId, messageId: row.id }));
  const tools = read.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === "tool" ? part : [])));
  const period = periodOf(selected);
  const ids = [...new Set(tools.flatMap((part) => part.toolCallId ?? []))].filter(isKey);
  const names = [...new Set(tools.map((part) => part.name))].filter(isKey);
  const [rows, recordedSince] = await Promise.all([
    selectCalls(db, reading, { ...spanOf(selected), named: ids.slice(0, MAX_NAMED) }),
    selectRecordedSince(db, names.slice(0, MAX_NAMED)),
  ]);
  const { parts, orphans } = matchToolCalls({
    messages: selected.messages.map(({ id, role, createdAt }, i) => ({ id, role, createdAt, parts: read[i]!.parts })),
    more: selected.more,
    rows,
    period,
    // Where rows were left out, one that is missing says nothing.
    recordedSince: rows.length < MAX_CALLS && ids.length <= MAX_NAMED ? recordedSince : new Map(),
    now,
  });
  const messages = selected.messages.map((row, i) => ({ row, read: read[i]!, calls: parts.get(row.id) ?? new Map() }));
  const beside = onPage(messages.slice(selected.begin, selected.end), whole);
  if (whole) await addLongDocuments(db, reading, beside, { requests: true });
  else await addLongDocuments(db, reading, [...beside, ...orphans.map(({ row }) => row)].filter(mayDrawFlights), { requests: false });
  return { messages, orphans };
}

/** What can be a tool's name or a call's key: an index entry is not longer, and PostgreSQL's text has no NUL. */
function isKey(text: string): boolean {
  return text.length > 0 && text.length <= 500 && !text.includes("\0") && text.isWellFormed();
}

/** From when to when rows belong to the page: until the first message behind it, and for ever at the ends of the chat. */
function periodOf({ messages, begin, end, more }: SelectedMessages): { from: Date | null; to: Date | null } {
  const isFirst = begin === 0 && !more.before;
  if (begin === end && messages.length > 0) return { from: new Date(0), to: new Date(0) };
  return { from: isFirst ? null : (messages[begin]?.createdAt ?? null), to: messages[end]?.createdAt ?? null };
}

/** The time around the selected messages in which their rows were made. */
function spanOf({ messages, more }: SelectedMessages): { from: Date | null; to: Date | null } {
  const [first, last] = [messages[0]?.createdAt, messages.at(-1)?.createdAt];
  return {
    from: more.before && first ? new Date(first.getTime() - MARGIN_MS) : null,
    to: more.after && last ? new Date(last.getTime() + MARGIN_MS) : null,
  };
}

/** The rows beside parts of a page; unless all are wanted, only those whose part has no output of its own. */
function onPage(page: readonly JoinedMessage[], all: boolean): CallRow[] {
  return page.flatMap(({ read, calls }) =>
    [...calls].flatMap(([index, { row }]) => {
      const part = read.parts[index];
      return row && part?.kind === "tool" && (all || part.output === null) ? row : [];
    }),
  );
}

function mayDrawFlights({ response }: CallRow): boolean {
  return isLeft(response) && response.bytes !== null && response.bytes <= MAX_DRAWN_BYTES;
}
