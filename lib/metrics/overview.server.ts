import { allows, type Permission, type StaffRoleName } from "../auth/permissions.ts";
import type { Db } from "../db/database.server.ts";
import type { RollupSeries } from "../db/schema.ts";
import { readRollup } from "../rollups/read-rollup.server.ts";
import { activeUsersByDay } from "./active-users.server.ts";
import { latencyTrend } from "./latency.ts";
import { messageTrends } from "./messages.ts";
import type { Periods } from "./period.ts";
import { revenueTrends } from "./revenue.ts";
import { signUpsTrend } from "./sign-ups.ts";
import { subscriptionsNow } from "./subscriptions-now.server.ts";
import { toolCallTrend } from "./tool-calls.ts";
import { bucketsOf } from "./trend.ts";

export type Overview = Awaited<ReturnType<typeof getOverview>>;

/** What it takes to see a series. */
const permissions = {
  sign_ups: "users:read",
  messages: "chats:read",
  revenue: "payments:read",
  tool_calls: "tool-calls:read",
  tool_latency: "tool-calls:read",
} as const satisfies Partial<Record<RollupSeries, Permission>>;
const seriesNames = Object.keys(permissions) as (keyof typeof permissions)[];

/**
 * Everything that the overview shows to a person with these roles: a number is read only for those who may open the list behind it, and
 * undefined for the others. Three queries at most, side by side; each covers the period and the one before it.
 */
export async function getOverview(db: Db, roles: readonly StaffRoleName[], periods: Periods, now: Date) {
  const may = <T>(permission: Permission, read: () => T) => (allows(roles, permission) ? read() : undefined);
  const shown = seriesNames.filter((series) => allows(roles, permissions[series]));
  const [rolled, activeUsers, subscriptions] = await Promise.all([
    readRollup(db, shown, bucketsOf(periods)),
    // Of users, but by what their counters hold: the list behind it can be filtered so by those alone who may read usage.
    may("usage:read", () => activeUsersByDay(db, periods)),
    may("subscriptions:read", () => subscriptionsNow(db, now)),
  ]);
  return {
    signUps: may("users:read", () => signUpsTrend(rolled.sign_ups, periods)),
    activeUsers,
    messages: may("chats:read", () => messageTrends(rolled.messages, periods)),
    revenue: may("payments:read", () => revenueTrends(rolled.revenue, periods)),
    subscriptions: subscriptions?.statuses,
    mrr: subscriptions?.mrr,
    toolCalls: may("tool-calls:read", () => toolCallTrend(rolled.tool_calls, periods)),
    latency: may("tool-calls:read", () => latencyTrend(rolled.tool_latency, periods)),
  };
}
