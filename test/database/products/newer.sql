-- A product that went on without us: more columns on what we know, some twenty tables that we do not, keys of every kind to users, chats and
-- messages, its own triggers, checks, views and indexes, its own journal of migrations, and better-auth's admin plugin with a nullable ban.

create schema drizzle;
create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);
insert into drizzle.__drizzle_migrations (hash, created_at) select md5('migration ' || n), 1735689600000 + n * 86400000::bigint from generate_series(0, 46) n;

create schema billing;
create type locale as enum ('en', 'pt', 'no');

create table "user" (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamp not null default now(),
  updated_at timestamp not null default now(),
  role text default 'user',
  banned boolean,
  ban_reason text,
  ban_expires timestamp,
  username text unique,
  locale locale not null default 'en',
  two_factor_enabled boolean not null default false,
  stripe_customer_id text,
  invited_by text references "user" (id),
  settings jsonb not null default '{"theme": "system"}'
);
create table session (
  id text primary key,
  expires_at timestamp not null,
  token text not null unique,
  created_at timestamp not null,
  updated_at timestamp not null,
  ip_address text,
  user_agent text,
  user_id text not null references "user" (id) on delete cascade,
  impersonated_by text,
  active_organization_id text
);
create table account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references "user" (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp,
  refresh_token_expires_at timestamp,
  scope text,
  password text,
  created_at timestamp not null,
  updated_at timestamp not null
);
create table verification (id text primary key, identifier text not null, value text not null, expires_at timestamp not null, created_at timestamp not null default now(), updated_at timestamp not null default now());

create table organization (id text primary key, name text not null, slug text unique, owner_id text not null references "user" (id) on delete restrict, created_at timestamp not null default now());
create table folder (id text primary key, user_id text not null references "user" (id) on delete cascade, parent_id text references folder (id) on delete cascade, name text not null);

create table chat (
  id text primary key,
  "userId" text not null references "user" (id),
  title text not null default 'New Chat' check (length(title) <= 120),
  created_at timestamp not null default now(),
  updated_at timestamp not null default now(),
  visibility varchar not null default 'private',
  folder_id text references folder (id) on delete set null,
  organization_id text references organization (id) on delete cascade,
  forked_from text references chat (id),
  is_pinned boolean not null default false,
  last_context jsonb
);
-- The name is one of ours, the columns are not.
create index chat_user_id_idx on chat ("userId");
create index chat_pinned on chat ("userId") where is_pinned;

