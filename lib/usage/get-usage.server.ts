import { and, eq } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { user } from "../db/schema.ts";
import { shownName } from "../users/shown-name.ts";
import { parseUsageId } from "./usage.ts";
import { usage, usageCount, usageCounter, usageId } from "./usage-source.server.ts";

/** What one counter counted of one user on one day, and whose it is; undefined where there is no such row. */
export async function getUsage(db: Db, id: string) {
  const named = parseUsageId(id);
  if (!named) return undefined;
  const [row] = await db
    .select({
      id: usageId,
      counter: usageCounter,
      rowId: usage.rowId,
      count: usageCount,
      date: usage.date,
      resetAt: usage.resetAt,
      createdAt: usage.createdAt,
      updatedAt: usage.updatedAt,
      user: { id: user.id, name: shownName, email: user.email },
      version: usage.version,
    })
    .from(usage)
    .innerJoin(user, eq(user.id, usage.userId))
    .where(and(eq(usageCounter, named.counter), eq(usage.rowId, named.id)));
  return row;
}
