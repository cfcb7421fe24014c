-- A product as ours expects it to be, with a few indexes of its own.

create table "user" (
  id text primary key,
  name text not null,
  email text not null,
  email_verified boolean not null,
  image text,
  created_at timestamp not null,
  updated_at timestamp not null,
  role text not null default 'user',
  constraint user_email_unique unique (email)
);
create table account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null constraint account_user_id_user_id_fk references "user" (id) on delete cascade,
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
create table session (
  id text primary key,
  expires_at timestamp not null,
  token text not null constraint session_token_unique unique,
  created_at timestamp not null,
  updated_at timestamp not null,
  ip_address text,
  user_agent text,
  user_id text not null constraint session_user_id_user_id_fk references "user" (id) on delete cascade
);
create table verification (id text primary key, identifier text not null, value text not null, expires_at timestamp not null, created_at timestamp, updated_at timestamp);
create table chat (
  id text primary key,
  "userId" text not null constraint "chat_userId_user_id_fk" references "user" (id),
  title text not null default 'New Chat',
  created_at timestamp not null default now(),
  updated_at timestamp not null default now(),
  visibility varchar not null default 'private'
);
create table message (
  id text primary key,
  chat_id text not null constraint message_chat_id_chat_id_fk references chat (id) on delete cascade,
  role text not null,
  parts json not null,
  attachments json not null,
  created_at timestamp not null default now(),
  model text,
  input_tokens integer,
  output_tokens integer,
  total_tokens integer,
  completion_time real
);
create table stream (
  id text primary key,
  "chatId" text not null constraint "stream_chatId_chat_id_fk" references chat (id) on delete cascade,
  "createdAt" timestamp not null default now()
);
create table tool_calls (
  id uuid primary key default gen_random_uuid(),
  chat_id text not null constraint tool_calls_chat_id_chat_id_fk references chat (id) on delete cascade,
  tool_name text not null,
  status text not null default 'queued',
  request json not null,
  response json,
  error text,
  dedupe_key text constraint tool_calls_dedupe_key_unique unique,
  created_at timestamp not null default now(),
  started_at timestamp,
  finished_at timestamp
);
create table session_states (
  id uuid primary key default gen_random_uuid(),
  chat_id text not null constraint session_states_chat_id_unique unique constraint session_states_chat_id_chat_id_fk references chat (id) on delete cascade,
  state json not null,
  updated_at timestamp not null default now()
);
create table message_usage (
  id text primary key,
  user_id text not null constraint message_usage_user_id_user_id_fk references "user" (id) on delete cascade,
  message_count integer not null default 0,
  date timestamp not null default now(),
  reset_at timestamp not null,
  created_at timestamp not null default now(),
  updated_at timestamp not null default now()
);
create table extreme_search_usage (
  id text primary key,
  user_id text not null constraint extreme_search_usage_user_id_user_id_fk references "user" (id) on delete cascade,
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
  "userId" text constraint "subscription_userId_user_id_fk" references "user" (id) on delete set null
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
  total_amount integer not null,
  billing json,
  customer json,
  disputes json,
  metadata json,
  product_cart json,
  refunds json,
  user_id text constraint payment_user_id_user_id_fk references "user" (id) on delete set null
);
create table amadeus_tokens (
  id uuid primary key default gen_random_uuid(),
  environment text not null,
  access_token text not null,
  token_type text not null,
  expires_at timestamp not null,
  created_at timestamp not null default now()
);
create index message_by_chat on message (chat_id, created_at);
create index tool_calls_by_chat on tool_calls (chat_id);