create table message (
  id text primary key,
  chat_id text not null references chat (id) on delete cascade,
  role text not null,
  parts json not null,
  attachments json not null default '[]',
  created_at timestamp not null default now(),
  model text,
  input_tokens integer,
  output_tokens integer,
  total_tokens integer,
  completion_time real,
  reasoning_tokens integer not null default 0,
  reply_to text references message (id) on delete set null
);
create index message_chat_id on message (chat_id, created_at desc);
create table stream (id text primary key, "chatId" text not null references chat (id) on delete cascade, "createdAt" timestamp not null default now(), is_done boolean not null default false);
create table tool_calls (
  id uuid primary key default gen_random_uuid(),
  chat_id text not null references chat (id) on delete cascade,
  tool_name text not null,
  status text not null default 'queued',
  request json not null,
  response json,
  error text,
  dedupe_key text unique,
  created_at timestamp not null default now(),
  started_at timestamp,
  finished_at timestamp,
  priority smallint not null default 5,
  attempt integer not null default 1,
  message_id text references message (id) on delete cascade
);
create table session_states (id uuid primary key default gen_random_uuid(), chat_id text not null unique references chat (id) on delete cascade, state json not null, updated_at timestamp not null default now(), version integer not null default 1);
create table message_usage (
  id text primary key,
  user_id text not null references "user" (id) on delete cascade,
  message_count integer not null default 0 check (message_count between 0 and 10000),
  date timestamp not null default now(),
  reset_at timestamp not null,
  created_at timestamp not null default now(),
  updated_at timestamp not null default now(),
  plan text not null default 'free'
);
create table extreme_search_usage (
  id text primary key,
  user_id text not null references "user" (id) on delete cascade,
  search_count integer not null default 0,
  date timestamp not null default now(),
  reset_at timestamp not null,
  created_at timestamp not null default now(),
  updated_at timestamp not null default now()
);
create table subscription (
  id text primary key,
  "createdAt" timestamp not null,
  "modifiedAt" timestamp,
  amount integer not null,
  currency text not null,
  "recurringInterval" text not null,
  "recurringIntervalCount" integer not null default 1,
  status text not null,
  "currentPeriodStart" timestamp not null,
  "currentPeriodEnd" timestamp not null,
  "cancelAtPeriodEnd" boolean not null default false,
  "canceledAt" timestamp,
  "startedAt" timestamp not null,
  "endsAt" timestamp,
  "endedAt" timestamp,
  "customerId" text not null,
  "productId" text not null,
  "discountId" text,
  "checkoutId" text not null,
  "customerCancellationReason" text,
  "customerCancellationComment" text,
  metadata text,
  "customFieldData" text,
  "userId" text references "user" (id) on delete set null,
  "organizationId" text references organization (id) on delete set null
);
create table payment (
  id text primary key,
  created_at timestamp not null,
  updated_at timestamp,
  brand_id text,
  business_id text,
  card_issuing_country text,
  card_last_four text,
  card_network text,
  card_type text,
  currency text not null,
  digital_products_delivered boolean,
  discount_id text,
  error_code text,
  error_message text,
  payment_link text,
  payment_method text,
  payment_method_type text,
  settlement_amount integer,
  settlement_currency text,
  settlement_tax integer,
  status text,
  subscription_id text,
  tax integer,
  total_amount integer not null check (total_amount >= 0),
  billing json,
  customer json,
  disputes json,
  metadata json,
  product_cart json,
  refunds json,
  user_id text references "user" (id) on delete set null,
  invoice_number text,
  ledger_state text not null default 'open'
);
create table amadeus_tokens (id uuid primary key default gen_random_uuid(), environment text not null, access_token text not null, token_type text not null, expires_at timestamp not null, created_at timestamp not null default now(), scope text);

create table member (organization_id text not null references organization (id) on delete cascade, user_id text not null references "user" (id) on delete cascade, role text not null default 'member', primary key (organization_id, user_id));
create table invitation (id text primary key, organization_id text not null references organization (id) on delete cascade, email text not null, inviter_id text not null references "user" (id) on delete cascade);
create table api_key (id text primary key, user_id text not null references "user" (id) on delete cascade, key_hash text not null, last_used_at timestamp);
create table passkey (id text primary key, user_id text not null references "user" (id) on delete cascade, public_key text not null);
create table two_factor (id text primary key, user_id text not null references "user" (id) on delete cascade, secret text not null);
create table chat_share (id text primary key, chat_id text not null references chat (id) on delete cascade, created_by text references "user" (id) on delete set null);
create table vote (chat_id text not null references chat (id), message_id text not null references message (id), is_upvoted boolean not null, primary key (chat_id, message_id));
create table document (id uuid not null, created_at timestamp not null, user_id text not null references "user" (id), title text not null, content text, primary key (id, created_at));
create table suggestion (id uuid primary key, document_id uuid not null, document_created_at timestamp not null, user_id text references "user" (id) on delete set null, description text, foreign key (document_id, document_created_at) references document (id, created_at) on delete cascade);
create table attachment_file (id text primary key, message_id text not null references message (id) on delete cascade, bytes bytea);
create table feedback (id text primary key, message_id text not null references message (id) on delete restrict, user_id text references "user" (id) on delete set null, score integer not null);
create table price_alert (id text primary key, user_id text not null references "user" (id) on delete cascade, chat_id text references chat (id) on delete set null, route text not null);
create table booking (id text primary key, user_id text not null references "user" (id) on delete restrict, chat_id text references chat (id) on delete set null, payment_id text references payment (id), reference text not null);
create table booking_leg (id text primary key, booking_id text not null references booking (id) on delete cascade, flight text not null);
create table notification (id bigint generated always as identity, user_id text not null references "user" (id) on delete cascade, sent_at timestamp not null, body text, primary key (id, sent_at)) partition by range (sent_at);
create table notification_2026 partition of notification for values from ('2026-01-01') to ('2027-01-01');
create table credit_ledger (id text primary key, user_id text not null references "user" (id) deferrable initially deferred, credits integer not null);
create table coupon (code text primary key, percent integer not null);
create table coupon_use (code text not null references coupon (code), user_id text not null default 'system' references "user" (id) on delete set default, used_at timestamp not null default now());
create table webhook_event (id text primary key, source text not null, payload jsonb not null, processed_at timestamp);
-- better-auth's, which another release of it lets hold the same key twice.
create table rate_limit (id text primary key, key text not null, count integer not null, last_request bigint not null);
create table feature_flag (name text primary key, is_on boolean not null default false);
create table billing.invoice (number text primary key, user_id text references public."user" (id) on delete set null, total integer not null);

