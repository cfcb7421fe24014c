import type { CsvColumn } from "../list/csv.server.ts";
import type { ChatRow } from "./list-chats.server.ts";

/** A chat's cells. Tags stand in one cell, by name, with a semicolon between them. */
export const chatCsv: readonly CsvColumn<ChatRow>[] = [
  { header: "chat_id", value: (row) => row.id },
  { header: "title", value: (row) => row.title },
  { header: "visibility", value: (row) => row.visibility },
  { header: "user_id", value: (row) => row.userId },
  { header: "user_name", value: (row) => row.userName },
  { header: "created_at_utc", value: (row) => row.createdAt },
  { header: "updated_at_utc", value: (row) => row.updatedAt },
  { header: "messages", value: (row) => row.messages },
  { header: "tool_calls", value: (row) => row.toolCalls },
  { header: "failed_tool_calls", value: (row) => row.failedToolCalls },
  { header: "tags", value: (row) => row.tags.map((tag) => tag.name).join("; ") },
  { header: "tokens", value: (row) => row.tokens },
];