insert into "user" (id, name, email, email_verified, created_at, updated_at, role)
select 'usr-' || n, 'Member ' || n, 'member' || n || '@example.com', true, timestamp '2026-01-01' + n * interval '6 hours', timestamp '2026-02-01', case when n = 2 then 'editor' else 'user' end from generate_series(1, 40) n;
insert into account (id, account_id, provider_id, user_id, created_at, updated_at)
select 'ac-' || n, 'a' || n, 'credential', 'usr-' || n, timestamp '2026-01-01', timestamp '2026-01-01' from generate_series(1, 40) n;
insert into session select 'se-' || n, timestamp '2027-01-01', 'tk-' || n, timestamp '2026-02-01', timestamp '2026-02-01', '198.51.100.7', 'Firefox', 'usr-' || n from generate_series(1, 10) n;
insert into verification values ('ve-1', 'member1@example.com', 'secret', timestamp '2026-02-02', null, null);
insert into chat select 'ch-' || n, 'usr-' || (n % 15 + 1), 'Chat ' || n, timestamp '2026-01-20' + n * interval '2 hours', timestamp '2026-01-21' + n * interval '2 hours', (array['private', 'public', 'secret'])[n % 3 + 1] from generate_series(1, 30) n;
insert into message
select 'ms-' || c || '-' || m, 'ch-' || c, (array['user', 'assistant'])[m % 2 + 1], json_build_array(json_build_object('type', 'text', 'text', 'Message ' || m)), '[]',
  timestamp '2026-01-20' + c * interval '2 hours' + m * interval '1 minute', 'model-c', 10, 10, 20, 1 from generate_series(1, 28) c, generate_series(1, 5) m;
insert into stream select 'st-' || n, 'ch-' || n, timestamp '2026-01-25' from generate_series(1, 5) n;
insert into tool_calls (id, chat_id, tool_name, status, request, error, created_at, started_at, finished_at)
select ('00000000-0000-4000-b000-' || lpad(n::text, 12, '0'))::uuid, 'ch-' || (n % 25 + 1), 'flightSearch', (array['queued', 'running', 'succeeded', 'failed', 'timeout', 'canceled', 'lost'])[n % 7 + 1], '{}',
  case when n % 7 in (3, 4) then 'Timeout of ' || n || ' ms' end, timestamp '2026-01-22' + n * interval '1 hour', timestamp '2026-01-22 00:01' + n * interval '1 hour', case when n % 7 > 1 then timestamp '2026-01-22 00:02' + n * interval '1 hour' end
from generate_series(1, 42) n;
insert into session_states select ('10000000-0000-4000-b000-' || lpad(n::text, 12, '0'))::uuid, 'ch-' || n, '{}', timestamp '2026-01-25' from generate_series(1, 5) n;
insert into message_usage select 'mus-' || n, 'usr-' || (n % 12 + 1), n, timestamp '2026-01-01' + n * interval '1 day', timestamp '2026-02-01', timestamp '2026-01-01', timestamp '2026-01-01' from generate_series(1, 30) n;
insert into extreme_search_usage select 'esu-' || n, 'usr-' || n, n, timestamp '2026-01-10', timestamp '2026-02-01', timestamp '2026-01-10', timestamp '2026-01-10' from generate_series(1, 5) n;
insert into subscription (id, "createdAt", amount, currency, "recurringInterval", status, "currentPeriodStart", "currentPeriodEnd", "startedAt", "customerId", "productId", "checkoutId", "userId")
select 'su-' || n, timestamp '2026-01-05', 1000, 'usd', (array['month', 'year', 'quarter'])[n % 3 + 1], (array['active', 'trialing', 'asleep'])[n % 3 + 1], timestamp '2026-01-05', timestamp '2026-12-05', timestamp '2026-01-05', 'cu' || n, 'pro', 'ck' || n,
  case when n % 3 > 0 then 'usr-' || n end from generate_series(1, 12) n;
insert into payment (id, created_at, currency, status, payment_method, subscription_id, tax, total_amount, billing, customer, disputes, product_cart, refunds, user_id)
select 'pm-' || n, timestamp '2026-01-06' + n * interval '10 hours', 'USD', (array['succeeded', 'succeeded', 'failed', 'chased', null])[n % 5 + 1], 'card', 'su-' || (n % 12 + 1), 0, 1000, '{"country": "FR"}',
  json_build_object('customer_id', 'cu' || n, 'email', 'member' || n || '@example.com', 'name', 'Member ' || n),
  case when n = 10 then '[{"dispute_id": "x", "amount": "1000", "currency": "USD", "created_at": "2026-01-30T00:00:00Z", "dispute_status": "dispute_opened"}]'::json end,
  '[{"product_id": "pro", "quantity": 1}]', case when n % 5 = 0 then '[{"refund_id": "y", "status": "succeeded", "amount": 100, "currency": "USD", "created_at": "2026-01-28T00:00:00Z"}]'::json end,
  case when n % 4 > 0 then 'usr-' || n end
from generate_series(1, 36) n;
insert into amadeus_tokens values ('20000000-0000-4000-b000-000000000001', 'test', 'plain', 'Bearer', timestamp '2026-01-21', timestamp '2026-01-20');