create function touch_updated_at() returns trigger language plpgsql as $$
begin
  new.updated_at := timestamp '2026-10-01 12:00';
  return new;
end
$$;
create trigger payment_touched before update on payment for each row execute function touch_updated_at();
create trigger chat_touched before update on chat for each row execute function touch_updated_at();
create function keep_ledger_closed() returns trigger language plpgsql as $$
begin
  if old.ledger_state = 'closed' then raise exception 'the books of payment % are closed', old.id; end if;
  return new;
end
$$;
create trigger payment_ledger before update on payment for each row execute function keep_ledger_closed();
create table outbox (id bigint generated always as identity primary key, topic text not null, ref text not null);
create function announce_user() returns trigger language plpgsql as $$
begin
  insert into outbox (topic, ref) values ('user.' || lower(tg_op), coalesce(new.id, old.id));
  return null;
end
$$;
create trigger user_announced after insert or delete on "user" for each row execute function announce_user();

create view paying_user as select u.id, u.email, sum(p.total_amount) as paid from "user" u join payment p on p.user_id = u.id where p.status = 'succeeded' group by u.id;
create materialized view chats_per_user as select "userId", count(*) as chats from chat group by "userId";

insert into "user" (id, name, email, email_verified, created_at, updated_at, role, banned, ban_reason, username, locale)
select 'U' || n, 'Customer ' || n, 'customer' || n || '@example.com', n % 2 = 0, timestamp '2026-05-01' + n * interval '5 hours', timestamp '2026-06-01', (array['user', 'user', 'superadmin', null])[n % 4 + 1],
  case when n = 6 then true when n % 3 = 0 then false end, case when n = 6 then 'Spam' end, 'customer_' || n, (array['en', 'pt', 'no'])[n % 3 + 1]::locale
from generate_series(1, 36) n;
insert into "user" (id, name, email) values ('system', 'System', 'system@example.com');
update "user" set invited_by = 'U1' where id in ('U11', 'U12');
insert into session select 'S' || n, timestamp '2027-01-01', 'T' || n, timestamp '2026-06-01', timestamp '2026-06-01', '192.0.2.1', 'Safari', 'U' || n, null, null from generate_series(1, 10) n;
insert into account (id, account_id, provider_id, user_id, created_at, updated_at) select 'A' || n, 'U' || n, 'credential', 'U' || n, timestamp '2026-05-01', timestamp '2026-05-01' from generate_series(1, 36) n;
insert into verification (id, identifier, value, expires_at) values ('V1', 'customer1@example.com', 'secret', timestamp '2026-06-02');
insert into organization (id, name, slug, owner_id) values ('O1', 'Travel Club', 'club', 'U1');
insert into folder values ('F1', 'U2', null, 'Trips'), ('F2', 'U2', 'F1', 'Norway');
insert into chat (id, "userId", title, created_at, updated_at, visibility, folder_id, organization_id, is_pinned)
select 'C' || n, 'U' || (n % 12 + 1), 'Journey ' || n, timestamp '2026-05-10' + n * interval '3 hours', timestamp '2026-05-11' + n * interval '3 hours', (array['private', 'public', 'organization'])[n % 3 + 1],
  case when n = 1 then 'F2' end, case when n = 2 then 'O1' end, n % 5 = 0
