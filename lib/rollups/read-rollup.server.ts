import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { type RollupSeries, type RollupUnit, rollup } from "../db/schema.ts";
import { env } from "../env.server.ts";
import { believed } from "./believed.server.ts";
import { askForRefresh } from "./keep-rollups.server.ts";
import { addTo } from "./latency-histogram.ts";
import { piecesOf, type RolledBucket } from "./pieces.ts";
import { definitions } from "./series.server.ts";

/** What the rows of one bucket and one key add up to; what the key and the sums are, the series says. */
export interface RolledRow {
  /** Its place among the buckets, from 0. */
  bucket: number;
  key: string;
  sums: readonly number[];
}

/**
 * What the rows of each bucket add up to, of any number of series, in one statement. Exact at every read: what is rolled up counts where
 * nothing has been written since, and the rows themselves count everywhere else, so how long it takes does not depend on how many rows
 * there are. A bucket or key without rows is left out.
 *
 * @param buckets without overlap; what is to be told apart is a bucket of its own
 */
export async function readRollup<Series extends RollupSeries>(
  db: Db,
  series: readonly Series[],
  buckets: readonly RolledBucket[],
): Promise<Record<Series, RolledRow[]>> {
  const asked = series.map((name) => ({ series: name, source: definitions[name].source }));
  const zone = env().reportingTimeZone;
  const fromRows = series.map(
    (name) => sql`
      select span.series, span.bucket, counted.key, counted.sums
      from span cross join lateral (${definitions[name].rows({ starts: sql`span.starts`, ends: sql`span.ends` })}) as counted (key, sums)
      where span.series = ${name}`,
  );
  const { rows } = await db.execute<{ found: [Series, number, string, number[]][] | null; unrolled: boolean }>(sql`
    ${believed(asked, piecesOf(buckets, zone), zone)}, found as (
      select p.series, p.bucket, r.key, r.sums
      from month_piece as p cross join lateral (${rolledUp("month")}) as r
      union all
      select p.series, p.bucket, r.key, r.sums
      from day_piece as p cross join lateral (${rolledUp("day")}) as r
      union all
      ${sql.join(fromRows, sql` union all `)}
    )
    select json_agg(json_build_array(series, bucket, key, sums)) as found, exists (select from touched) as unrolled from found`);
  const { found, unrolled } = rows[0]!;
  if (unrolled) askForRefresh();
  const read = Object.fromEntries(
    series.map((name) => [name, new Map<string, { bucket: number; key: string; sums: number[] }>()]),
  ) as Record<Series, Map<string, { bucket: number; key: string; sums: number[] }>>;
  for (const [name, bucket, key, sums] of found ?? []) {
    const place = `${bucket} ${key}`;
    const known = read[name].get(place);
    if (known) addTo(known.sums, sums);
    else read[name].set(place, { bucket, key, sums });
  }
  return Object.fromEntries(series.map((name) => [name, [...read[name].values()]])) as unknown as Record<Series, RolledRow[]>;
}

/** What is rolled up of a piece `p`: each looked up for itself, whatever PostgreSQL expects there to be (`offset 0` keeps it from a join). */
function rolledUp(unit: RollupUnit): SQL {
  return sql`select r.key, r.sums from ${rollup} as r where r.series = p.series and r.unit = ${unit} and r.day = p.day offset 0`;
}
