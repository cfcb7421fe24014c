import { and, eq, gte, sql } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/pg-core";
import type { Db } from "../db/database.server.ts";
import { chat, message, user, userNameSortKey, userRoles } from "../db/schema.ts";
import type { StaffRole } from "../db/values.ts";
import { env } from "../env.server.ts";
import { addDays, dayOf, startOfDay } from "../list/day.ts";
import { countFound, pageCondition } from "../list/found-within.server.ts";
import { readPage } from "../list/keyset.server.ts";
import type { Total } from "../list/total.server.ts";
import { shownName } from "./shown-name.ts";
import { userList } from "./user.ts";
import { planJson, planOf } from "./user-plan.server.ts";
import { type UserQuery, userConditions, users } from "./user-where.server.ts";

/** A user as the list shows them; `messages` only where it was asked for. */
export type UserRow = Awaited<ReturnType<typeof listUsers>>["rows"][number];

/** The first of the thirty days (today is the last) that the list counts messages of, in the reporting zone. */
export function messagesFrom(now = new Date()): string {
  return addDays(dayOf(now, env().reportingTimeZone), -29);
}

/** The names of a user's roles as JSON, null without one. */
export const staffRolesJson = sql<StaffRole[] | null>`${new QueryBuilder()
  .select({ roles: sql`json_agg(${userRoles.role} order by ${userRoles.role} desc)`.as("roles") })
  .from(userRoles)
  .where(eq(userRoles.userId, user.id))}`;

/** How many messages the user's chats got from a day on, everybody's in them counted. */
export function messagesSince(day: string) {
  return sql<number>`${new QueryBuilder()
    .select({ count: sql`count(*)::int`.as("count") })
    .from(chat)
    .innerJoin(message, and(eq(message.chatId, chat.id), gte(message.createdAt, startOfDay(day, env().reportingTimeZone))))
    .where(eq(chat.userId, user.id))}`;
}

/** What users are ordered by. */
export const userOrder = { sort: { createdAt: user.createdAt, name: userNameSortKey, email: user.email }, id: user.id };

/**
 * One page of users.
 *
 * @param withMessages also counts each user's messages of 30 days, which only those may see who may read chats
 */
export function listUsers(db: Db, query: UserQuery, { withMessages }: { withMessages: boolean }) {
  const { kept, found } = userConditions(query, query.sort.key);
  return readPage(query, { ...userOrder, types: userList.sort, where: kept }, async (clause) => {
    const rows = await db
      .select({
        id: user.id,
        name: shownName,
        email: user.email,
        emailVerified: user.emailVerified,
        role: user.role,
        createdAt: user.createdAt,
        banned: user.banned,
        banReason: user.banReason,
        banExpires: user.banExpires,
        // PostgreSQL puts off what stands in parentheses here until the rows of the page are known, so it is read for those alone.
        staffRoles: staffRolesJson,
        plan: planJson,
        ...(withMessages && { messages: messagesSince(messagesFrom()) }),
        sortKey: clause.sortKey,
      })
      .from(user)
      .where(await pageCondition(db, users, clause, found))
      .orderBy(...clause.orderBy)
      .limit(clause.limit);
    return rows.map(({ staffRoles, plan, ...row }) => ({ ...row, staffRoles: staffRoles ?? [], plan: planOf(plan) }));
  });
}

/** How many users match. */
export function countUsers(db: Db, query: UserQuery): Promise<Total> {
  return countFound(db, users, userConditions(query), query.exact);
}