from generate_series(1, 30) n;
update chat set forked_from = 'C3' where id = 'C4';
insert into message (id, chat_id, role, parts, created_at, model, input_tokens, output_tokens, total_tokens, completion_time, reasoning_tokens)
select 'M' || c || '_' || m, 'C' || c, (array['assistant', 'user', 'developer'])[m % 3 + 1], json_build_array(json_build_object('type', 'text', 'text', 'Step ' || m || ' of journey ' || c)), timestamp '2026-05-10' + c * interval '3 hours' + m * interval '1 minute', 'model-d', 11, 12, 23, 2, 4
from generate_series(1, 27) c, generate_series(1, 4) m;
update message set reply_to = 'M1_1' where id = 'M1_2';
insert into stream select 'ST' || n, 'C' || n, timestamp '2026-06-01', true from generate_series(1, 6) n;
insert into tool_calls (id, chat_id, tool_name, status, request, error, created_at, started_at, finished_at, priority, message_id)
select ('00000000-0000-4000-d000-' || lpad(n::text, 12, '0'))::uuid, 'C' || (n % 24 + 1), 'flightSearch', (array['queued', 'running', 'succeeded', 'failed', 'timeout', 'canceled', 'awaiting_approval'])[n % 7 + 1], '{"a": 1}',
  case when n % 7 in (3, 4) then 'Broke at ' || n end, timestamp '2026-05-12' + n * interval '1 hour', timestamp '2026-05-12 00:01' + n * interval '1 hour', case when n % 7 > 1 then timestamp '2026-05-12 00:03' + n * interval '1 hour' end, n % 3, 'M' || (n % 24 + 1) || '_1'
from generate_series(1, 42) n;
insert into session_states (id, chat_id, state, updated_at, version) select ('10000000-0000-4000-d000-' || lpad(n::text, 12, '0'))::uuid, 'C' || n, '{"preferences": {}}', timestamp '2026-06-01', 7 from generate_series(1, 5) n;
insert into message_usage select 'MU' || n, 'U' || (n % 9 + 1), n, timestamp '2026-05-01' + n * interval '1 day', timestamp '2026-06-01', timestamp '2026-05-01', timestamp '2026-05-01', 'pro' from generate_series(1, 30) n;
insert into extreme_search_usage select 'ES' || n, 'U' || n, n, timestamp '2026-05-03', timestamp '2026-06-01', timestamp '2026-05-03', timestamp '2026-05-03' from generate_series(1, 5) n;
insert into subscription (id, "createdAt", amount, currency, "recurringInterval", "recurringIntervalCount", status, "currentPeriodStart", "currentPeriodEnd", "startedAt", "endedAt", "customerId", "productId", "checkoutId", "userId", "organizationId")
select 'SB' || n, timestamp '2026-05-02', 1200, 'usd', (array['month', 'year', 'season'])[n % 3 + 1], 1 + n % 2, (array['active', 'trialing', 'canceled', 'wintering'])[n % 4 + 1], timestamp '2026-05-02', timestamp '2026-12-02', timestamp '2026-05-02',
  case when n % 4 = 2 then timestamp '2026-06-01' end, 'CU' || n, 'plus', 'CO' || n, case when n % 3 > 0 then 'U' || n end, case when n = 3 then 'O1' end
