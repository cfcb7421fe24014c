import { user } from "../db/schema.ts";
import { columnField, field, joinedField, type RowOf } from "../list/field.server.ts";
import { columnsOf } from "../list/field-columns.server.ts";
import { usage, usageCount, usageCounter, usageId } from "./usage-source.server.ts";

/** What an export can select of a daily count. */
export const usageFields = {
  id: field("text", usageId),
  counter: field("text", usageCounter),
  date: columnField(usage.date),
  count: field("integer", usageCount),
  resetAt: columnField(usage.resetAt),
  updatedAt: columnField(usage.updatedAt),
  userId: columnField(usage.userId),
  userName: joinedField(user.name, "user"),
  userEmail: joinedField(user.email, "user"),
};

const column = columnsOf<RowOf<typeof usageFields>>();

/** The cells of a daily count. */
export const usageCsv = [
  column.field("usage_id", "id"),
  column.field("counter", "counter"),
  column.field("date_utc", "date"),
  column.field("count", "count"),
  column.field("resets_at_utc", "resetAt"),
  column.field("last_counted_at_utc", "updatedAt"),
  column.field("user_id", "userId"),
  column.field("user_name", "userName"),
  column.field("user_email", "userEmail"),
];
