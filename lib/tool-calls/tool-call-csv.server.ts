import type { CsvColumn } from "../list/csv.server.ts";
import type { ToolCallRow } from "./list-tool-calls.server.ts";

/** A tool call's cells; of the error only its first line, as in the list. */
export const toolCallCsv: readonly CsvColumn<ToolCallRow>[] = [
  { header: "tool_call_id", value: (row) => row.id },
  { header: "tool", value: (row) => row.toolName },
  { header: "status", value: (row) => row.status },
  { header: "chat_id", value: (row) => row.chatId },
  { header: "user_id", value: (row) => row.userId },
  { header: "user_name", value: (row) => row.userName },
  { header: "created_at_utc", value: (row) => row.createdAt },
  { header: "started_at_utc", value: (row) => row.startedAt },
  { header: "finished_at_utc", value: (row) => row.finishedAt },
  { header: "duration_ms", value: (row) => row.durationMs },
  { header: "error_first_line", value: (row) => row.errorLine },
];
