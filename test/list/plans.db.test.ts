import { type SQL, sql } from "drizzle-orm";
import { chatList } from "../../lib/chats/chat.ts";
import { chatWhere } from "../../lib/chats/chat-where.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { chat, payment, user } from "../../lib/db/schema.ts";
import { listPayments } from "../../lib/payments/list-payments.server.ts";
import { paymentList } from "../../lib/payments/payment.ts";
import { paymentConditions } from "../../lib/payments/payment-where.server.ts";
import { listUsers } from "../../lib/users/list-users.server.ts";
import { userList } from "../../lib/users/user.ts";
import { userWhere } from "../../lib/users/user-where.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";

const ROWS = 12_000;

/** So many users, with a chat each, that reading them all is dearer than any index. */
async function fill(db: Db): Promise<void> {
  await db.execute(sql`
    insert into "user" (id, name, email, email_verified, created_at, updated_at)
    select 'plan-user-' || i, left(md5(i::text), 8) || ' ' || left(md5((i * 3)::text), 8), 'plan' || i || '@example.com', true, timestamp '2026-01-01', timestamp '2026-01-01'
    from generate_series(1, ${ROWS}::int) as i`);
  await db.execute(sql`
    insert into chat (id, "userId", title) select 'plan-chat-' || i, 'plan-user-' || i, left(md5(i::text), 12) from generate_series(1, ${ROWS}::int) as i`);
  // What was just written waits beside a trigram index, and makes it dear, until it is tidied up.
  for (const index of ["user_name_trgm_idx", "user_email_trgm_idx", "chat_title_trgm_idx"]) {
    await db.execute(sql`select gin_clean_pending_list(${index}::regclass)`);
  }
  await db.execute(sql`analyze "user"`);
  await db.execute(sql`analyze chat`);
}

async function planOf(db: Db, statement: SQL): Promise<string> {
  const { rows } = await db.execute<{ "QUERY PLAN": string }>(sql`explain (costs off) ${statement}`);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

const usersOf = (search: string) =>
  sql`select id from ${user} where ${userWhere(userList.parse(search))} order by created_at desc, id desc limit 51`;

describe("a search in a large table", () => {
  test("is read by an index, also where it is of one or two letters", async ({ db }) => {
    await fill(db);
    for (const q of ["c4ca42", "xq", "z", "plan77@"]) {
      const plan = await planOf(db, usersOf(`?q=${q}`));
      expect(plan, plan).toMatch(/Bitmap Index Scan on user_name_trgm_idx/);
      expect(plan, plan).not.toMatch(/Seq Scan/);
    }
    const titles = await planOf(
      db,
      sql`select id from ${chat} where ${chatWhere(chatList.parse("?q=xq"))} order by updated_at desc, id desc limit 51`,
    );
    expect(titles, titles).not.toMatch(/Seq Scan/);
  });

  // A statement with a name gets one plan for every text after five runs, which is not that of a trigram index.
  test("is planned anew each time: no driver gives a statement a name", async ({ db }) => {
    for (let round = 0; round < 7; round++) {
      await listUsers(db, userList.parse("?q=c4ca42"), { withMessages: true });
      await listPayments(db, paymentList.parse("?q=c4ca42"));
    }
    expect((await db.execute(sql`select name from pg_prepared_statements`)).rows).toEqual([]);
  });
});

test("a range of amounts in all currencies is read by an index on the amount", async ({ db }) => {
  await db.execute(sql`
    insert into payment (id, created_at, currency, total_amount, status)
    select 'plan-payment-' || i, timestamp '2026-01-01' + i * interval '1 minute', case when i % 3 = 0 then 'JPY' else 'USD' end, 500 + i % 9000, 'succeeded'
    from generate_series(1, ${ROWS}::int) as i`);
  await db.execute(sql`analyze payment`);
  const query = paymentList.parse("?amount.min=100000");
  const { kept } = paymentConditions(query, new Date(), "createdAt", ["JPY", "USD"]);
  const plan = await planOf(db, sql`select id from ${payment} where ${kept} order by created_at desc, id desc limit 51`);
  expect(plan, plan).toMatch(/Bitmap Index Scan on payment_(currency_)?total_amount_idx/);
  expect(plan, plan).not.toMatch(/Seq Scan/);
  expect((await listPayments(db, query)).rows).toEqual([]);
});
