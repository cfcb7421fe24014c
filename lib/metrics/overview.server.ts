import { allows, type Permission, type StaffRoleName } from "../auth/permissions.ts";
import type { Db } from "../db/database.server.ts";
import { activeUsersByDay } from "./active-users.server.ts";
import { toolLatencyByDay } from "./latency.server.ts";
import { messagesByDay } from "./messages.server.ts";
import type { Periods } from "./period.ts";
import { revenueByDay } from "./revenue.server.ts";
import { signUpsByDay } from "./sign-ups.server.ts";
import { mrrByCurrency, subscriptionsByStatus } from "./subscriptions-now.server.ts";
import { toolCallsByDay } from "./tool-calls.server.ts";

export type Overview = Awaited<ReturnType<typeof getOverview>>;

/**
 * Everything that the overview shows to a person with these roles: a number is read only for those who may open the list behind it, and
 * undefined for the others. Eight queries at most, side by side; each covers the period and the one before it.
 */
export async function getOverview(db: Db, roles: readonly StaffRoleName[], periods: Periods, now: Date) {
  const may = <T>(permission: Permission, read: () => Promise<T>) => (allows(roles, permission) ? read() : undefined);
  const [signUps, activeUsers, messages, revenue, subscriptions, mrr, toolCalls, latency] = await Promise.all([
    may("users:read", () => signUpsByDay(db, periods)),
    // Of users, but by what their counters hold: the list behind it can be filtered so by those alone who may read usage.
    may("usage:read", () => activeUsersByDay(db, periods)),
    may("chats:read", () => messagesByDay(db, periods)),
    may("payments:read", () => revenueByDay(db, periods)),
    may("subscriptions:read", () => subscriptionsByStatus(db)),
    may("subscriptions:read", () => mrrByCurrency(db, now)),
    may("tool-calls:read", () => toolCallsByDay(db, periods)),
    may("tool-calls:read", () => toolLatencyByDay(db, periods)),
  ]);
  return { signUps, activeUsers, messages, revenue, subscriptions, mrr, toolCalls, latency };
}
