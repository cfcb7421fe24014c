import type { CsvColumn } from "../list/csv.server.ts";
import type { UserRow } from "./list-users.server.ts";
import { banState } from "./user.ts";

/** A user's cells; messages of 30 days only for those who may read chats. */
export function userCsv({ withMessages }: { withMessages: boolean }): readonly CsvColumn<UserRow>[] {
  const now = new Date();
  return [
    { header: "user_id", value: (row) => row.id },
    { header: "name", value: (row) => row.name },
    { header: "email", value: (row) => row.email },
    { header: "role", value: (row) => row.role },
    { header: "staff_roles", value: (row) => row.staffRoles.join(" ") },
    { header: "email_verified", value: (row) => row.emailVerified },
    { header: "plan_status", value: (row) => row.plan?.status },
    { header: "plan_product", value: (row) => row.plan?.product },
    ...(withMessages ? [{ header: "messages_30_days", value: (row: UserRow) => row.messages }] : []),
    { header: "joined_utc", value: (row) => row.createdAt },
    { header: "banned", value: (row) => banState(row, now) === "banned" },
    { header: "ban_reason", value: (row) => row.banReason },
    { header: "ban_ends_utc", value: (row) => row.banExpires },
  ];
}
