import type { Reading } from "~lib/chats/chat-reading.server.ts";
import { firstMessageSince } from "~lib/chats/first-message-since.server.ts";
import { messageOfCall } from "~lib/chats/message-of-call.server.ts";
import { messageAnchor, positionHref } from "~lib/chats/transcript/transcript.ts";
import type { Db } from "~lib/db/database.server.ts";
import { env } from "~lib/env.server.ts";
import { isDay, parseDay, startOfDay } from "~lib/list/day.ts";

/**
 * Where an address leads that names a place in the chat by something else than a message: `on`, a day of the reporting zone, or `call`, a
 * tool call. Undefined for any other address.
 */
export async function otherPlace(db: Db, reading: Reading, params: URLSearchParams): Promise<string | undefined> {
  const { chatId } = reading;
  const day = parseDay(params.get("on"));
  if (day) {
    const since = isDay(day) ? startOfDay(day, env().reportingTimeZone) : new Date(day);
    const first = await firstMessageSince(db, chatId, since);
    return first ? positionHref(chatId, { message: first }) : `${positionHref(chatId, { at: "end" })}#end`;
  }
  const call = params.get("call");
  if (call) {
    const message = await messageOfCall(db, reading, call);
    if (!message) return positionHref(chatId, { at: "start" });
    // The call's own place where the page has one, which its message surrounds otherwise.
    return positionHref(chatId, { message }).replace(`#${messageAnchor(message)}`, `#call-${encodeURIComponent(call.toLowerCase())}`);
  }
  return undefined;
}
