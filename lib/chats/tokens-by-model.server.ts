import { sql } from "drizzle-orm";
import { chat, message } from "../db/schema.ts";

/** What one model's messages in a chat come to; `model` is null for messages that were metered without naming one. */
export interface ModelTokens {
  model: string | null;
  messages: number;
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
}

/**
 * What each model did in the chat of the enclosing query, as JSON, the one with most tokens first. Messages that were never metered, such
 * as the user's, are in none.
 */
export const tokensByModelJson = sql<ModelTokens[]>`(
  select coalesce(json_agg(json_build_object('model', model, 'messages', messages, 'inputTokens', input_tokens,
    'outputTokens', output_tokens, 'totalTokens', total_tokens) order by total_tokens desc, messages desc, model), '[]'::json)
  from (
    select ${message.model} as model, count(*)::int as messages, coalesce(sum(${message.inputTokens}), 0)::float8 as input_tokens,
      coalesce(sum(${message.outputTokens}), 0)::float8 as output_tokens, coalesce(sum(${message.totalTokens}), 0)::float8 as total_tokens
    from ${message}
    where ${message.chatId} = ${chat.id} and (${message.model} is not null or ${message.totalTokens} is not null)
    group by ${message.model}
  ) as models
)`;
