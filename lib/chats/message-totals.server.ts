import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { message } from "../db/schema.ts";
import { env } from "../env.server.ts";
import { asksNothing } from "../list/asked-of-values.ts";
import type { RolledBucket } from "../rollups/pieces.ts";
import { bucketsOfRange } from "../rollups/range-buckets.ts";
import { readRollup } from "../rollups/read-rollup.server.ts";
import { type MessageQuery, messageWhere } from "./message-where.server.ts";

type Asked = Pick<MessageQuery, "q" | "filters">;

/** What the messages that match come to. */
export interface MessageTotals {
  /** Every message that matches, however many, so that the list's page needs no count of its own. */
  messages: number;
  /** The sum of `total_tokens`; a message that has none adds nothing. Sums pass 2^31 but not 2^53. */
  tokens: number;
}

/** Counts the messages that match and adds up their tokens: from the roll-up where nothing but days is asked for. */
export async function messageTotals(db: Db, query: Asked): Promise<MessageTotals> {
  const buckets = rolledBuckets(query);
  if (!buckets) return totalsOfRows(db, query);
  const totals = { messages: 0, tokens: 0 };
  const rolled = await readRollup(db, ["messages"], buckets);
  for (const { sums } of rolled.messages) {
    const [messages = 0, tokens = 0] = sums;
    totals.messages += messages;
    totals.tokens += tokens;
  }
  return totals;
}

/** Undefined where something else is asked for than is rolled up. */
function rolledBuckets({ q, filters: { createdAt, ...others } }: Asked): RolledBucket[] | undefined {
  return q === "" && asksNothing(others) ? bucketsOfRange(createdAt, new Date(), env().reportingTimeZone) : undefined;
}

async function totalsOfRows(db: Db, query: Asked): Promise<MessageTotals> {
  const [row] = await db
    .select({ messages: sql<number>`count(*)::float8`, tokens: sql<number>`coalesce(sum(${message.totalTokens}), 0)::float8` })
    .from(message)
    .where(messageWhere(query));
  return row!;
}
