import { type AnyColumn, and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { messageUsage, user, userRoles } from "../db/schema.ts";
import type { StaffRole } from "../db/values.ts";
import { emailContains, nameContains, oneOf } from "../list/contains.server.ts";
import type { DayRange } from "../list/filters.ts";
import { type Conditions, type FoundWithin, inRange, withinAll } from "../list/found-within.server.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { within } from "../list/range.server.ts";
import { NO_PLAN, type userList } from "./user.ts";
import { hasPlan, hasPlanOrNone } from "./user-plan.server.ts";

export type UserQuery = QueryOf<typeof userList>;
type Asked = Pick<UserQuery, "q" | "filters">;

/** What the list is of. */
export const users = { table: user, id: user.id };

/** The one condition behind the list, its count and its export. Bans are judged by the clock of this call. */
export function userWhere(query: Asked): SQL | undefined {
  const { kept, found } = userConditions(query);
  return withinAll(kept, found);
}

/** The condition in two parts: what the user's own row says, and what their subscriptions and their usage say (see `pageCondition`). */
export function userConditions({ q, filters }: Asked, orderedBy: UserQuery["sort"]["key"] = "createdAt"): Conditions {
  const { role, staffRole, verified, banned, plan, createdAt, active, notActive, id } = filters;
  const joined = inRange(users, user.createdAt, createdAt, orderedBy === "createdAt");
  const kept = and(
    q && orderedBy === "createdAt" ? searched(user, q) : undefined,
    oneOf(user.role, role),
    hasStaffRole(staffRole),
    verified === undefined ? undefined : eq(user.emailVerified, verified),
    banned === undefined ? undefined : banned ? isBanned(new Date()) : isNotBanned(new Date()),
    plan?.includes(NO_PLAN) ? hasPlanOrNone(plan) : undefined,
    joined.kept,
    notActive && sql`(${hasSent(user.id, notActive)} limit 1) is null`,
    oneOf(user.id, id),
  );
  return {
    kept,
    found: [
      ...joined.found,
      ...(q && orderedBy !== "createdAt" ? [isNamed(q)] : []),
      ...(plan && !plan.includes(NO_PLAN) ? [hasPlan(plan)] : []),
      ...(active ? [isActive(active)] : []),
    ],
  };
}

function searched({ id, name, email }: Record<"id" | "name" | "email", AnyColumn | SQL>, q: string): SQL {
  return sql`(${nameContains(name, q)} or ${emailContains(email, q)} or ${id} = ${q})`;
}

/** In the order of names those with one letter stand together, and as far from the list's beginning as may be. */
function isNamed(q: string): FoundWithin {
  const condition = searched(user, q);
  const near = { id: sql`near.id`, name: sql`near.name`, email: sql`near.email` };
  return {
    among: user.id,
    ids: sql`select ${user.id} from ${user} where ${condition}`,
    condition,
    needs: [user.name, user.email],
    lookUp: sql`select 1 where ${searched(near, q)}`,
  };
}

function isBanned(now: Date): SQL {
  return sql`(${user.banned} = true and coalesce(${user.banExpires}, 'infinity') > ${now.toISOString()}::timestamp)`;
}

function isNotBanned(now: Date): SQL {
  return sql`(${user.banned} is not true or ${user.banExpires} <= ${now.toISOString()}::timestamp)`;
}

/** Through ids, so that each branch is read from its own index. */
function hasStaffRole(roles: readonly ("admin" | StaffRole)[] | undefined): SQL | undefined {
  if (!roles) return undefined;
  const granted = roles.filter((role) => role !== "admin");
  const branches = [
    ...(roles.includes("admin") ? [sql`select ${user.id} from ${user} where ${user.role} = 'admin'`] : []),
    ...(granted.length > 0 ? [sql`select ${userRoles.userId} from ${userRoles} where ${inArray(userRoles.role, granted)}`] : []),
  ];
  return sql`${user.id} in (${sql.join(branches, sql` union all `)})`;
}

/** The user has sent a message on a day of the range: the overview's "active user". */
function isActive(range: DayRange): FoundWithin {
  return {
    among: user.id,
    ids: sql`select ${messageUsage.userId} from ${messageUsage} where ${within(messageUsage.date, range)}`,
    lookUp: hasSent(sql`near.id`, range),
  };
}

/** A select of a row for each day of the range on which the user sent a message. */
function hasSent(userId: AnyColumn | SQL, range: DayRange): SQL {
  return sql`select 1 from ${messageUsage} where ${messageUsage.userId} = ${userId} and ${within(messageUsage.date, range)}`;
}
