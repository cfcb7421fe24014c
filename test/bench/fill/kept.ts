import type { BenchSize } from "./size.ts";
import { id, parts, type Task } from "./sql.ts";

const PART = 100_000;

/** What the triggers would have kept row by row, by the functions that they use; the texts of messages stand already, see chats.ts. */
export function kept({ payments }: BenchSize): Task[] {
  return [
    {
      label: "failures of tool calls",
      sql: `
        insert into tool_call_failure (tool_call_id, chat_id, tool_name, created_at, error_group)
        select id, chat_id, tool_name, created_at, public.error_group(error) from tool_calls where status in ('failed', 'timeout')`,
    },
    ...parts(payments, PART).map(([first, last]) => ({
      label: `refunds and disputes of payments ${first} to ${last}`,
      sql: `
        insert into payment_entry (payment_id, kind, place, at, at_known, entry_id, status, stage, amount, currency, problem)
        select p.id, e.kind, e.place, e.at, e.at_known, e.entry_id, e.status, e.stage, e.amount, p.currency, e.problem
        from payment as p cross join lateral public.payment_entries(p.refunds, p.disputes, p.total_amount, p.currency, p.created_at) as e
        where p.id between ${id("pay", String(first))} and ${id("pay", String(last))} and (p.refunds is not null or p.disputes is not null)`,
    })),
  ];
}

/** Messages whose text for the search is not what the trigger would have written, of the first ten thousand. */
export const differentTexts = `
  select count(*)::int as count
  from (select * from message order by id limit 10000) as m left join message_text as t on t.message_id = m.id
  where (t.text, t.chat_id, t.role, t.created_at) is distinct from (public.message_said(m.parts), m.chat_id, m.role, m.created_at)`;
