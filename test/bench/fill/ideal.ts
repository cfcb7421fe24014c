/**
 * The tables that one would wish for behind charts: one narrow row a series, day or month, and key. What reading them costs is the least that
 * a chart's page can cost the database; nothing else reads them. Days are UTC's, it is their number that counts.
 */
const PARTS: readonly (readonly [series: string, select: string])[] = [
  ["overview", `select created_at as at, 'sign-ups' as key, 1 as value from "user"`],
  ["overview", "select created_at, 'messages', 1 from message"],
  ["overview", "select created_at, 'tokens', coalesce(total_tokens, 0) from message"],
  ["overview", "select date, 'active', 1 from message_usage"],
  ["overview", "select created_at, 'revenue ' || currency, total_amount - refunded_amount from payment where status = 'succeeded'"],
  ["overview", "select created_at, 'calls ' || tool_name || ' ' || (status in ('failed', 'timeout')), 1 from tool_calls"],
  [
    "overview",
    "select created_at, 'latency ' || tool_name, extract(epoch from finished_at - started_at)::bigint from tool_calls where finished_at is not null",
  ],
  ["usage", "select date, 'messages', message_count from message_usage"],
  ["usage", "select date, 'searches', search_count from extreme_search_usage"],
  ["failures", "select created_at, tool_name || ' ' || error_group, 1 from tool_call_failure"],
  ["money", "select created_at, currency || ' gross', total_amount from payment where status = 'succeeded'"],
  ["money", "select created_at, currency || ' tax', coalesce(tax, 0) from payment where status = 'succeeded'"],
  ["money", "select at, currency || ' ' || kind, coalesce(amount, 0) from payment_entry"],
  [
    "products",
    `select p.created_at, p.currency || ' ' || coalesce(p.cart_product, s."productId"), p.total_amount from payment p left join subscription s on s.id = p.subscription_id where p.status = 'succeeded'`,
  ],
  ["subscriptions", `select "startedAt", currency || ' begun', amount from subscription`],
  ["subscriptions", `select "endedAt", currency || ' ended', amount from subscription where "endedAt" is not null`],
];

export const idealTables = {
  create:
    "create table bench.ideal (series text not null, unit text not null, day date not null, key text not null, value bigint not null)",
  fill: PARTS.map(([series, select]) => ({
    label: `ideal ${series}`,
    sql: `
      insert into bench.ideal
      with days as materialized (
        select at::date as day, key, sum(value)::bigint as value from (${select}) as rows (at, key, value) group by at::date, key
      )
      select '${series}', 'day', day, key, value from days
      union all select '${series}', 'month', date_trunc('month', day)::date, key, sum(value)::bigint from days group by 3, key`,
  })),
  finish: "create index on bench.ideal (series, unit, day); cluster bench.ideal using ideal_series_unit_day_idx; analyze bench.ideal",
};
