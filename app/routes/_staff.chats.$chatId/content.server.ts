import type { Reading } from "~lib/chats/chat-reading.server.ts";
import { getSessionState } from "~lib/chats/get-session-state.server.ts";
import { findInChat } from "~lib/chats/search/find-in-chat.server.ts";
import { listTranscript } from "~lib/chats/transcript/list-transcript.server.ts";
import { parsePosition, type TranscriptPosition } from "~lib/chats/transcript/transcript.ts";
import { isAbsent } from "~lib/db/absent-tables.server.ts";
import type { Db } from "~lib/db/database.server.ts";
import { parseFind } from "./find";

/**
 * What the page shows of a chat that is open: a page of its transcript, what was found in it and its session state. An address that only
 * says what to find leads to the first match.
 */
export async function contentOf(db: Db, reading: Reading, params: URLSearchParams) {
  const find = parseFind(params);
  const finding = find ? findInChat(db, reading, find) : Promise.resolve(null);
  const standing = finding.then(async (matches) => {
    const position = whereToStand(params, matches?.found[0]?.id);
    return { position, transcript: await listTranscript(db, reading, position) };
  });
  // All of them at once: what nobody waits for when another fails would end the process.
  const [matches, { position, transcript }, state] = await Promise.all([finding, standing, getSessionState(db, reading)]);
  return {
    transcript,
    /** Names the position: another one is another transcript. */
    position: JSON.stringify(position),
    linked: "message" in position ? position.message : null,
    atEnd: "at" in position && position.at === "end",
    find,
    matches,
    session: state ?? null,
    keepsSessions: !isAbsent("session_states"),
    openUntil: reading.expiresAt,
  };
}

function whereToStand(params: URLSearchParams, match: string | undefined): TranscriptPosition {
  const position = parsePosition(params);
  return match !== undefined && "at" in position && !params.has("at") ? { message: match } : position;
}
