import { sql } from "drizzle-orm";
import { message } from "../db/schema.ts";
import type { ExplainedNumber } from "./explained-number.ts";
import { listNumber } from "./list-number.server.ts";
import { only } from "./narrow.ts";
import { numberWords } from "./number-words.ts";
import { chatRows, messageRows } from "./sources.server.ts";

export const chatNumbers: readonly ExplainedNumber[] = [
  listNumber({ id: "chats", ...numberWords.chats, permission: "chats:read", source: chatRows, countedWords: "Chats" }),
  listNumber({
    id: "messages",
    ...numberWords.messages,
    permission: "chats:read",
    source: messageRows,
    countedWords: "Messages of every role",
  }),
  listNumber({
    id: "message-tokens",
    ...numberWords["message-tokens"],
    permission: "chats:read",
    source: messageRows,
    measure: (rows) => sql`coalesce(sum(${message.totalTokens}) filter (where ${rows}), 0)::float8`,
    counted: (asked) => only(asked, "tokens", true),
    countedWords: "Messages that report their tokens",
    leftOut: (asked) => [{ why: "It reports no tokens, as most messages of users do", filters: only(asked, "tokens", false) }],
  }),
];
