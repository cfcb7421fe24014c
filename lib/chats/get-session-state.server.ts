import { eq } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { sessionStates } from "../db/schema.ts";
import type { Reading } from "./chat-reading.server.ts";
import { maskJson } from "./mask.ts";
import { sessionFacts } from "./session-state.ts";

/** What the assistant remembers of a chat, masked, as facts and as it is stored; undefined where it has written nothing down. */
export async function getSessionState(db: Db, { chatId }: Reading) {
  const [row] = await db
    .select({ state: sessionStates.state, updatedAt: sessionStates.updatedAt })
    .from(sessionStates)
    .where(eq(sessionStates.chatId, chatId));
  if (!row) return undefined;
  const { value } = maskJson(row.state);
  return { facts: sessionFacts(value), json: value, updatedAt: row.updatedAt };
}
