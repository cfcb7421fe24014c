import type { DeepList, Facts } from "./facts.ts";
import type { Page } from "./page.ts";

/** Rows of a page and one more, which says whether there is another page. */
const LIMIT = 51;

/** Each list's rows as they would be written by hand: `which` is a condition and an order that an index serves. */
const rowsOf = {
  users: (which: string) => `
    select u.id, u.name, u.email, u.email_verified, u.role, u.created_at, u.banned, u.ban_reason, u.ban_expires,
      (select array_agg(role) from user_roles where user_id = u.id) as roles, p.status, p."productId",
      (select count(*) from chat c join message m on m.chat_id = c.id and m.created_at >= now() - interval '30 days' where c."userId" = u.id) as messages
    from (select * from "user" ${which} limit ${LIMIT}) as u
    left join lateral (select status, "productId" from subscription where "userId" = u.id order by status in ('trialing', 'active', 'past_due') desc, "startedAt" desc limit 1) as p on true`,
  chats: (which: string) => `
    select c.id, c.title, c.visibility, c.updated_at, c."userId", u.name, m.*, t.*,
      (select array_agg(tag.name) from chat_tags join tag on tag.id = tag_id where chat_id = c.id) as tags
    from (select * from chat ${which} limit ${LIMIT}) as c join "user" u on u.id = c."userId"
    left join lateral (select count(*) as messages, sum(total_tokens) as tokens from message where chat_id = c.id) as m on true
    left join lateral (select count(*) as calls, count(*) filter (where status in ('failed', 'timeout')) as failed from tool_calls where chat_id = c.id) as t on true`,
  messages: (which: string) => `
    select m.id, m.created_at, m.role, m.model, m.chat_id, c.title, c."userId", u.name, m.input_tokens, m.output_tokens, m.total_tokens, m.completion_time
    from (select * from message ${which} limit ${LIMIT}) as m join chat c on c.id = m.chat_id join "user" u on u.id = c."userId"`,
  toolCalls: (which: string) => `
    select t.id, t.tool_name, t.status, t.chat_id, c.title, c."userId", u.name, t.created_at, t.started_at, t.finished_at, left(t.error, 400) as error
    from (select * from tool_calls ${which} limit ${LIMIT}) as t join chat c on c.id = t.chat_id join "user" u on u.id = c."userId"`,
  subscriptions: (which: string) => `
    select s.id, s."createdAt", s."productId", s.status, s.amount, s.currency, s."recurringInterval", s."currentPeriodEnd", s."cancelAtPeriodEnd", s."userId", u.name, u.email
    from (select * from subscription ${which} limit ${LIMIT}) as s left join "user" u on u.id = s."userId"`,
  payments: (which: string) => `
    select p.id, p.created_at, p.customer_name, p.customer_email, p.total_amount, p.currency, p.status, p.payment_method, p.card_network, p.card_last_four,
      p.refunded_amount, p.unreadable_entries, p.dispute_status, p.subscription_id
    from payment as p ${which} limit ${LIMIT}`,
  entries: (which: string) => `
    select e.*, p.status, p.created_at, p.total_amount from (select * from payment_entry ${which} limit ${LIMIT}) as e join payment p on p.id = e.payment_id`,
  audit: (which: string) => `
    select id, created_at, actor_id, actor_name, actor_email, actor_roles, action, subject_type, subject_id, after, reason from audit_log ${which} limit ${LIMIT}`,
  usage: (which: (id: string, count: string) => string) => `
    select d.*, u.name, u.email from (
      (select 'messages:' || id as id, 'messages' as counter, user_id, date, message_count as count, reset_at from message_usage ${which("'messages:' || id", "message_count")} limit ${LIMIT})
      union all
      (select 'searches:' || id, 'searches', user_id, date, search_count, reset_at from extreme_search_usage ${which("'searches:' || id", "search_count")} limit ${LIMIT})
    ) as d join "user" u on u.id = d.user_id`,
} as const;

