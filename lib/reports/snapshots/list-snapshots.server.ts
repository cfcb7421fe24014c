import { sql } from "drizzle-orm";
import type { Db } from "../../db/database.server.ts";
import { subscriptionSnapshot } from "../../db/schema.ts";

/**
 * When the snapshots of these months were taken, and the very first one there is; oldest first. All rows of a snapshot were taken at once:
 * of each month one row is read, by the table's key, however many the snapshot has.
 */
export async function listSnapshots(db: Db, months: readonly string[]): Promise<{ month: string; takenAt: Date }[]> {
  const { month, takenAt, subscriptionId } = subscriptionSnapshot;
  const asked = months.map((each) => sql` union select ${each}::text`);
  const rows = await db
    .select({
      month: sql<string>`given.month`,
      takenAt: sql<Date | null>`(
        select ${takenAt} from ${subscriptionSnapshot} where ${month} = given.month order by ${subscriptionId} limit 1)`.mapWith(takenAt),
    })
    .from(sql`(select min(${month}) as month from ${subscriptionSnapshot}${sql.join(asked)}) as given`)
    .orderBy(sql`given.month`);
  return rows.flatMap((row) => (row.takenAt === null ? [] : [{ month: row.month, takenAt: row.takenAt }]));
}
