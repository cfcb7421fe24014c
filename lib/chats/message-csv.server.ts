import type { CsvColumn } from "../list/csv.server.ts";
import type { MessageRow } from "./list-messages.server.ts";

/** A message's cells: what is known about it, not what it says. */
export const messageCsv: readonly CsvColumn<MessageRow>[] = [
  { header: "message_id", value: (row) => row.id },
  { header: "created_at_utc", value: (row) => row.createdAt },
  { header: "role", value: (row) => row.role },
  { header: "model", value: (row) => row.model },
  { header: "chat_id", value: (row) => row.chatId },
  { header: "user_id", value: (row) => row.userId },
  { header: "user_name", value: (row) => row.userName },
  { header: "input_tokens", value: (row) => row.inputTokens },
  { header: "output_tokens", value: (row) => row.outputTokens },
  { header: "total_tokens", value: (row) => row.totalTokens },
  { header: "completion_time_seconds", value: (row) => row.completionTime },
];