const newest = "order by created_at desc, id desc";
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Every list as it opens, some filtered, sorted and searched, and the page behind the hundred-thousandth row. */
export function listPages(facts: Facts): Page[] {
  const list = (path: string, best: string, label = path): Page => ({ label, path, kind: "list", best: [best] });
  const behind = (of: DeepList, key: string, id = "id", type = "text") =>
    `where (${key}, ${id}) < (timestamp ${quoted(facts.deep[of].key)}, ${quoted(facts.deep[of].id)}::${type}) order by ${key} desc, ${id} desc`;
  const deep = (of: DeepList, best: string): Page =>
    list(`${of}?${facts.deep[of].search}`, best, `${of}, behind row ${facts.deep[of].place.toLocaleString("en")}`);
  const small = (path: string): Page => ({ label: path, path, kind: "small", best: [] });
  const since = facts.daysAgo(60);
  const chart = `select * from bench.ideal where series = 'usage' and unit = 'day' and day >= ${quoted(facts.daysAgo(30))}`;
  // A common word is found soon on the way back from the newest message; of a rare one all are taken first.
  const matching = (words: string, rare = false) => `
    with found as ${rare ? "materialized" : "not materialized"} (
      select message_id, chat_id, role, created_at, text from message_text where words @@ websearch_to_tsquery('public.said', ${quoted(words)})
    )
    select t.*, c.title, u.name from (select * from found order by created_at desc, message_id desc limit 26) as t
    join chat c on c.id = t.chat_id join "user" u on u.id = c."userId"`;
  return [
    list("/users", rowsOf.users(newest)),
    list("/users?sort=name", rowsOf.users("order by left(name, 100), id")),
    list("/users?q=garlengar", rowsOf.users(`where name ilike '%garlengar%' or email ilike '%garlengar%' or id = 'garlengar' ${newest}`)),
    list("/users?banned=yes", rowsOf.users(`where banned ${newest}`)),
    list(
      "/users?plan=past_due",
      rowsOf.users(`where id in (select "userId" from subscription where status = 'past_due' and "userId" is not null) ${newest}`),
    ),
    deep("/users", rowsOf.users(behind("/users", "created_at"))),
    list("/chats", rowsOf.chats("order by updated_at desc, id desc")),
    list("/chats?visibility=public", rowsOf.chats("where visibility = 'public' order by updated_at desc, id desc")),
    list("/chats?q=Garlengar", rowsOf.chats("where title ilike '%garlengar%' order by updated_at desc, id desc")),
    list(
      "/chats?failed=yes",
      rowsOf.chats(
        `where exists (select from tool_calls where chat_id = chat.id and status in ('failed', 'timeout')) order by updated_at desc, id desc`,
      ),
    ),
    deep("/chats", rowsOf.chats(behind("/chats", "updated_at"))),
    list("/chats/search?q=vegetarian", matching("vegetarian")),
    list("/chats/search?q=flight+price", matching("flight price")),
    list("/chats/search?q=ref1107", matching("ref1107", true)),
    list("/messages", rowsOf.messages(newest)),
    list("/messages?model=model-b", rowsOf.messages(`where model = 'model-b' ${newest}`)),
    deep("/messages", rowsOf.messages(behind("/messages", "created_at"))),
    list("/tool-calls", rowsOf.toolCalls(newest)),
    list("/tool-calls?status=failed", rowsOf.toolCalls(`where status = 'failed' ${newest}`)),
    list(
      "/tool-calls?sort=-duration",
      rowsOf.toolCalls("order by coalesce((extract(epoch from (finished_at - started_at)) * 1000)::bigint, '-1'::bigint) desc, id desc"),
    ),
    list("/tool-calls?error=429", rowsOf.toolCalls(`where error ilike '%429%' ${newest}`)),
    deep("/tool-calls", rowsOf.toolCalls(behind("/tool-calls", "created_at", "id", "uuid"))),
    {
      ...list(
        "/tool-calls/failures",
        `select * from bench.ideal where series = 'failures' and unit = 'day' and day >= ${quoted(facts.daysAgo(60))}`,
      ),
      kind: "report",
    },
    {
      ...list(
        "/usage",
        rowsOf.usage((id) => `order by date desc, ${id} desc`),
      ),
      best: [rowsOf.usage((id) => `order by date desc, ${id} desc`), chart],
    },
    { ...list("/usage?sort=-count", ""), best: [rowsOf.usage((id, count) => `order by ${count} desc, ${id} desc`), chart] },
    { ...deep("/usage", ""), best: [rowsOf.usage((id) => behind("/usage", "date", `(${id})`)), chart] },
    list("/subscriptions", rowsOf.subscriptions(`order by "createdAt" desc, id desc`)),
    list("/subscriptions?status=past_due", rowsOf.subscriptions(`where status = 'past_due' order by "createdAt" desc, id desc`)),
    list("/subscriptions?sort=currentPeriodEnd", rowsOf.subscriptions(`order by "currentPeriodEnd", id`)),
    deep("/subscriptions", rowsOf.subscriptions(behind("/subscriptions", `"createdAt"`))),
    list("/payments", rowsOf.payments(newest)),
    list("/payments?status=failed", rowsOf.payments(`where status = 'failed' ${newest}`)),
    list("/payments?currency=JPY&sort=-totalAmount", rowsOf.payments("where currency = 'JPY' order by total_amount desc, id desc")),
    list("/payments?refunded=yes", rowsOf.payments(`where refunded_amount > 0 ${newest}`)),
    list(
      "/payments?q=customer1107",
      rowsOf.payments(`where customer_email ilike '%customer1107%' or customer_name ilike '%customer1107%' ${newest}`),
    ),
    list(
      `/payments?createdAt.from=${since}`,
      rowsOf.payments(`where created_at >= ${quoted(since)} ${newest}`),
      "/payments?createdAt.from=60 days ago",
    ),
    deep("/payments", rowsOf.payments(behind("/payments", "created_at"))),
    list("/reports/money/entries", rowsOf.entries("order by at desc, payment_id desc")),
    { ...list("/entitlements", ""), best: [] },
    list("/unlinked", rowsOf.payments(`where user_id is null ${newest}`)),
    list("/audit", rowsOf.audit(newest)),
    list("/audit?action=user.ban", rowsOf.audit(`where action = 'user.ban' ${newest}`)),
    deep("/audit", rowsOf.audit(behind("/audit", "created_at", "id", "uuid"))),
    small("/tags"),
    small("/tokens"),
    small("/exports"),
    small("/numbers"),
  ];
}
