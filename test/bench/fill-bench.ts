import { sql } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { fillMessages } from "./fill-messages.ts";

/** How many rows of each table. */
export interface BenchSize {
  users: number;
  chats: number;
  messages: number;
  toolCalls: number;
  subscriptions: number;
  payments: number;
  usageDays: number;
  auditEntries: number;
}

/** Spread over the two years before this day, so that ranges and orders have something to do. */
const at = (index: string, rows: number) => `timestamp '2026-11-22' - (${index} * interval '730 days' / ${rows})`;
const pick = (index: string, values: readonly string[]) =>
  `(array[${values.map((value) => `'${value}'`).join(",")}])[1 + (${index} * 7919) % ${values.length}]`;

/** Fills an empty, migrated database by SQL alone: what matters here is how many rows there are; only messages say something. */
export async function fillBench(db: Db, size: BenchSize, onStep: (what: string) => void): Promise<void> {
  const step = async (what: string, statement: string) => {
    onStep(what);
    await db.execute(sql.raw(statement));
  };
  const { users, chats } = size;
  await step(
    `${users} users`,
    `insert into "user" (id, name, email, email_verified, created_at, updated_at, role, banned)
     select 'user-' || i, md5(i::text) || ' ' || md5((i * 3)::text), 'person' || i || '@' || left(md5(i::text), 8) || '.example', i % 9 <> 0,
       ${at("i", users)}, ${at("i", users)}, case when i % 50000 = 0 then 'admin' else 'user' end, i % 997 = 0
     from generate_series(1::bigint, ${users}) as i`,
  );
  await step(
    `${chats} chats`,
    `insert into chat (id, "userId", title, created_at, updated_at, visibility)
     select 'chat-' || i, 'user-' || (1 + (i * 31) % ${users}), 'Flights ' || md5(i::text), ${at("i", chats)}, ${at("i", chats)},
       case when i % 20 = 0 then 'public' else 'private' end
     from generate_series(1::bigint, ${chats}) as i`,
  );
  await fillMessages(db, size, onStep);
  await step(
    `${size.toolCalls} tool calls`,
    `insert into tool_calls (chat_id, tool_name, status, request, error, created_at, started_at, finished_at)
     select 'chat-' || (1 + (i * 13) % ${chats}), ${pick("i", ["searchFlights", "priceFlightOffer", "webSearch", "getWeather"])},
       case when i % 40 = 0 then 'failed' when i % 97 = 0 then 'timeout' when i % 2003 = 0 then 'running' else 'succeeded' end, '{}',
       case when i % 40 = 0 then 'Amadeus answered 429: quota exceeded for ' || md5(i::text) end, ${at("i", size.toolCalls)},
       ${at("i", size.toolCalls)}, case when i % 2003 <> 0 then ${at("i", size.toolCalls)} + (i % 9000) * interval '1 millisecond' end
     from generate_series(1::bigint, ${size.toolCalls}) as i`,
  );
  await step(
    "tags, notes and readings of chats",
    `with tags as (
       insert into tag (name, color, created_at) select 'Tag ' || i, 'blue', timestamp '2026-01-01' from generate_series(1, 20) as i returning id
     ), numbered as (select id, row_number() over () as n from tags), tagged as (
       insert into chat_tags (chat_id, tag_id, created_at)
       select 'chat-' || i, id, timestamp '2026-10-01' from generate_series(1::bigint, ${chats}, 3) as i join numbered on n = 1 + i % 20
     ), noted as (
       insert into chat_note (chat_id, author_name, body, created_at)
       select 'chat-' || i, 'Staff', 'Called back.', timestamp '2026-10-01' from generate_series(1::bigint, ${chats}, 10) as i
     )
     insert into chat_reading (chat_id, staff_id, reason, opened_at, expires_at)
     select 'chat-' || i, 'user-' || (1 + i % 12), 'Complaint', timestamp '2026-10-01', timestamp '2026-10-01 01:00'
     from generate_series(1::bigint, ${chats}, 2) as i`,
  );
  await step(
    `${size.subscriptions} subscriptions`,
    `insert into subscription (id, "createdAt", amount, currency, "recurringInterval", status, "currentPeriodStart", "currentPeriodEnd",
       "cancelAtPeriodEnd", "startedAt", "canceledAt", "endedAt", "customerId", "productId", "checkoutId", "userId")
     select 'sub-' || i, ${at("i", size.subscriptions)}, 1500, ${pick("i", ["USD", "EUR", "GBP", "JPY"])},
       case when i % 5 = 0 then 'year' else 'month' end, case when i % 3 = 0 then 'canceled' when i % 50 = 0 then 'past_due' else 'active' end,
       timestamp '2026-11-01', timestamp '2026-12-01' + (i % 60) * interval '1 day', i % 11 = 0, ${at("i", size.subscriptions)},
       case when i % 3 = 0 then least(${at("i", size.subscriptions)} + (1 + i % 19) * interval '30 days', timestamp '2026-11-19') end,
       case when i % 3 = 0 then least(${at("i", size.subscriptions)} + (1 + i % 19) * interval '30 days', timestamp '2026-11-21') end, 'cus-' || i, ${pick("i", ["prod-pro", "prod-max"])}, 'chk-' || i,
       case when i % 200 <> 0 then 'user-' || (1 + (i * 37) % ${users}) end
     from generate_series(1::bigint, ${size.subscriptions}) as i`,
  );
  await step(
    `${size.payments} payments`,
    `insert into payment (id, created_at, status, total_amount, tax, currency, settlement_amount, settlement_tax, settlement_currency, payment_method,
       subscription_id, user_id, customer, billing, product_cart, refunds, disputes)
     select 'pay-' || i, ${at("i", size.payments)}, case when i % 12 = 0 then 'failed' else 'succeeded' end, 500 + (i * 13) % 9000, (i * 13) % 90,
       ${pick("i", ["USD", "EUR", "GBP", "JPY"])}, 480 + (i * 13) % 9000, (i * 13) % 80, 'USD', ${pick("i", ["card", "upi", "paypal"])},
       case when i % 4 <> 0 then 'sub-' || (1 + i % ${size.subscriptions}) end, case when i % 300 <> 0 then 'user-' || (1 + (i * 37) % ${users}) end,
       json_build_object('customer_id', 'cus-' || (1 + i % ${size.subscriptions}), 'email', 'person' || i || '@' || left(md5(i::text), 8) || '.example', 'name', md5(i::text)),
       json_build_object('city', 'City', 'country', ${pick("i", ["US", "DE", "GB", "JP", "FR", "IN", "BR"])}, 'street', 'Street ' || i),
       case when i % 4 = 0 then json_build_array(json_build_object('product_id', 'pdt-' || i % 20, 'quantity', 1)) end,
       case when i % 30 = 0 then json_build_array(json_build_object('refund_id', 're-' || i, 'status', 'succeeded', 'amount', 300, 'is_partial', true,
         'created_at', to_char(${at("i", size.payments)} + interval '5 days', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))) end,
       case when i % 211 = 0 then json_build_array(json_build_object('dispute_id', 'dp-' || i, 'amount', '500', 'dispute_stage', 'dispute',
         'currency', ${pick("i", ["USD", "EUR", "GBP", "JPY"])}, 'dispute_status', ${pick("i", ["dispute_won", "dispute_lost", "dispute_opened"])},
         'created_at', to_char(${at("i", size.payments)} + interval '20 days', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))) end
     from generate_series(1::bigint, ${size.payments}) as i`,
  );
  for (const [table, column] of [
    ["message_usage", "message_count"],
    ["extreme_search_usage", "search_count"],
  ]) {
    await step(
      `${size.usageDays} rows of ${table}`,
      `insert into ${table} (id, user_id, ${column}, date, reset_at)
       select '${column}-' || i, 'user-' || (1 + (i * 41) % ${users}), i % 60, date_trunc('day', ${at("i", size.usageDays)}),
         date_trunc('day', ${at("i", size.usageDays)}) + interval '1 day'
       from generate_series(1::bigint, ${size.usageDays}) as i`,
    );
  }
  await step(
    `${size.auditEntries} audit entries`,
    `insert into audit_log (created_at, actor_id, actor_name, actor_email, actor_roles, action, subject_type, subject_id, before, after, request_id)
     select ${at("i", size.auditEntries)}, 'staff-' || i % 12, 'Staff', 'staff@purser.example', '{support}',
       ${pick("i", ["tool_call.retry", "tool_call.cancel", "user.ban", "payment.link"])}, 'user', 'user-' || (1 + (i * 41) % ${users}), '{}', '{}', 'request-' || i / 3
     from generate_series(1::bigint, ${size.auditEntries}) as i`,
  );
  onStep("vacuum analyze");
  await db.execute(sql.raw("vacuum (analyze)"));
}
