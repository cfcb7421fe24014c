import { sql } from "drizzle-orm";
import { examine } from "../../lib/database/examine.server.ts";
import type { Verdict } from "../../lib/database/finding.ts";
import { describe, expect, takesRoles, test } from "../helpers/database-test.ts";

interface Difference {
  /** What the product's own migration, or somebody's hand, has made of a database that was as Purser wants it. */
  made: string;
  verdict: Verdict;
  about: string;
  says: RegExp;
}

const differences: Difference[] = [
  { made: `drop table tool_call_failure`, verdict: "missing", about: "table tool_call_failure", says: /own/ },
  { made: `drop table message_usage`, verdict: "stops", about: "table message_usage", says: /not there/ },
  { made: `drop table amadeus_tokens`, verdict: "limited", about: "table amadeus_tokens", says: /not there/ },
  { made: `drop table amadeus_tokens`, verdict: "missing", about: "stand-in for amadeus_tokens", says: /empty table/ },
  { made: `alter table payment drop column tax`, verdict: "missing", about: "column payment.tax", says: /integer, empty/ },
  {
    made: `alter table payment drop column refunded_amount`,
    verdict: "missing",
    about: "column payment.refunded_amount",
    says: /bigint, 0/,
  },
  {
    made: `alter table payment drop column total_amount cascade`,
    verdict: "stops",
    about: "column payment.total_amount",
    says: /product would have to add/,
  },
  {
    made: `alter table subscription rename column "userId" to user_id`,
    verdict: "stops",
    about: "column subscription.userId",
    says: /user_id seems to be it.*rename column "user_id" to "userId"/,
  },
  {
    made: `alter table "user" drop column name cascade; alter table "user" add name text not null generated always as ('N ' || id) stored`,
    verdict: "limited",
    about: "column user.name",
    says: /generates it/,
  },
  {
    made: `alter table payment drop column tax; create table past (like payment, at timestamptz); create function keep_past() returns trigger language plpgsql as $$ begin insert into past select (old).*, now();return new;end $$; create trigger a_past before update on payment for each row execute function keep_past()`,
    verdict: "stops",
    about: "trigger a_past on payment",
    says: /copies whole rows of payment/,
  },
  {
    made: `alter table payment drop column tax; create schema app; create function app.paid(since date) returns table (id text, at timestamp) language sql set check_function_bodies = off as 'select * from public.payment where created_at >= since'`,
    verdict: "stops",
    about: "function app.paid(date)",
    says: /^It takes all columns of payment .*name the columns/,
  },
  { made: `alter table tag drop column color`, verdict: "stops", about: "table tag", says: /not Purser's: it lacks color text/ },
  {
    made: `alter table payment alter column tax type numeric`,
    verdict: "stops",
    about: "column payment.tax",
    says: /numeric; Purser reads integer/,
  },
  {
    made: `alter table payment alter column total_amount type numeric(12,2)`,
    verdict: "stops",
    about: "column payment.total_amount",
    says: /^It is numeric\(12,2\); Purser reads integer\. It would have to hold whole numbers, .* 1999, not 19\.99\. A cast alone would round them\.$/,
  },
  {
    made: `create domain citext as text; alter table "user" alter column email type citext`,
    verdict: "stops",
    about: "column user.email",
    says: /^It is citext; Purser reads text\. .* the product would have to compare lower\(email\), over a unique index of it\.$/,
  },
  {
    made: `alter table payment drop column refunded_amount; create table payment_past (at timestamptz, was payment)`,
    verdict: "stops",
    about: "column payment_past.was",
    says: /^It holds whole rows of payment, .* PostgreSQL then lets nobody add a column with a default to payment\. It would have to become jsonb/,
  },
  {
    made: `alter table payment drop column refunded_amount; create domain paid as payment; create schema app; create type app.pair as (a text, b paid[]); create table app."Many" (id text, "All" app.pair)`,
    verdict: "stops",
    about: `column app."Many".All`,
    says: /^It holds whole rows of payment/,
  },
  {
    made: `alter table "user" alter column updated_at type timestamptz`,
    verdict: "stops",
    about: "column user.updated_at",
    says: /alter table public\."user" alter column "updated_at" type timestamp .* using "updated_at" at time zone 'UTC'/,
  },
  {
    made: `create type state as enum ('on'); alter table verification add column x state; alter table verification alter column identifier type state using 'on'::state`,
    verdict: "stops",
    about: "column verification.identifier",
    says: /state; Purser reads text/,
  },
  {
    made: `alter table payment alter column metadata type jsonb`,
    verdict: "works",
    about: "column payment.metadata",
    says: /jsonb, not json/,
  },
  {
    made: `alter table payment alter column currency type char(3)`,
    verdict: "works",
    about: "column payment.currency",
    says: /^It is character\(3\), not .*alike/,
  },
  {
    made: `alter table payment alter column status type char(20)`,
    verdict: "stops",
    about: "column payment.status",
    says: /^It is character\(20\); Purser reads/,
  },
  { made: `alter table chat alter column title type varchar(80)`, verdict: "works", about: "column chat.title", says: /varying\(80\)/ },
  { made: `alter table "user" alter column name drop not null`, verdict: "works", about: "column user.name", says: /no row is/ },
  {
    made: `alter table "user" alter column name drop not null; insert into "user" (id, email, email_verified, created_at, updated_at) values ('x', 'x@example.com', true, '2024-01-01', '2024-01-01')`,
    verdict: "works",
    about: "column user.name",
    says: /in 1 row/,
  },
  {
    made: `alter table payment alter column user_id set not null`,
    verdict: "limited",
    about: "column payment.user_id",
    says: /may not be empty/,
  },
  { made: `alter table chat alter column title drop default`, verdict: "works", about: "column chat.title", says: /default is none/ },
  { made: `alter table session add column device text not null`, verdict: "stops", about: "table session", says: /nobody could sign in/ },
  { made: `alter table account add column device text not null`, verdict: "limited", about: "table account", says: /must have device/ },
  { made: `alter table account add column device text not null default 'x'`, verdict: "works", about: "table account", says: /device/ },
  { made: `create table booking (id text)`, verdict: "works", about: "1 more table", says: /^booking: left/ },
  {
    made: `create table "odd Table""x" (id text); create table booking (id text)`,
    verdict: "works",
    about: "2 more tables",
    says: /^booking, odd Table"x: left/,
  },
  {
    made: `create table message_archive () inherits (message)`,
    verdict: "limited",
    about: "table message",
    says: /^message_archive inherits from it, /,
  },
  {
    made: `create schema old; create table old.chat_2023 () inherits (chat); create table chat_2024 () inherits (chat)`,
    verdict: "works",
    about: "table chat",
    says: /^old\.chat_2023, chat_2024 inherit from it, /,
  },
  { made: `create table account_old () inherits (account)`, verdict: "works", about: "table account", says: /account_old inherits/ },
  {
    made: `create schema app; alter table message_usage set schema app`,
    verdict: "stops",
    about: "table message_usage",
    says: /^It is not there but in the schema app, and Purser reads the schema public alone\. /,
  },
  { made: `drop index chat_title_trgm_idx`, verdict: "missing", about: "index chat_title_trgm_idx", says: /part of a text/ },
  {
    made: `drop index user_role_idx; create index user_role_idx on "user" (role)`,
    verdict: "missing",
    about: "index user_role_idx",
    says: /purser_user_role_idx/,
  },
  {
    made: `drop index user_role_idx; create index user_role_idx on chat (title)`,
    verdict: "missing",
    about: "index user_role_idx",
    says: /purser_user_role_idx/,
  },
  {
    made: `drop index user_role_idx; create sequence user_role_idx`,
    verdict: "missing",
    about: "index user_role_idx",
    says: /purser_user_role_idx/,
  },
  {
    made: `drop index user_role_idx; create table user_role_idx (); create index purser_user_role_idx on chat (title)`,
    verdict: "missing",
    about: "index user_role_idx",
    says: /purser_2_user_role_idx/,
  },
  { made: `drop table chat_tags; create type chat_tags as enum ('a')`, verdict: "stops", about: "table chat_tags", says: /renamed/ },
  { made: `alter table tag add column org text not null`, verdict: "stops", about: "table tag", says: /it demands org text/ },
  {
    made: `alter table payment drop column refunded_amount; alter table payment add column refunded_amount bigint generated always as (1) stored`,
    verdict: "stops",
    about: "column payment.refunded_amount",
    says: /trigger would write into it/,
  },
  {
    made: `create schema app; grant usage on schema app to public; create table app.payment (id int); set local search_path = app, public`,
    verdict: "stops",
    about: "search_path",
    says: /public there: payment\./,
  },
  {
    made: `alter table message drop constraint message_chat_id_chat_id_fk`,
    verdict: "works",
    about: "foreign key of message (chat_id)",
    says: /None/,
  },
  {
    made: `alter table message drop constraint message_chat_id_chat_id_fk, add foreign key (chat_id) references chat (id) on delete restrict`,
    verdict: "works",
    about: "foreign key of message (chat_id)",
    says: /restrict, not cascade/,
  },
  {
    made: `alter table session drop constraint session_token_unique`,
    verdict: "works",
    about: "unique of session (token)",
    says: /does not tighten/,
  },
  { made: `alter table session drop constraint session_pkey`, verdict: "stops", about: "primary key of session (id)", says: /same id/ },
  {
    made: `alter table message drop constraint message_pkey cascade; alter table message add primary key (id) deferrable`,
    verdict: "stops",
    about: "primary key of message (id)",
    says: /deferrable.*create unique index concurrently on public\."message" \("id"\)/,
  },
  {
    made: `alter table session drop constraint session_pkey; create unique index on session (id) where token <> ''`,
    verdict: "stops",
    about: "primary key of session (id)",
    says: /same id/,
  },
  {
    made: `create schema legacy; create table legacy.chat (id text primary key); alter table message drop constraint message_chat_id_chat_id_fk; alter table message add foreign key (chat_id) references legacy.chat on delete cascade`,
    verdict: "works",
    about: "foreign key of message (chat_id)",
    says: /legacy\.chat/,
  },
  {
    made: `create schema legacy; create table legacy.chat (id text primary key); alter table chat_note drop constraint chat_note_chat_id_chat_id_fk; alter table chat_note add constraint chat_note_chat_id_chat_id_fk foreign key (chat_id) references legacy.chat on delete cascade`,
    verdict: "stops",
    about: "foreign key of chat_note (chat_id)",
    says: /legacy\.chat, not to public\.chat.*drop constraint "chat_note_chat_id_chat_id_fk"/,
  },
  {
    made: `alter table chat_note drop constraint chat_note_chat_id_chat_id_fk; alter table chat_note add foreign key (chat_id) references chat on delete cascade not valid`,
    verdict: "missing",
    about: "foreign key of chat_note (chat_id)",
    says: /not checked/,
  },
  {
    made: `drop index message_role_idx; create index message_role_idx on message (role, created_at, id) where role <> ' WITH (x)'`,
    verdict: "missing",
    about: "index message_role_idx",
    says: /purser_message_role_idx/,
  },
  {
    made: `alter table chat_note drop constraint chat_note_chat_id_chat_id_fk`,
    verdict: "missing",
    about: "foreign key of chat_note (chat_id)",
    says: /own/,
  },
  {
    made: `drop trigger payment_entry_is_kept on payment`,
    verdict: "missing",
    about: "triggers on payment",
    says: /payment_entry_is_kept/,
  },
  {
    made: `alter table payment disable trigger payment_entry_is_kept`,
    verdict: "limited",
    about: "trigger payment_entry_is_kept on payment",
    says: /switched off/,
  },
  {
    made: `drop trigger audit_log_is_append_only on audit_log`,
    verdict: "missing",
    about: "triggers on audit_log",
    says: /audit_log_is_append_only/,
  },
  { made: `drop function error_group`, verdict: "missing", about: "function error_group(error text)", says: /own/ },
  {
    made: `create or replace function error_group(error text) returns text language sql immutable as 'select error'`,
    verdict: "stops",
    about: "function error_group(error text)",
    says: /something else/,
  },
  {
    made: `drop function error_group; create function error_group(words text) returns text language sql immutable as 'select words'`,
    verdict: "stops",
    about: "function error_group(error text)",
    says: /something else/,
  },
  {
    made: `grant execute on function keep_message_text() to public`,
    verdict: "missing",
    about: "function keep_message_text()",
    says: /attach it/,
  },
  {
    made: `alter table stream rename to streams; create view stream as select * from streams`,
    verdict: "stops",
    about: "table stream",
    says: /It is a view/,
  },
  {
    made: `update backfill set finished_at = null where name = 'payment'`,
    verdict: "limited",
    about: "Purser's columns of payment",
    says: /being filled/,
  },
  {
    made: `delete from drizzle.__purser_migrations where id = (select max(id) from drizzle.__purser_migrations)`,
    verdict: "stops",
    about: "migrations",
    says: /1 of \d+ are not noted.*db:migrate/,
  },
  {
    made: `insert into drizzle.__purser_migrations (hash, created_at) values ('x', 9999999999999)`,
    verdict: "stops",
    about: "migrations",
    says: /newer Purser/,
  },
];

describe("the doctor", () => {
  test("finds nothing in a database that our migrations have made", async ({ db }) => {
    const { findings, steps } = await examine(db, { rows: true });
    expect(findings).toEqual([]);
    expect(steps).toEqual([]);
  });

  test.for([
    `alter table session drop constraint session_pkey; alter table session add primary key (id) with (fillfactor = 90)`,
    `alter table session drop constraint session_pkey; alter table session add primary key (id) include (token)`,
    `alter table session drop constraint session_pkey; alter table session add primary key (id) deferrable`,
    `alter table session drop constraint session_pkey; create unique index on session (id) include (token) with (fillfactor = 90)`,
    `alter table message drop constraint message_pkey cascade; alter table message add primary key (id) deferrable; create unique index on message (id); alter table message_text add foreign key (message_id) references message (id) on delete cascade`,
    `drop index message_role_idx; create index message_role on message (role, created_at, id) include (model) with (fillfactor = 90)`,
  ])("finds nothing where the same is stored in another way: %s", async (made, { db }) => {
    for (const statement of made.split("; ")) await db.execute(sql.raw(statement));
    expect((await examine(db, { rows: false })).findings).toEqual([]);
  });

  test.for(differences)("$verdict: $made", async ({ made, verdict, about, says }, { db }) => {
    for (const statement of made.split("; ")) await db.execute(sql.raw(statement));
    const { findings } = await examine(db, { rows: true });
    const found = findings.filter((finding) => finding.about === about && finding.verdict === verdict);
    expect(found.map((finding) => finding.says).join("\n"), JSON.stringify(findings)).toMatch(says);
    // What is missing has a step, and only that; but for what the migrator does.
    for (const finding of findings) {
      if (finding.verdict !== "missing") expect(finding.steps).toBeUndefined();
      if (finding.verdict === "limited") expect(finding.feature).toBeTruthy();
    }
  });

  test("counts values that no list knows, and JSON of another shape", async ({ db }) => {
    await db.execute(sql`insert into "user" (id, name, email, email_verified, created_at, updated_at, role)
      select 'u' || n, 'U', n || '@example.com', true, '2024-01-01', '2024-01-01', case when n <= 3 then 'owner' else 'user' end
      from generate_series(1, 5) as n`);
    await db.execute(sql`insert into chat (id, "userId") values ('c', 'u1')`);
    await db.execute(sql`insert into message (id, chat_id, role, parts, attachments) values
      ('a', 'c', 'user', '[]', '[]'), ('b', 'c', 'user', '"text"', '[]'), ('d', 'c', 'user', '{"a":1}', '[]'), ('e', 'c', 'critic', 'null', '[]')`);
    await db.execute(sql`insert into payment (id, created_at, total_amount, currency, refunds) values ('p', '2024-01-01', 1, 'EUR', '7')`);
    const { findings } = await examine(db, { rows: true });
    expect(findings.map(({ about, says }) => `${about}: ${says}`)).toEqual([
      expect.stringMatching(/^values of user.role: 3 rows hold values .* "owner" \(3\)/),
      expect.stringMatching(/^values of message.role: 1 row holds a value .* "critic" \(1\)/),
      expect.stringMatching(/^JSON of message.parts: Of 4 rows looked at: 1 of the kind object/),
      expect.stringMatching(/^JSON of payment.refunds: Of 1 rows looked at: 1 of the kind number/),
    ]);
  });

  test.runIf(takesRoles)("names what its role may not do", async ({ db }) => {
    await db.execute(sql`create role doctors_visitor`);
    await db.execute(sql`drop index user_role_idx`);
    await db.execute(sql`grant usage on schema public, drizzle to doctors_visitor`);
    await db.execute(sql`grant select on all tables in schema public, drizzle to doctors_visitor`);
    await db.execute(sql`revoke select on payment from doctors_visitor`);
    await db.execute(sql`set local role doctors_visitor`);
    const { findings } = await examine(db, { rows: false });
    await db.execute(sql`reset role`);
    const lines = findings.map(({ about, verdict, says }) => `${verdict} ${about}: ${says}`);
    expect(lines).toContainEqual(expect.stringMatching(/^stops privilege on payment: The role may not: select/));
    expect(lines).toContainEqual(
      expect.stringMatching(/^limited role of this connection: .*does not own user, .*may not create in the schema public/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^limited privilege on user: The role may not: .*update of .*banned/));
  });
});
