import { eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { chat, message, user } from "../db/schema.ts";
import { distinctValues } from "../list/distinct.server.ts";
import { readPage } from "../list/keyset.server.ts";
import { countMatching, type Total } from "../list/total.server.ts";
import { nameOrEmail } from "../users/shown-name.ts";
import { messageList } from "./message.ts";
import { type MessageQuery, messageWhere } from "./message-where.server.ts";
import { shownTitle } from "./shown-title.server.ts";

/** A message as the list shows it; `completionTime` is in seconds. */
export type MessageRow = Awaited<ReturnType<typeof listMessages>>["rows"][number];

/** One page of messages: what is known about them, never their parts or attachments. */
export function listMessages(db: Db, query: MessageQuery) {
  return readPage(
    query,
    { sort: { createdAt: message.createdAt }, types: messageList.sort, id: message.id, where: messageWhere(query) },
    ({ where, orderBy, limit, sortKey }) =>
      db
        .select({
          id: message.id,
          createdAt: message.createdAt,
          role: message.role,
          model: message.model,
          chatId: message.chatId,
          chatTitle: shownTitle,
          userId: chat.userId,
          userName: nameOrEmail,
          inputTokens: message.inputTokens,
          outputTokens: message.outputTokens,
          totalTokens: message.totalTokens,
          completionTime: message.completionTime,
          sortKey,
        })
        .from(message)
        .innerJoin(chat, eq(chat.id, message.chatId))
        .innerJoin(user, eq(user.id, chat.userId))
        .where(where)
        .orderBy(...orderBy)
        .limit(limit),
  );
}

/** How many messages match. */
export function countMessages(db: Db, query: MessageQuery): Promise<Total> {
  return countMatching(db, sql`select 1 from ${message} where ${messageWhere(query) ?? sql`true`}`, query.exact);
}

/** What the filters over open sets can offer. */
export async function messageFilterOptions(db: Db): Promise<{ role: string[]; model: string[] }> {
  const [role, model] = await Promise.all([distinctValues(db, message.role), distinctValues(db, message.model)]);
  return { role, model };
}
