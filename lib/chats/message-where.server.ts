import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { chat, message } from "../db/schema.ts";
import { oneOf } from "../list/contains.server.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { within } from "../list/range.server.ts";
import type { messageList } from "./message.ts";

export type MessageQuery = QueryOf<typeof messageList>;

/** The one condition behind the list, its totals and its export. */
export function messageWhere({ q, filters }: Pick<MessageQuery, "q" | "filters">): SQL | undefined {
  return and(
    q ? searched(q) : undefined,
    oneOf(message.role, filters.role),
    oneOf(message.model, filters.model),
    within(message.createdAt, filters.createdAt),
    filters.tokens === undefined ? undefined : filters.tokens ? isNotNull(message.totalTokens) : isNull(message.totalTokens),
    filters.user && sql`${message.chatId} in (select ${chat.id} from ${chat} where ${inArray(chat.userId, [...filters.user])})`,
    oneOf(message.chatId, filters.chat),
    oneOf(message.id, filters.id),
  );
}

/** By ids, so that each part is served by an index of its own. */
function searched(q: string): SQL {
  return sql`${message.id} in (
    select ${message.id} from ${message} where ${eq(message.id, q)}
    union all select ${message.id} from ${message} where ${eq(message.chatId, q)}
    union all select ${message.id} from ${message} where ${message.chatId} in (select ${chat.id} from ${chat} where ${eq(chat.userId, q)})
  )`;
}
