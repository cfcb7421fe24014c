import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { message } from "../db/schema.ts";
import { env } from "../env.server.ts";
import { asksNothing } from "../list/asked-of-values.ts";
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

/** Counts the messages that match and adds up their tokens: from roll-ups where nothing but days, roles, models and tokens is asked for. */
export async function messageTotals(db: Db, query: Asked): Promise<MessageTotals> {
  const { q, filters } = query;
  const { createdAt, role, model, tokens, ...others } = filters;
  const buckets = q === "" && asksNothing(others) ? bucketsOfRange(createdAt, new Date(), env().reportingTimeZone) : undefined;
  if (!buckets) return totalsOfRows(db, query);
  if (role === undefined && model === undefined && tokens === undefined) {
    return addUp((await readRollup(db, ["messages"], buckets)).messages.map(({ sums }) => sums));
  }
  const { messages_by_kind } = await readRollup(db, ["messages_by_kind"], buckets);
  return addUp(messages_by_kind.filter(({ key }) => isAsked(key, { role, model })).map(({ sums }) => metered(sums, tokens)));
}

function isAsked(key: string, { role, model }: Pick<Asked["filters"], "role" | "model">): boolean {
  const [ofRole, ofModel] = JSON.parse(key) as [string, string | null];
  return (
    (role === undefined || (role as readonly string[]).includes(ofRole)) &&
    (model === undefined || (ofModel !== null && model.includes(ofModel)))
  );
}

/** Of messages that have a number of tokens, of those that have none, or of both. */
function metered([messages = 0, tokens = 0, without = 0]: readonly number[], asked: boolean | undefined): readonly number[] {
  if (asked === undefined) return [messages, tokens];
  return asked ? [messages - without, tokens] : [without, 0];
}

function addUp(parts: readonly (readonly number[])[]): MessageTotals {
  const totals = { messages: 0, tokens: 0 };
  for (const [messages = 0, tokens = 0] of parts) {
    totals.messages += messages;
    totals.tokens += tokens;
  }
  return totals;
}

async function totalsOfRows(db: Db, query: Asked): Promise<MessageTotals> {
  const [row] = await db
    .select({ messages: sql<number>`count(*)::float8`, tokens: sql<number>`coalesce(sum(${message.totalTokens}), 0)::float8` })
    .from(message)
    .where(messageWhere(query));
  return row!;
}
