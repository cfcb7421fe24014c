import type { BenchSize } from "./size.ts";
import { at, dice, type FillTime, id, normal, parts, pick, type Task } from "./sql.ts";
import { sentenceOf } from "./words.ts";

const PART = 250_000;

/** The chat that has 5,000 messages. */
export const LONG_CHAT = "chat-00000007";

/** Chats, each of a user who had joined by then; the older a user, the more chats. */
export function chats({ users, chats: rows }: BenchSize, time: FillTime): Task[] {
  const created = at(time, "i", rows);
  return parts(rows, PART).map(([first, last]) => ({
    label: `chats ${first} to ${last}`,
    sql: `
      insert into chat (id, "userId", title, created_at, updated_at, visibility)
      select ${id("chat", "i")}, ${id("user", `1 + floor(${dice("i", 11)} * ${dice("i", 12)} * ${users} * i / ${rows})::int`)}, initcap(left(said.text, 32)),
        ${created}, least(${time.now}, ${created} - ln(1 - ${dice("i", 13)}) * interval '1 day'),
        case when ${dice("i", 14)} < 0.05 then 'public' else 'private' end
      from generate_series(${first}::bigint, ${last}) as i join bench.sentence as said on said.id = ${sentenceOf("i", 7919)}`,
  }));
}

/**
 * Messages, question and answer. Most belong to a chat that had just begun, some to one that goes on for days; every fiftieth chat is a long
 * one, and one has 5,000. `vegetarian` and `wheelchair` are each in one of 50 messages and seldom meet; `lockdown` is in one of ten of the
 * older half and in none of the newer; one of a hundred has a word of its own, `ref` and the message's number. Their texts for the search are
 * written with them: to take them out of the JSON again, as the trigger does, would take as long as all the rest.
 */
export function messages({ chats: chatRows, messages: rows }: BenchSize, time: FillTime): Task[] {
  const pair = "(i / 2)";
  const begun = `ceil(i::float8 * ${chatRows} / ${rows})::bigint`;
  const lag = `floor(-ln(1 - ${dice(pair, 21)}) * case when ${dice(pair, 22)} < 0.9 then 20 else 4000 end)::bigint`;
  const near = `greatest(1, ${begun} - ${lag})`;
  const chat = `case
    when i % ${Math.floor(rows / 5_000) | 1} = 0 then 7
    when ${dice(pair, 23)} < 0.15 then greatest(1, ${near} / 50 * 50)
    else ${near} end`;
  const extra = `
    case when i % 50 = 0 or i % 100000 = 25 then ' vegetarian' else '' end || case when i % 50 = 25 then ' wheelchair' else '' end ||
    case when i < ${Math.floor(rows / 2)} and i % 10 = 3 then ' lockdown' else '' end || case when i % 100 = 7 then ' ref' || i else '' end`;
  return parts(rows, PART).map(([first, last]) => ({
    label: `messages ${first} to ${last}`,
    sql: `
      with made as (
        select i, ${id("message", "i")} as id, ${id("chat", chat)} as chat_id, case when i % 2 = 0 then 'user' else 'assistant' end as role, i % 2 = 0 as asks,
          ${at(time, "i", rows)} as created_at, first.text || case when i % 2 = 0 then '' else '. ' || second.text end || ${extra} as said,
          case when i % 2 = 1 then 100 + (exp(0.8 * ${normal("i", 27)} + 6))::int end as used,
          case when i % 2 = 1 then 10 + (exp(0.7 * ${normal("i", 29)} + 5))::int end as written
        from generate_series(${first}::bigint, ${last}) as i
        join bench.sentence as first on first.id = ${sentenceOf("i", 104_729)}
        join bench.sentence as second on second.id = ${sentenceOf("i", 15_485_863)}
        order by i
      ), texts as (
        insert into message_text (message_id, chat_id, role, created_at, text) select id, chat_id, role, created_at, said from made
      )
      insert into message (id, chat_id, role, parts, attachments, created_at, model, input_tokens, output_tokens, total_tokens, completion_time)
      select id, chat_id, role,
        case
          when asks then json_build_array(json_build_object('type', 'text', 'text', said))
          when i % 8 = 1 then json_build_array(json_build_object('type', 'step-start'), json_build_object('type', 'tool-searchFlights', 'toolCallId', 'call_' || i,
            'state', 'output-available', 'input', json_build_object('origin', 'BER', 'destination', 'LIS'), 'output', json_build_object('offers', i % 40)),
            json_build_object('type', 'text', 'text', said))
          else json_build_array(json_build_object('type', 'step-start'), json_build_object('type', 'text', 'text', said)) end,
        '[]', created_at, case when not asks then ${pick("i", 24, ["model-a", "model-a", "model-a", "model-b", "model-c"])} end,
        used, written, used + written, case when not asks then exp(0.6 * ${normal("i", 25)} + 1.2)::real end
      from made`,
  }));
}

/** Tool calls; durations are log-normal, with a median above a second. What still waits or runs is of the last minutes, some is stuck. */
export function toolCalls({ chats: chatRows, toolCalls: rows }: BenchSize, time: FillTime): Task[] {
  const chat = `greatest(1, ceil(i::float8 * ${chatRows} / ${rows})::bigint - floor(-ln(1 - ${dice("i", 31)}) * 20)::bigint)`;
  const started = "created + interval '1 millisecond' * (20 + 200 * luck)";
  return parts(rows, PART).map(([first, last]) => ({
    label: `tool calls ${first} to ${last}`,
    sql: `
      insert into tool_calls (id, chat_id, tool_name, status, request, response, error, created_at, started_at, finished_at)
      select (lpad(to_hex(i), 8, '0') || '-0000-4000-8000-' || left(md5(i::text), 12))::uuid, ${id("chat", chat)},
        ${pick("i", 32, ["searchFlights", "searchFlights", "searchFlights", "priceFlightOffer", "webSearch", "getWeather"])}, status,
        json_build_object('origin', 'BER', 'destination', 'LIS', 'adults', 1 + i % 4),
        case when status = 'succeeded' then json_build_object('offers', i % 40) end,
        case when status = 'failed' then ${pick("i", 33, ERRORS)} || md5(i::text) when status = 'timeout' then 'No answer within ' || (20 + i % 3) || ' s' end,
        created, case when status <> 'queued' then ${started} end,
        case when status not in ('queued', 'running') then ${started} + interval '1 millisecond' * exp(0.9 * ${normal("i", 34)} + 7.2) end
      from (
        select i, ${at(time, "i", rows)} as created, luck,
          case when i > ${rows} - 20 then 'queued' when i > ${rows} - 40 or i % 20011 = 0 then 'running' when luck < 0.05 then 'failed' when luck < 0.065 then 'timeout'
            when luck < 0.07 then 'canceled' else 'succeeded' end as status
        from (select i, ${dice("i", 35)} as luck from generate_series(${first}::bigint, ${last}) as i) as numbered
      ) as made`,
  }));
}

const ERRORS = [
  "Amadeus answered 429: quota exceeded for ",
  "Amadeus answered 500: internal error, trace ",
  "connect ETIMEDOUT 203.0.113.7:443, request ",
  "The offer is no longer available: ",
  "Cannot read properties of undefined (reading offers) in job ",
];
