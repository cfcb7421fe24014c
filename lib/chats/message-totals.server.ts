import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { message } from "../db/schema.ts";
import { type MessageQuery, messageWhere } from "./message-where.server.ts";

/** What the messages that match come to. */
export interface MessageTotals {
  /** Every message that matches, however many, so that the list's page needs no count of its own. */
  messages: number;
  /** The sum of `total_tokens`; a message that has none adds nothing. Sums pass 2^31 but not 2^53. */
  tokens: number;
}

/** Counts the messages that match and adds up their tokens. Without a filter an index alone is read, not the wide rows. */
export async function messageTotals(db: Db, query: Pick<MessageQuery, "q" | "filters">): Promise<MessageTotals> {
  const [row] = await db
    .select({ messages: sql<number>`count(*)::float8`, tokens: sql<number>`coalesce(sum(${message.totalTokens}), 0)::float8` })
    .from(message)
    .where(messageWhere(query));
  return row!;
}
