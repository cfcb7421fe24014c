import { type SQL, sql } from "drizzle-orm";
import type { Random } from "../../lib/demo/random.ts";

/** What a storm draws its times from. */
export interface Weather {
  random: Random;
  /** An instant at which a row may lie. */
  time: () => Date;
}

const at = (date: Date) => sql`${date.toISOString()}::timestamp`;

/** Some rows' ids, another choice with each salt. */
const some = (table: string, id: string, { random }: Weather, most: number) =>
  sql.raw(`(select ${id} from ${table} order by md5(${id}::text || '${random.hex(8)}') limit ${random.int(1, most)})`);
const one = (table: string, id: string, { random }: Weather) =>
  sql.raw(`(select ${id} from ${table} order by md5(${id}::text || '${random.hex(8)}') limit 1)`);

const sometimes = <T>({ random }: Weather, value: T): T | null => (random.chance(0.25) ? null : value);
const plusMs = (date: Date, ms: number) => new Date(date.getTime() + ms);

const refunds = ({ random, time }: Weather) =>
  JSON.stringify(
    Array.from({ length: random.int(0, 2) }, (_, place) => ({
      refund_id: `re_${place}`,
      status: random.pick(["succeeded", "succeeded", "failed", "pending"]),
      amount: random.int(1, 900),
      currency: null,
      created_at: random.chance(0.2) ? "soon" : time().toISOString(),
      is_partial: true,
    })).map(({ currency: _, ...entry }) => entry),
  );
const disputes = ({ random, time }: Weather) =>
  JSON.stringify(
    Array.from({ length: random.int(0, 1) }, () => ({
      dispute_id: "dp_1",
      dispute_status: random.pick(["dispute_opened", "dispute_lost", "dispute_accepted", "dispute_won"]),
      amount: random.chance(0.2) ? "twenty" : String(random.int(100, 9_000)),
      created_at: time().toISOString(),
    })),
  );
const cart = ({ random }: Weather) =>
  random.chance(0.5) ? null : JSON.stringify(random.sample(["pack_a", "pack_b"], random.int(1, 2)).map((product_id) => ({ product_id })));
const status = ({ random }: Weather) => random.pick([null, "", "succeeded", "succeeded", "succeeded", "failed"]);
const currency = ({ random }: Weather) => random.pick(["USD", "EUR", "JPY"]);
const product = ({ random }: Weather) => random.pick(["plan_a", "plan_b", "plan_c"]);

const values = (rows: SQL[]) => sql.join(rows, sql`, `);
const many = ({ random }: Weather, row: () => SQL) => values(Array.from({ length: random.chance(0.7) ? 1 : random.int(2, 12) }, row));

