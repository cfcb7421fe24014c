import type { Facts } from "./facts.ts";
import type { Page } from "./page.ts";

/** Pages of one row, the overview and the reports. */
export function otherPages(facts: Facts): Page[] {
  const { user, chat, longChat, payment, subscription, toolCall, usage, audit, daysAgo } = facts;
  const q = (id: string) => `'${id}'`;
  const history = (type: string, id: string) =>
    `select id, created_at, actor_id, actor_name, action, before, after, reason from audit_log where subject_type = '${type}' and subject_id = ${q(id)} order by created_at desc, id desc limit 20`;
  const detail = (label: string, path: string, ...best: string[]): Page => ({ label, path, kind: "detail", best });
  const month = (from: number) => `select * from bench.ideal where series = 'overview' and unit = 'month' and day >= '${daysAgo(from)}'`;
  const days = (from: number) => `select * from bench.ideal where series = 'overview' and unit = 'day' and day >= '${daysAgo(from)}'`;
  const money = (unit: string, from: number) =>
    `select * from bench.ideal where series = 'money' and unit = '${unit}' and day >= '${daysAgo(from)}'`;
  const transcript = (id: string) =>
    `select id, role, parts, attachments, created_at, model, total_tokens, completion_time from message where chat_id = ${q(id)} order by created_at, id limit 51`;
  const chatHead = (id: string) => `
    select c.*, u.name, u.email, (select count(*) from message where chat_id = c.id) as messages, (select sum(total_tokens) from message where chat_id = c.id) as tokens
    from chat c join "user" u on u.id = c."userId" where c.id = ${q(id)}`;
  const calls = (id: string) =>
    `select id, tool_name, status, created_at, started_at, finished_at from tool_calls where chat_id = ${q(id)} order by created_at limit 100`;
  return [
    { label: "/ (30 days)", path: "/", kind: "overview", best: [days(60)] },
    { label: "/?range=12m", path: "/?range=12m", kind: "overview", best: [month(730)] },
    { label: "/?range=90", path: "/?range=90", kind: "overview", best: [days(180)] },
    detail(
      "/users/<id>",
      `/users/${user}`,
      `select * from "user" where id = ${q(user)}`,
      `select id, created_at, ip_address, user_agent, expires_at from session where user_id = ${q(user)} order by created_at desc limit 50`,
      `select id, provider_id, created_at from account where user_id = ${q(user)}`,
      history("user", user),
      `select * from subscription where "userId" = ${q(user)} order by "startedAt" desc limit 6`,
      `select id, created_at, total_amount, currency, status from payment where user_id = ${q(user)} order by created_at desc limit 6`,
      `select id, title, updated_at from chat where "userId" = ${q(user)} order by updated_at desc limit 6`,
      `select t.id, t.tool_name, t.status, t.created_at from tool_calls t join chat c on c.id = t.chat_id where c."userId" = ${q(user)} order by t.created_at desc limit 6`,
      `select * from message_usage where user_id = ${q(user)} order by date desc limit 6`,
    ),
    detail(
      "/users/<id>/timeline",
      `/users/${user}/timeline`,
      `select id, title, created_at from chat where "userId" = ${q(user)} order by created_at desc limit 51`,
      `select id, created_at, total_amount, currency, status from payment where user_id = ${q(user)} order by created_at desc limit 51`,
      `select * from subscription where "userId" = ${q(user)}`,
    ),
    detail("/chats/<id>", `/chats/${chat}`, chatHead(chat), transcript(chat), calls(chat), history("chat", chat)),
    detail(
      "/chats/<of 5,000 messages>",
      `/chats/${longChat}`,
      chatHead(longChat),
      transcript(longChat),
      calls(longChat),
      history("chat", longChat),
    ),
    detail(
      "/chats/<of 5,000 messages>?find=vegetarian",
      `/chats/${longChat}?find=vegetarian`,
      chatHead(longChat),
      transcript(longChat),
      calls(longChat),
    ),
    detail(
      "/payments/<id>",
      `/payments/${payment}`,
      `select * from payment where id = ${q(payment)}`,
      `select * from subscription where id = ${q(subscription)}`,
      history("payment", payment),
    ),
    detail(
      "/subscriptions/<id>",
      `/subscriptions/${subscription}`,
      `select s.*, u.name, u.email from subscription s left join "user" u on u.id = s."userId" where s.id = ${q(subscription)}`,
      `select id, created_at, total_amount, currency, status from payment where subscription_id = ${q(subscription)} order by created_at desc limit 11`,
      history("subscription", subscription),
    ),
    detail(
      "/tool-calls/<id>",
      `/tool-calls/${toolCall}`,
      `select t.*, c.title, c."userId", u.name from tool_calls t join chat c on c.id = t.chat_id join "user" u on u.id = c."userId" where t.id = ${q(toolCall)}`,
      history("tool_call", toolCall),
    ),
    detail(
      "/usage/<id>",
      `/usage/${usage}`,
      `select d.*, u.name, u.email from message_usage d join "user" u on u.id = d.user_id where d.id = ${q(usage.replace("messages:", ""))}`,
      history("message_usage", usage),
    ),
    detail("/audit/<id>", `/audit/${audit}`, `select * from audit_log where id = ${q(audit)}`),
    { label: "/reports/money", path: "/reports/money", kind: "report", best: [money("month", 400)] },
    {
      label: "/reports/money, 24 months",
      path: `/reports/money?from=${daysAgo(730).slice(0, 7)}`,
      kind: "report",
      best: [money("month", 760)],
    },
    { label: "/reports/money?by=day", path: "/reports/money?by=day", kind: "report", best: [money("day", 31)] },
    {
      label: "/reports/money?split=product",
      path: "/reports/money?split=product",
      kind: "report",
      best: [`select * from bench.ideal where series = 'products' and unit = 'month' and day >= '${daysAgo(400)}'`],
    },
    {
      label: "/reports/subscriptions",
      path: "/reports/subscriptions",
      kind: "report",
      best: [`select * from bench.ideal where series = 'subscriptions'`],
    },
    { label: "/reports/suspicious", path: "/reports/suspicious", kind: "report", best: [] },
    { label: "/numbers/net-revenue", path: "/numbers/net-revenue", kind: "report", best: [money("month", 400)] },
  ];
}
