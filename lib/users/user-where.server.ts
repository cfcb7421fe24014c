import { and, eq, inArray, not, or, type SQL, sql } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/pg-core";
import { messageUsage, user, userRoles } from "../db/schema.ts";
import type { StaffRole } from "../db/values.ts";
import { contains, oneOf } from "../list/contains.server.ts";
import type { DayRange } from "../list/filters.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { within } from "../list/range.server.ts";
import type { userList } from "./user.ts";
import { planIs } from "./user-plan.server.ts";

export type UserQuery = QueryOf<typeof userList>;

/** The one condition behind the list, its count and its export. Bans are judged by the clock of this call. */
export function userWhere({ q, filters }: Pick<UserQuery, "q" | "filters">): SQL | undefined {
  const { role, staffRole, verified, banned, plan, createdAt, active, notActive, id } = filters;
  return and(
    q ? or(contains(user.name, q), contains(user.email, q), eq(user.id, q)) : undefined,
    oneOf(user.role, role),
    hasStaffRole(staffRole),
    verified === undefined ? undefined : eq(user.emailVerified, verified),
    banned === undefined ? undefined : banned ? isBanned(new Date()) : isNotBanned(new Date()),
    planIs(plan),
    within(user.createdAt, createdAt),
    isActive(active),
    notActive && not(isActive(notActive)!),
    oneOf(user.id, id),
  );
}

function isBanned(now: Date): SQL {
  return sql`(${user.banned} = true and coalesce(${user.banExpires}, 'infinity') > ${now.toISOString()}::timestamp)`;
}

function isNotBanned(now: Date): SQL {
  return sql`(${user.banned} = false or ${user.banExpires} <= ${now.toISOString()}::timestamp)`;
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
function isActive(range: DayRange | undefined): SQL | undefined {
  if (!range) return undefined;
  const sent = new QueryBuilder().select({ id: messageUsage.userId }).from(messageUsage).where(within(messageUsage.date, range));
  return inArray(user.id, sent);
}
