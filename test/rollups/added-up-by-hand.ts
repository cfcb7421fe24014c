import { sql } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { type RollupSeries, rollupSeries } from "../../lib/db/schema.ts";
import type { RolledBucket } from "../../lib/rollups/pieces.ts";
import type { ActiveBucket } from "../../lib/rollups/read-active-users.server.ts";
import type { RolledRow } from "../../lib/rollups/read-rollup.server.ts";

// What roll-ups are held against: every row is read and added up here, in JavaScript and by rules that are written out once more, so that
// nothing is shared with what is tested.

interface Row {
  at: number;
  key: string;
  sums: readonly number[];
}

/** All rows of a product, as each series counts them, and who was active when. */
export interface ProductRows {
  series: Record<RollupSeries, Row[]>;
  active: { at: number; user: string }[];
}

type Source = Record<string, string | number | null>;

interface PaymentRow {
  at: number;
  status: string | null;
  currency: string;
  settled: string;
  amounts: (number | null)[];
  product: string;
  country: string;
  method: string;
}

/** Reads every row that anything counts, in the caller's transaction. */
export async function readProductRows(db: Db): Promise<ProductRows> {
  const rowsOf = async (text: string) => (await db.execute<Source>(sql.raw(text))).rows;
  const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;
  const users = await rowsOf(`select ${ms("created_at")} as at from "user"`);
  const messages = await rowsOf(`select ${ms("created_at")} as at, total_tokens as tokens, role, model from message`);
  const counters = await rowsOf(`select ${ms("date")} as at, user_id as user, message_count as count from message_usage`);
  const searches = await rowsOf(`select ${ms("date")} as at, search_count as count from extreme_search_usage`);
  const calls = await rowsOf(
    `select ${ms("created_at")} as at, status, ${ms("started_at")} as started, ${ms("finished_at")} as finished from tool_calls`,
  );
  const subscriptions = await rowsOf(`
    select id, ${ms('"startedAt"')} as started, ${ms('"endedAt"')} as ended, status, currency, "recurringInterval" as interval, amount,
      "productId" as product
    from subscription`);
  const payments = await rowsOf(`
    select id, ${ms("created_at")} as at, status, currency, settlement_amount as settlement, settlement_currency as settled, settlement_tax,
      total_amount as total, tax, refunds::text, subscription_id as subscription, payment_method as method, product_cart::text as cart,
      billing::text as billing
    from payment`);
  const entries = await rowsOf(
    `select payment_id as payment, kind, ${ms("at")} as at, status, amount::float8 as amount, currency, problem from payment_entry`,
  );

  const plans = new Map(subscriptions.map((row) => [row.id, String(row.product)]));
  const paid = new Map(payments.map((row) => [row.id, paymentRow(row, plans)]));
  const succeeded = [...paid.values()].filter(({ status }) => status === "succeeded");
  const by = (part: "product" | "country" | "method") => succeeded.map((row) => paymentSums(row, [row[part], row.currency, row.settled]));
  const dated = entries.map((row) => ({ row, ...entryVerdict(row, paid.get(row.payment!)!), of: paid.get(row.payment!)! }));
  const counting = dated.filter(({ verdict }) => verdict === "counts");
  const entriesBy = (part: "product" | "country" | "method") =>
    counting.map(({ row, of, lost }) => ({
      at: Number(row.at),
      key: keyOf(of[part], row.currency!, row.kind!, lost),
      sums: [1, Number(row.amount)],
    }));
  const subscriptionRow = (row: Source, at: number) => ({
    at,
    key: keyOf(row.status!, row.currency!, row.interval!),
    sums: [1, Number(row.amount)],
  });
  return {
    series: {
      sign_ups: users.map((row) => ({ at: Number(row.at), key: "", sums: [1] })),
      messages: messages.map((row) => ({ at: Number(row.at), key: "", sums: [1, Number(row.tokens ?? 0)] })),
      messages_by_kind: messages.map((row) => ({
        at: Number(row.at),
        key: keyOf(row.role!, row.model!),
        sums: [1, Number(row.tokens ?? 0), row.tokens === null ? 1 : 0],
      })),
      usage: [
        ...counters.map((row) => ({ at: Number(row.at), key: "", sums: [Number(row.count), 0] })),
        ...searches.map((row) => ({ at: Number(row.at), key: "", sums: [0, Number(row.count)] })),
      ],
      tool_calls: calls.map((row) => ({ at: Number(row.at), key: String(row.status), sums: [1] })),
      tool_latency: calls.flatMap((row) =>
        row.started === null || row.finished === null
          ? []
          : [{ at: Number(row.at), key: "", sums: latencyHistogram(Number(row.finished) - Number(row.started)) }],
      ),
      revenue: succeeded.map(({ at, currency, amounts: [total, , , refunded] }) => ({ at, key: currency, sums: [1, total!, refunded!] })),
      payments: [...paid.values()].map((row) => paymentSums(row, [row.status || null, row.currency, row.settled])),
      payments_by_product: by("product"),
      payments_by_country: by("country"),
      payments_by_method: by("method"),
      entries: dated.map(({ row, verdict, lost }) => ({
        at: Number(row.at),
        key: keyOf(row.kind!, row.currency!, verdict, lost, row.problem!),
        sums: [1, Number(row.amount ?? 0)],
      })),
      entries_by_product: entriesBy("product"),
      entries_by_country: entriesBy("country"),
      entries_by_method: entriesBy("method"),
      subscriptions_started: subscriptions.map((row) => subscriptionRow(row, Number(row.started))),
      subscriptions_ended: subscriptions.flatMap((row) =>
        row.ended === null ? [] : [subscriptionRow(row, Math.max(Number(row.started), Number(row.ended)))],
      ),
    },
    active: counters.map((row) => ({ at: Number(row.at), user: String(row.user) })),
  };
}

