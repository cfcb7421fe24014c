import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import type { Finding } from "./finding.ts";

/**
 * Where a session's zone is not UTC. Times are kept without a zone and read as UTC; what a column's default fills in is in the zone of the
 * writer's session, which its role, its database or its server sets. Our own sessions say UTC themselves.
 *
 * @param url the address, to ask for the server's zone in a session that does not say its own; undefined: not asked
 */
export async function examineTimeZone(db: Db, url: string | undefined): Promise<Finding[]> {
  const { rows } = await db.execute<{ of: string; zone: string }>(sql`
    select concat_ws(' in ', 'the role ' || r.rolname, case when s.setdatabase <> 0 then 'this database' end) as "of",
      substr(setting, length('timezone=') + 1) as zone
    from pg_db_role_setting s cross join unnest(s.setconfig) as setting left join pg_roles r on r.oid = s.setrole
    where lower(setting) like 'timezone=%' and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
    order by 1`);
  const plain = url ? await zoneOfPlainSession(url) : undefined;
  return [...rows, ...(plain ? [{ of: "a session that sets none", zone: plain }] : [])]
    .filter(({ zone }) => !/^(utc|etc\/utc|gmt)$/i.test(zone))
    .map(({ of, zone }) => ({
      about: `time zone of ${of}`,
      verdict: "limited",
      feature: "times that a default has filled in for such a session are shown shifted",
      says: `It is ${zone}. Purser reads times without a zone as UTC. Where the product lets the database fill them in: alter database … set timezone = 'UTC'.`,
    }));
}

async function zoneOfPlainSession(url: string): Promise<string> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ zone: string }>("select current_setting('TimeZone') as zone");
    return rows[0]!.zone;
  } finally {
    await client.end();
  }
}