from generate_series(1, 15) n;
insert into payment (id, created_at, updated_at, currency, status, payment_method, subscription_id, tax, total_amount, billing, customer, disputes, product_cart, refunds, user_id, invoice_number, ledger_state)
select 'P' || n, timestamp '2026-05-03' + n * interval '9 hours', null, (array['USD', 'JPY'])[n % 2 + 1], (array['succeeded', 'succeeded', 'failed', 'contested', null])[n % 5 + 1], (array['card', 'pix'])[n % 2 + 1], 'SB' || (n % 15 + 1), 0, 1200,
  '{"country": "NO"}', json_build_object('customer_id', 'CU' || n, 'email', 'customer' || n || '@example.com', 'name', 'Customer ' || n),
  case when n = 15 then '[{"dispute_id": "D", "amount": "1200", "currency": "USD", "created_at": "2026-06-01T00:00:00Z", "dispute_stage": "dispute", "dispute_status": "dispute_challenged"}, 5]'::json end,
  '[{"product_id": "plus", "quantity": 1}]', case when n % 5 = 1 then json_build_array(json_build_object('refund_id', 'R' || n, 'status', 'succeeded', 'amount', 200, 'currency', (array['USD', 'JPY'])[n % 2 + 1], 'created_at', '2026-05-30T00:00:00Z')) end,
  case when n % 4 > 0 then 'U' || n end, 'INV-' || n, case when n < 3 then 'closed' else 'open' end
from generate_series(1, 36) n;
insert into amadeus_tokens values ('20000000-0000-4000-d000-000000000001', 'prod', 'plain', 'Bearer', timestamp '2026-06-01', timestamp '2026-05-31', 'all');
insert into member values ('O1', 'U1', 'owner'), ('O1', 'U2', 'member'), ('O1', 'U3', 'member');
insert into invitation values ('I1', 'O1', 'new@example.com', 'U2');
insert into api_key select 'K' || n, 'U' || n, md5(n::text), null from generate_series(2, 5) n;
insert into passkey values ('PK1', 'U2', 'key');
insert into two_factor values ('TF1', 'U3', 'secret');
insert into chat_share values ('SH1', 'C1', 'U2'), ('SH2', 'C5', 'U2');
insert into vote values ('C5', 'M5_1', true), ('C5', 'M5_2', false);
insert into document values ('50000000-0000-4000-8000-000000000001', timestamp '2026-05-20', 'U4', 'Packing list', 'socks');
insert into suggestion values ('60000000-0000-4000-8000-000000000001', '50000000-0000-4000-8000-000000000001', timestamp '2026-05-20', 'U2', 'more socks');
insert into attachment_file values ('AF1', 'M1_1', '\x00ff');
insert into feedback values ('FB1', 'M6_1', 'U2', 5);
insert into price_alert values ('PA1', 'U2', 'C1', 'LIS-OSL'), ('PA2', 'U5', 'C1', 'LIS-BGO');
insert into booking values ('B1', 'U5', 'C1', 'P5', 'XYZ123');
insert into booking_leg values ('BL1', 'B1', 'TP750');
insert into notification (user_id, sent_at, body) select 'U' || (n % 3 + 1), timestamp '2026-06-01' + n * interval '1 hour', 'Hello' from generate_series(1, 9) n;
insert into credit_ledger values ('CL1', 'U6', 100);
insert into coupon values ('SPRING', 10);
insert into coupon_use (code, user_id, used_at) values ('SPRING', 'U2', timestamp '2026-05-20'), ('SPRING', 'U7', timestamp '2026-05-21');
insert into webhook_event values ('W1', 'dodo', '{"type": "payment.succeeded"}', null);
insert into feature_flag values ('new-home', true);
insert into rate_limit values ('RL1', '203.0.113.5/sign-in/email', 3, 1793000000000), ('RL2', '203.0.113.5/sign-in/email', 1, 1793000060000);
insert into billing.invoice values ('INV-1', 'U2', 1200);
refresh materialized view chats_per_user;
