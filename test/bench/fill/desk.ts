import type { BenchSize } from "./size.ts";
import { at, type FillTime, id, pick, type Task } from "./sql.ts";

/** What staff have left: the audit log, and tags, notes and readings of chats. */
export function desk({ users, chats, auditEntries }: BenchSize, time: FillTime): Task[] {
  const every = (step: number) => `generate_series(1::bigint, ${chats}, ${step}) as i`;
  const then = `${at(time, "i", chats)}`;
  const seen = `least(${time.now}, ${then} + interval '1 day')`;
  return [
    {
      label: `${auditEntries} audit entries`,
      sql: `
        insert into audit_log (id, created_at, actor_id, actor_name, actor_email, actor_roles, action, subject_type, subject_id, before, after, reason, request_id)
        select (lpad(to_hex(i), 8, '0') || '-0000-4000-8000-' || left(md5(i::text), 12))::uuid, ${at(time, "i", auditEntries)}, 'staff-' || i % 12, 'Staff ' || i % 12, 'staff' || i % 12 || '@purser.example', '{support}',
          ${pick("i", 81, ["tool_call.retry", "tool_call.cancel", "user.ban", "payment.link", "chat.read", "chat.read"])}, 'user',
          ${id("user", `1 + (i * 41) % ${users}`)}, '{"status":"failed"}', '{"status":"queued"}', case when i % 3 = 0 then 'Asked by mail' end, 'request-' || i / 3
        from generate_series(1::bigint, ${auditEntries}) as i`,
    },
    {
      label: "tags of chats",
      sql: `
        with tags as (
          insert into tag (name, color, created_at) select 'Tag ' || i, 'blue', ${time.now} - interval '300 days' from generate_series(1, 20) as i returning id
        ), numbered as (select id, row_number() over () as n from tags)
        insert into chat_tags (chat_id, tag_id, created_at) select ${id("chat", "i")}, id, ${seen} from ${every(10)} join numbered on n = 1 + i / 10 % 20`,
    },
    {
      label: "notes on chats",
      sql: `insert into chat_note (chat_id, author_name, body, created_at) select ${id("chat", "i")}, 'Staff', 'Called back, **refund** is on its way.', ${seen} from ${every(40)}`,
    },
    {
      label: "readings of chats",
      sql: `insert into chat_reading (chat_id, staff_id, reason, opened_at, expires_at)
        select ${id("chat", "i")}, ${id("user", "1 + i % 12")}, 'Complaint', ${seen}, ${seen} + interval '1 hour' from ${every(20)}`,
    },
  ];
}