const inserts: ((w: Weather) => SQL)[] = [
  (w) =>
    sql`insert into "user" (id, name, email, email_verified, created_at, updated_at) values ${many(w, () => {
      const id = w.random.id(12);
      return sql`(${id}, 'Ada', ${`${id}@example.com`}, true, ${at(w.time())}, ${at(w.time())})`;
    })}`,
  (w) => sql`insert into chat (id, "userId") select ${w.random.id(12)}, id from ${one('"user"', "id", w)} as owner`,
  (w) => sql`
    insert into message (id, chat_id, role, parts, attachments, created_at, total_tokens)
    select r.id, c.id, 'user', '[]', '[]', r.at, r.tokens from ${one("chat", "id", w)} as c
    cross join (values ${many(w, () => sql`(${w.random.id(12)}, ${at(w.time())}, ${sometimes(w, w.random.int(0, 5_000))}::int)`)}) as r (id, at, tokens)`,
  (w) => sql`
    insert into tool_calls (chat_id, tool_name, request, status, created_at, started_at, finished_at)
    select c.id, 'search', '{}', r.status, r.at, r.started, r.finished from ${one("chat", "id", w)} as c
    cross join (values ${many(w, () => {
      const made = w.time();
      const finished = sometimes(w, plusMs(made, w.random.int(-500, 60_000)));
      return sql`(${w.random.pick(["queued", "running", "succeeded", "failed"])}, ${at(made)}, ${at(made)},
        ${finished?.toISOString() ?? null}::timestamp)`;
    })}) as r (status, at, started, finished)`,
  (w) => sql`
    insert into message_usage (id, user_id, message_count, date, reset_at)
    select r.id, u.id, r.count, r.at, r.at from ${one('"user"', "id", w)} as u
    cross join (values ${many(w, () => sql`(${w.random.id(12)}, ${w.random.int(0, 30)}::int, ${at(w.time())})`)}) as r (id, count, at)`,
  // What a product does with each message: the counter of a day is made or goes up.
  (w) => {
    const day = at(w.time());
    return sql`
    insert into message_usage (id, user_id, message_count, date, reset_at)
    select u.id || date_trunc('day', ${day})::text, u.id, 1, date_trunc('day', ${day}), ${day} from ${one('"user"', "id", w)} as u
    on conflict (id) do update set message_count = message_usage.message_count + 1`;
  },
  (w) => sql`
    insert into extreme_search_usage (id, user_id, search_count, date, reset_at)
    select ${w.random.id(12)}, id, ${w.random.int(0, 9)}::int, ${at(w.time())}, ${at(w.time())} from ${one('"user"', "id", w)} as u`,
  (w) => sql`
    insert into subscription (id, "createdAt", amount, currency, "recurringInterval", status, "currentPeriodStart", "currentPeriodEnd",
      "startedAt", "endedAt", "customerId", "productId", "checkoutId", "userId")
    values ${many(w, () => {
      const made = at(w.time());
      return sql`(${w.random.id(6)}, ${made}, ${w.random.int(100, 3_000)}, ${currency(w)}, ${w.random.pick(["month", "year"])},
        ${w.random.pick(["active", "canceled", "past_due"])}, ${made}, ${made}, ${at(w.time())},
        ${sometimes(w, w.time())?.toISOString() ?? null}::timestamp, 'cus', ${product(w)}, 'checkout', ${one('"user"', "id", w)})`;
    })}`,
  (w) => sql`
    insert into payment (id, created_at, currency, total_amount, tax, status, settlement_amount, settlement_currency, settlement_tax,
      subscription_id, payment_method, product_cart, billing, refunds, disputes, user_id)
    values ${many(
      w,
      () => sql`(${w.random.id(8)}, ${at(w.time())}, ${currency(w)}, ${w.random.int(1_000, 90_000)},
      ${sometimes(w, w.random.int(0, 900))}, ${status(w)}, ${sometimes(w, w.random.int(1_000, 90_000))}, ${sometimes(w, currency(w))},
      ${sometimes(w, w.random.int(0, 900))}, ${one("subscription", "id", w)}, ${w.random.pick([null, "", "card", "upi"])}, ${cart(w)}::json,
      ${sometimes(w, JSON.stringify({ country: w.random.pick(["DE", "us"]) }))}::json, ${refunds(w)}::json, ${disputes(w)}::json,
      ${one('"user"', "id", w)})`,
    )}
    on conflict (id) do update set status = excluded.status`,
];

