import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { user } from "../db/schema.ts";
import { emailContains, nameContains, oneOf } from "../list/contains.server.ts";
import type { DayRange } from "../list/filters.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { countWithin, within } from "../list/range.server.ts";
import { parseUsageId, type UsageCounter, usageCounters, type usageList } from "./usage.ts";
import { usage, usageCount, usageCounter } from "./usage-source.server.ts";

export type UsageQuery = QueryOf<typeof usageList>;

/**
 * The one condition behind the list, its count, its chart, the heaviest users and its export.
 *
 * @param date in place of the filter's days
 */
export function usageWhere({ q, filters }: Pick<UsageQuery, "q" | "filters">, date: DayRange | undefined = filters.date): SQL | undefined {
  return and(
    q ? ofUsers(or(nameContains(user.name, q), emailContains(user.email, q), eq(user.id, q))) : undefined,
    filters.counter && inArray(usageCounter, [...filters.counter]),
    filters.user && named(filters.user),
    within(usage.date, date),
    countWithin(usageCount, filters.count === undefined ? undefined : { min: filters.count + 1 }),
    filters.id && withIds(filters.id),
  );
}

const ofUsers = (condition: SQL | undefined) => sql`${usage.userId} in (select ${user.id} from ${user} where ${condition})`;

/** Links name users by id; a person who types one may know the e-mail only. */
function named(names: readonly string[]): SQL | undefined {
  if (!names.some((name) => name.includes("@"))) return oneOf(usage.userId, names);
  return ofUsers(
    or(
      inArray(user.id, [...names]),
      inArray(
        user.email,
        names.map((name) => name.toLowerCase()),
      ),
    ),
  );
}

/** By each table's own id, which its primary key serves. */
function withIds(ids: readonly string[]): SQL {
  const rows = ids.map(parseUsageId).filter((row) => row !== undefined);
  const ofCounter = (counter: UsageCounter) => rows.filter((row) => row.counter === counter).map((row) => row.id);
  return sql`(${or(...usageCounters.map((counter) => and(eq(usageCounter, counter), inArray(usage.rowId, ofCounter(counter)))))})`;
}
