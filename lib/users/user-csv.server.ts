import { user } from "../db/schema.ts";
import { columnField, field, fieldOf, type RowOf } from "../list/field.server.ts";
import { columnsOf } from "../list/field-columns.server.ts";
import { messagesFrom, messagesSince, staffRolesJson } from "./list-users.server.ts";
import { banState } from "./user.ts";
import { planJson, planOf } from "./user-plan.server.ts";

/** What an export can select of a user, at `now`. */
export const userFields = (now: Date) => ({
  id: columnField(user.id),
  name: columnField(user.name),
  email: columnField(user.email),
  role: columnField(user.role),
  staffRoles: fieldOf("json", staffRolesJson, (roles) => roles ?? []),
  emailVerified: columnField(user.emailVerified),
  plan: fieldOf("json", planJson, planOf),
  messages: field("integer", messagesSince(messagesFrom(now))),
  createdAt: columnField(user.createdAt),
  banned: columnField(user.banned),
  banReason: columnField(user.banReason),
  banExpires: columnField(user.banExpires),
});

const column = columnsOf<RowOf<ReturnType<typeof userFields>>>();

/** A user's cells; messages of 30 days only for those who may read chats. */
export function userCsv({ withMessages }: { withMessages: boolean }) {
  const now = new Date();
  return [
    column.field("user_id", "id"),
    column.field("name", "name"),
    column.field("email", "email"),
    column.field("role", "role"),
    column.made("staff_roles", ["staffRoles"], (row) => row.staffRoles.join(" ")),
    column.field("email_verified", "emailVerified"),
    column.made("plan_status", ["plan"], (row) => row.plan?.status),
    column.made("plan_product", ["plan"], (row) => row.plan?.product),
    ...(withMessages ? [column.field("messages_30_days", "messages")] : []),
    column.field("joined_utc", "createdAt"),
    column.made("banned", ["banned", "banExpires"], (row) => banState(row, now) === "banned"),
    column.field("ban_reason", "banReason"),
    column.field("ban_ends_utc", "banExpires"),
  ];
}
