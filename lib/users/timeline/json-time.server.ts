import { type SQL, sql } from "drizzle-orm";

// Year, month, day; hour, minute, second, fraction; sign, hours and minutes of the offset. A year 0 there is not.
const SHAPE =
  "^(?!0000)(\\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])" +
  "(?:[Tt ]([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d)(?:\\.(\\d{1,6})\\d*)?)?\\s*(?:[Zz]|([+-])([01]\\d|2[0-3])(?::?([0-5]\\d))?)?)?$";

/**
 * A time inside webhook JSON as a `timestamp` in UTC, null where the text is none. Put together from its parts instead of cast: a cast of
 * what only looks like a time (a 30th of February) fails the whole query, and nothing before PostgreSQL 16 can ask first. Such a day
 * counts on into the next month, as JavaScript has it. A time that names no offset is UTC. The `offset 0` keeps PostgreSQL from matching
 * anew for each part.
 */
export function jsonTime(text: SQL): SQL {
  return sql`(select make_timestamp(m[1]::int, m[2]::int, 1, coalesce(m[4], '0')::int, coalesce(m[5], '0')::int, coalesce(m[6], '0')::int)
    + (m[3]::int - 1) * interval '1 day' + rpad(coalesce(m[7], '0'), 6, '0')::int * interval '1 microsecond'
    - case when m[8] = '-' then -1 else 1 end * (coalesce(m[9], '0')::int * interval '1 hour' + coalesce(m[10], '0')::int * interval '1 minute')
    from (select regexp_match(${text}, ${sql.raw(`'${SHAPE}'`)}) as m offset 0) as matched where m is not null)`;
}
