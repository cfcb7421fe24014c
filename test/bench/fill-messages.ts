import { sql } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { fillKeptTables } from "../../lib/db/fill-kept-tables.server.ts";

/** So many different words, the most common in most messages, the rarest in one of thousands, as in any language (Zipf's law). */
const VOCABULARY = 20_000;
const BATCH = 100_000;

const COMMON =
  "flight price seat airport ticket hotel baggage booking passenger departure arrival refund connection airline layover evening morning window";

/**
 * Besides the vocabulary: `vegetarian` and `wheelchair` are each in one of 50 messages and meet in one of 100,000; `lockdown` is in one of
 * ten of the older half and in none of the newer; one of a hundred has a word of its own, `ref` and the message's number.
 */
const EXTRA = `
  case when i % 50 = 0 or i % 100000 = 25 then ' vegetarian' else '' end || case when i % 50 = 25 then ' wheelchair' else '' end ||
  case when i > %HALF% and i % 10 = 3 then ' lockdown' else '' end || case when i % 100 = 7 then ' ref' || i else '' end`;

/**
 * Messages that say something, by SQL alone. The trigger is off while they are written, as before it was there, and the fill that an
 * upgrade runs makes their texts, so that both are measured.
 */
export async function fillMessages(
  db: Db,
  { messages, chats }: { messages: number; chats: number },
  onStep: (what: string) => void,
): Promise<void> {
  const run = (statement: string) => db.execute(sql.raw(statement));
  await run(`create table bench_word (rank integer primary key, word text not null)`);
  const syllables = "array['ba','ce','di','fo','gu','la','me','ni','po','ru','sa','te','vi','zo','ka','len','mor','tin','sol','gar']";
  await run(
    `insert into bench_word select r, coalesce((string_to_array('${COMMON}', ' '))[r],
       (${syllables})[1 + r % 20] || (${syllables})[1 + r / 20 % 20] || (${syllables})[1 + r / 400 % 20] || (${syllables})[1 + r / 8000 % 20])
     from generate_series(1, ${VOCABULARY}) as r`,
  );
  await run("analyze bench_word");
  await run("alter table message disable trigger message_text_is_kept");
  for (let from = 1; from <= messages; from += BATCH) {
    const to = Math.min(messages, from + BATCH - 1);
    onStep(`messages ${from} to ${to}`);
    await run(insertMessages(from, to, messages, chats));
  }
  await run("alter table message enable trigger message_text_is_kept");
  await run("update backfill set position = '', finished_at = null where name = 'message_text'");
  let said = 0;
  await fillKeptTables(db, {
    onProgress: ({ table, done }) => {
      if (done - said < BATCH) return;
      said = done;
      onStep(`${table}: ${done} rows filled`);
    },
  });
  // What the trigger costs a statement that writes many messages.
  const rows = Math.ceil(messages / 100);
  for (const state of ["disable", "enable"]) {
    await run(`alter table message ${state} trigger message_text_is_kept`);
    const began = performance.now();
    await run(insertMessages(1, rows, messages, chats).replace("'message-' || i", `'${state}-' || i`));
    onStep(`${rows} more messages with the trigger ${state}d: ${(performance.now() - began).toFixed(0)} ms`);
    await run(`delete from message where id like '${state}-%'`);
  }
}

function insertMessages(from: number, to: number, messages: number, chats: number): string {
  // The sub-select names `i`, or it would be made once and be the same for every message.
  return `insert into message (id, chat_id, role, parts, attachments, created_at, model, input_tokens, output_tokens, total_tokens)
    select 'message-' || i, case when i % ${Math.max(1, Math.floor(messages / 5_000))} = 0 then 'chat-7' else 'chat-' || (1 + (i * 17) % ${chats}) end,
      case when i % 2 = 0 then 'user' else 'assistant' end,
      json_build_array(json_build_object('type', 'step-start'), json_build_object('type', 'text', 'text', said.text)), '[]',
      timestamp '2026-11-22' - (i * interval '730 days' / ${messages}), (array['model-a', 'model-b', 'model-c'])[1 + i % 3], 200, 100, 300
    from generate_series(${from}::bigint, ${to}) as i
    cross join lateral (
      select string_agg(word, ' ') || ${EXTRA.replace("%HALF%", String(Math.floor(messages / 2)))} as text
      from (select floor(exp(random() * ln(${VOCABULARY})))::integer as rank from generate_series(1, 8 + (i % 7) * (i % 5)) as word_place) as drawn
      join bench_word using (rank)
    ) as said`;
}