const ids = (w: Weather) => sql.raw(`'${w.random.hex(6)}'`);
const updates: ((w: Weather) => SQL)[] = [
  (w) => sql`update "user" set created_at = ${at(w.time())} where id in ${some('"user"', "id", w, 4)}`,
  (w) => sql`update "user" set name = 'Grace' where id in ${some('"user"', "id", w, 4)}`,
  (w) => sql`update message set created_at = ${at(w.time())} where id in ${some("message", "id", w, 6)}`,
  (w) => sql`update message set total_tokens = ${sometimes(w, w.random.int(0, 9_000))} where id in ${some("message", "id", w, 6)}`,
  (w) => sql`update message set id = id || ${ids(w)}, model = 'm' where id in ${some("message", "id", w, 3)}`,
  (w) => sql`update message set role = 'system' where id in ${some("message", "id", w, 4)}`,
  (w) => sql`update message set model = ${sometimes(w, "model-x")} where id in ${some("message", "id", w, 4)}`,
  (w) => sql`update message set created_at = created_at + interval '1 day', total_tokens = 7 where id in ${some("message", "id", w, 20)}`,
  (w) => sql`update tool_calls set created_at = ${at(w.time())} where id in ${some("tool_calls", "id", w, 5)}`,
  (w) => sql`
    update tool_calls set status = ${w.random.pick(["succeeded", "failed"])}, finished_at = started_at + ${w.random.int(0, 9_999)} * interval '1 ms'
    where id in ${some("tool_calls", "id", w, 5)}`,
  (w) => sql`update tool_calls set finished_at = null where id in ${some("tool_calls", "id", w, 5)}`,
  (w) => sql`update message_usage set date = ${at(w.time())} where id in ${some("message_usage", "id", w, 5)}`,
  (w) => sql`update message_usage set message_count = message_count + 1 where id in ${some("message_usage", "id", w, 5)}`,
  (w) => sql`update message_usage set user_id = ${one('"user"', "id", w)} where id in ${some("message_usage", "id", w, 5)}`,
  (w) => sql`update message_usage set id = id || ${ids(w)} where id in ${some("message_usage", "id", w, 2)}`,
  // Two users change places.
  (w) => sql`
    update message_usage as a set user_id = b.user_id, date = b.date
    from message_usage as b where a.id in ${some("message_usage", "id", w, 6)} and b.id = ${one("message_usage", "id", w)}`,
  (w) =>
    sql`update extreme_search_usage set date = ${at(w.time())}, search_count = 2 where id in ${some("extreme_search_usage", "id", w, 4)}`,
  (w) => sql`update extreme_search_usage set user_id = ${one('"user"', "id", w)} where id in ${some("extreme_search_usage", "id", w, 4)}`,
  (w) => sql`update subscription set "productId" = ${product(w)} where id in ${some("subscription", "id", w, 4)}`,
  (w) => sql`update subscription set "startedAt" = ${at(w.time())} where id in ${some("subscription", "id", w, 4)}`,
  (w) =>
    sql`update subscription set "endedAt" = ${sometimes(w, w.time())?.toISOString() ?? null}::timestamp where id in ${some("subscription", "id", w, 4)}`,
  (w) => sql`
    update subscription set status = ${w.random.pick(["active", "canceled"])}, amount = amount + 1, currency = ${currency(w)}
    where id in ${some("subscription", "id", w, 4)}`,
  (w) => sql`update subscription set id = id || ${ids(w)} where id in ${some("subscription", "id", w, 1)}`,
  (w) => sql`update payment set status = ${status(w)} where id in ${some("payment", "id", w, 5)}`,
  (w) => sql`update payment set created_at = ${at(w.time())} where id in ${some("payment", "id", w, 5)}`,
  (w) => sql`update payment set refunds = ${refunds(w)}::json where id in ${some("payment", "id", w, 3)}`,
  (w) => sql`update payment set disputes = ${disputes(w)}::json, currency = ${currency(w)} where id in ${some("payment", "id", w, 3)}`,
  (w) => sql`update payment set subscription_id = ${one("subscription", "id", w)} where id in ${some("payment", "id", w, 5)}`,
  (w) => sql`update payment set product_cart = ${cart(w)}::json, payment_method = 'card' where id in ${some("payment", "id", w, 5)}`,
  (w) => sql`
    update payment set total_amount = total_amount + 1, tax = ${sometimes(w, 3)}, settlement_amount = 5, billing = '{"country":"fr"}'
    where id in ${some("payment", "id", w, 5)}`,
  (w) => sql`update payment set id = id || ${ids(w)} where id in ${some("payment", "id", w, 2)}`,
  (w) => sql`update payment set user_id = ${one('"user"', "id", w)} where id in ${some("payment", "id", w, 5)}`,
  (w) => sql`update chat set "userId" = ${one('"user"', "id", w)} where id in ${some("chat", "id", w, 2)}`,
];

const deletes: ((w: Weather) => SQL)[] = [
  (w) => sql`delete from chat where id in ${some("chat", "id", w, 1)}`,
  (w) =>
    sql`delete from "user" where id in (select id from "user" where id not in (select "userId" from chat) order by md5(id || ${ids(w)}) limit 1)`,
  (w) => sql`delete from message where id in ${some("message", "id", w, 4)}`,
  (w) => sql`delete from tool_calls where id in ${some("tool_calls", "id", w, 3)}`,
  (w) => sql`delete from message_usage where id in ${some("message_usage", "id", w, 3)}`,
  (w) => sql`delete from extreme_search_usage where id in ${some("extreme_search_usage", "id", w, 3)}`,
  (w) => sql`delete from subscription where id in ${some("subscription", "id", w, 1)}`,
  (w) => sql`delete from payment where id in ${some("payment", "id", w, 3)}`,
];

const truncated = ["message", "tool_calls", "message_usage", "extreme_search_usage", "subscription", "payment", '"user"'];

/** One statement, mostly small, that may change anything that is counted. */
export function randomStatement(weather: Weather): SQL {
  const { random } = weather;
  if (random.chance(1 / 250)) return sql.raw(`truncate ${random.pick(truncated)} cascade`);
  const kind = random.weighted({ insert: 10, update: 9, delete: 3 });
  return random.pick({ insert: inserts, update: updates, delete: deletes }[kind])(weather);
}

/** A statement of each kind of row, to begin with. */
export function firstStatements(weather: Weather): SQL[] {
  return inserts.map((insert) => insert(weather));
}
