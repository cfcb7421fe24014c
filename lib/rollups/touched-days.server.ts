import { type SQL, sql } from "drizzle-orm";
import { messageUsage, payment, paymentEntry, type RollupSource, rollupDay, rollupLog } from "../db/schema.ts";

/**
 * The days whose roll-ups cannot be believed, one row of `source`, `day`, `starts` and `ends` each: those of which a change is noted.
 *
 * Two kinds of change touch days that they do not name. Whoever becomes active on a day, or no longer is, touches the next day that they are
 * active on, which tells how long they had been away. And a subscription's product is that of its payments. Those are looked up here and
 * not when the change is noted, because what another transaction is writing at that moment could not be seen then.
 *
 * @param sources whose days are asked for
 * @param log where the changes are read from: `rollup_log` itself, or what was taken from it
 */
export function touchedDays(sources: readonly RollupSource[], log: SQL = sql`${rollupLog}`): SQL {
  const asked = new Set(sources);
  const instants: SQL[] = [sql`select source, at from noted where at is not null and source in (${names(sources)})`];
  // A counter that came or went is noted once, for both.
  if (asked.has("usage")) instants.push(sql`select 'usage', at from noted where source = 'active' and at is not null`);
  if (asked.has("active"))
    instants.push(sql`
      select 'active', next.date
      from noted
      left join lateral (
        select d.ends from ${rollupDay} as d where d.starts <= noted.at and d.ends > noted.at order by d.starts desc limit 1
      ) as own on true
      cross join lateral (
        select u.date from ${messageUsage} as u where u.user_id = noted.ref and u.date >= coalesce(own.ends, noted.at) order by u.date limit 1
      ) as next
      where noted.source = 'active' and noted.ref is not null`);
  if (asked.has("payment"))
    instants.push(sql`
      select 'payment', p.created_at from noted join ${payment} as p on p.subscription_id = noted.ref where noted.source = 'plan'`);
  if (asked.has("entry"))
    instants.push(sql`
      select 'entry', e.at
      from noted join ${payment} as p on p.subscription_id = noted.ref join ${paymentEntry} as e on e.payment_id = p.id
      where noted.source = 'plan'`);
  const read = new Set<RollupSource>([...sources, ...(asked.has("usage") ? (["active"] as const) : [])]);
  if (asked.has("payment") || asked.has("entry")) read.add("plan");
  return sql`
    with noted as (select distinct source, at, ref from ${log} where source in (${names([...read])}))
    select distinct touched.source, d.day, d.starts, d.ends
    from (${sql.join(instants, sql` union all `)}) as touched (source, at)
    -- What is noted may be any instant of an hour, and a day is never longer than two.
    join ${rollupDay} as d
      on d.starts > touched.at - interval '2 days' and d.starts < touched.at + interval '1 hour' and d.ends > touched.at
    union
    select noted.source, d.day, d.starts, d.ends
    from noted cross join ${rollupDay} as d
    where noted.at is null and noted.ref is null and noted.source in (${names(sources)})`;
}

const names = (sources: readonly RollupSource[]) =>
  sql.join(
    sources.map((source) => sql`${source}`),
    sql`, `,
  );
