import { cultures } from "../../../lib/demo/names.ts";
import type { BenchSize } from "./size.ts";
import { at, dice, type FillTime, id, parts, pick, type Task } from "./sql.ts";
import { syllables } from "./words.ts";

const PART = 250_000;
/** Of so many users one has signed in with a session that is still there. */
const SESSION_OF = 5;

const firstNames = [...new Set(cultures.flatMap(({ first }) => first))];

/** Users, and sessions and accounts of some. Twenty are admins of the product, one of a thousand is banned. */
export function people({ users }: BenchSize, time: FillTime): Task[] {
  const joined = at(time, "i", users);
  const user = parts(users, PART).map(([first, last]) => ({
    label: `users ${first} to ${last}`,
    sql: `
      insert into "user" (id, name, email, email_verified, created_at, updated_at, role, banned)
      select ${id("user", "i")}, first || ' ' || initcap(last), lower(first) || '.' || last || i || '@' || ${pick("i", 2, DOMAINS)}, ${dice("i", 3)} < 0.9,
        ${joined}, ${joined}, case when i % ${Math.max(1, Math.floor(users / 20))} = 0 then 'admin' else 'user' end, ${dice("i", 4)} < 0.001
      from generate_series(${first}::bigint, ${last}) as i
      cross join lateral (
        select ${pick("i", 1, firstNames)} as first, ${syllables("(i * 7919) % 160000")} as last
      ) as named`,
  }));
  const some = `generate_series(1::bigint, ${users}, ${SESSION_OF}) as i`;
  return [
    ...user,
    {
      label: "sessions",
      sql: `insert into session (id, expires_at, token, created_at, updated_at, ip_address, user_agent, user_id)
        select ${id("session", "i")}, ${time.now} + interval '7 days', md5(i::text), ${joined}, ${joined}, '203.0.113.' || i % 250, 'Mozilla/5.0', ${id("user", "i")} from ${some}`,
    },
    {
      label: "accounts",
      sql: `insert into account (id, account_id, provider_id, user_id, created_at, updated_at)
        select ${id("account", "i")}, md5(i::text), 'google', ${id("user", "i")}, ${joined}, ${joined} from ${some}`,
    },
  ];
}

const DOMAINS = ["mail.example", "post.example", "inbox.example", "work.example", "uni.example", "web.example"];