function paymentRow(row: Source, plans: ReadonlyMap<Source[string] | undefined, string>): PaymentRow {
  const cart = JSON.parse(String(row.cart ?? "null")) as { product_id: string }[] | null;
  const inCart = [...new Set((cart ?? []).map(({ product_id }) => product_id))];
  const plan = plans.get(row.subscription ?? undefined);
  const refunds = (JSON.parse(String(row.refunds ?? "[]")) as { status: string; amount: number }[]).filter(
    ({ status }) => status === "succeeded",
  );
  return {
    at: Number(row.at),
    status: row.status as string | null,
    currency: String(row.currency),
    settled: row.settlement === null ? "none" : String(row.settled || "none"),
    amounts: [
      row.total as number,
      row.tax as number | null,
      row.tax === null ? 1 : 0,
      refunds.reduce((sum, { amount }) => sum + amount, 0),
      row.settlement as number | null,
      row.settlement_tax as number | null,
    ],
    product: inCart.length > 1 ? "several" : (inCart[0] ?? plan ?? "none"),
    country: (JSON.parse(String(row.billing ?? "{}")) as { country?: string }).country?.toUpperCase() ?? "none",
    method: String(row.method || "none"),
  };
}

function entryVerdict(entry: Source, of: PaymentRow) {
  const lost = entry.kind === "dispute" && ["dispute_lost", "dispute_accepted"].includes(String(entry.status));
  if (entry.kind === "refund" && ["failed", "pending", "review"].includes(String(entry.status))) return { verdict: "not_succeeded", lost };
  if (entry.amount === null) return { verdict: "unreadable", lost };
  return { verdict: of.status === "succeeded" ? "counts" : "payment_not_succeeded", lost };
}

const keyOf = (...parts: (string | number | boolean | null)[]) => JSON.stringify(parts);

function paymentSums({ at, amounts }: PaymentRow, parts: (string | null)[]): Row {
  return { at, key: keyOf(...parts), sums: [1, ...amounts.map((amount) => amount ?? 0)] };
}

/** A histogram of one: each bucket is 8 % wider than the one before, and there are 292 of them. */
function latencyHistogram(ms: number): number[] {
  let bucket = 0;
  for (let end = 1; bucket < 291 && ms >= 1 && (bucket === 0 || ms > end); bucket++) if (bucket > 0) end *= 1.08;
  return [...Array<number>(bucket).fill(0), 1];
}

export type Added = Record<string, Record<string, readonly number[]>>;

/** What the rows come to: of each series, by bucket and key. */
export function addedUp(rows: ProductRows, buckets: readonly RolledBucket[]): Added {
  const added: Record<string, Record<string, number[]>> = {};
  for (const series of rollupSeries) {
    const sums: Record<string, number[]> = {};
    for (const row of rows.series[series]) {
      for (const [bucket, { from, until }] of buckets.entries()) {
        if (row.at < from.getTime() || row.at >= until.getTime()) continue;
        const place = `${bucket} ${row.key}`;
        sums[place] ??= [];
        const known = sums[place];
        for (const [index, value] of row.sums.entries()) known[index] = (known[index] ?? 0) + value;
      }
    }
    added[series] = sums;
  }
  return added;
}

/** What was read of roll-ups, in the same form. */
export function asAdded(read: Record<RollupSeries, RolledRow[]>): Added {
  return Object.fromEntries(
    rollupSeries.map((series) => [
      series,
      Object.fromEntries(
        read[series].map(({ bucket, key, sums }) => [`${bucket} ${key.startsWith("[") ? JSON.stringify(JSON.parse(key)) : key}`, sums]),
      ),
    ]),
  );
}

/** How many users were active in each bucket and in each period. */
export function activeByHand({ active }: ProductRows, buckets: readonly ActiveBucket[]) {
  const within = (test: (at: number) => boolean) => new Set(active.filter(({ at }) => test(at)).map(({ user }) => user)).size;
  const inBucket = ({ from, until }: RolledBucket, at: number) => at >= from.getTime() && at < until.getTime();
  const periods = [...new Set(buckets.map(({ period }) => period))];
  return {
    buckets: buckets.map((bucket) => within((at) => inBucket(bucket, at))),
    periods: periods.map((period) => within((at) => buckets.some((bucket) => bucket.period === period && inBucket(bucket, at)))),
  };
}
