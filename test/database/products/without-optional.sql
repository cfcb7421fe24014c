-- A product of another trade: it talks and sells, but keeps no state of a conversation, resumes no stream, counts no searches and asks no Amadeus.

create table "user" (
  id text primary key,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  created_at timestamp not null default now(),
  updated_at timestamp not null default now(),
  role text not null default 'user',
  constraint user_email_unique unique (email)
);
create table session (
  id text primary key,
  expires_at timestamp not null,
  token text not null unique,
  created_at timestamp not null,
  updated_at timestamp not null,
  ip_address text,
  user_agent text,
  user_id text not null references "user" (id) on delete cascade
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
create table verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamp not null,
  created_at timestamp,
  updated_at timestamp
);
create table chat (
  id text primary key,
  "userId" text not null references "user" (id) on delete cascade,
  title text not null default 'New Chat',
  created_at timestamp not null default now(),
  updated_at timestamp not null default now(),
  visibility varchar not null default 'private'
);
create table message (
  id text primary key,
  chat_id text not null references chat (id) on delete cascade,
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
  finished_at timestamp
);
create table message_usage (
  id text primary key,
  user_id text not null references "user" (id) on delete cascade,
  message_count integer not null default 0,
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
  "userId" text references "user" (id) on delete set null
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
  digital_products_delivered boolean default false,
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
  user_id text references "user" (id) on delete set null
);

insert into "user" (id, name, email, email_verified, created_at, updated_at, role)
select 'reader-' || n, case when n = 5 then '' else 'Reader ' || n end, 'reader' || n || '@example.org', n % 2 = 0,
  timestamp '2025-01-10' + n * interval '1 day', timestamp '2025-02-01', case when n = 9 then 'moderator' else 'user' end
from generate_series(1, 20) n;
insert into session
select 'sn' || n, timestamp '2026-01-01', 'tok' || n, timestamp '2025-03-01', timestamp '2025-03-01', null, null, 'reader-' || n from generate_series(1, 5) n;
insert into account (id, account_id, provider_id, user_id, created_at, updated_at)
select 'ac' || n, 'g' || n, 'google', 'reader-' || n, timestamp '2025-01-10', timestamp '2025-01-10' from generate_series(1, 20) n;
insert into verification values ('v1', 'reader1@example.org', 'secret', timestamp '2025-03-02', null, null);
insert into chat
select 'talk-' || n, 'reader-' || (n % 9 + 1), 'Talk ' || n, timestamp '2025-02-01' + n * interval '3 hours', timestamp '2025-02-02' + n * interval '3 hours',
  (array['private', 'public', 'team'])[n % 3 + 1]
from generate_series(1, 18) n;
insert into message
select 'm' || c || '.' || m, 'talk-' || c, (array['user', 'assistant', 'critic'])[m], json_build_array(json_build_object('type', 'text', 'text', 'Line ' || m || ' of talk ' || c)), '[]',
  timestamp '2025-02-01' + c * interval '3 hours' + m * interval '1 minute', case when m = 2 then 'model-a' end, case when m = 2 then 10 end, case when m = 2 then 20 end, case when m = 2 then 30 end, 1.5
from generate_series(1, 17) c, generate_series(1, 3) m;
insert into tool_calls (id, chat_id, tool_name, status, request, error, dedupe_key, created_at, started_at, finished_at)
select ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, 'talk-' || (n % 17 + 1), 'webSearch',
  (array['queued', 'running', 'succeeded', 'failed', 'timeout', 'canceled', 'skipped'])[n % 7 + 1], json_build_object('q', n), case when n % 7 in (3, 4) then 'No answer after ' || n || ' s' end,
  case when n % 2 = 0 then 'key-' || n end, timestamp '2025-02-03' + n * interval '1 hour', case when n % 7 > 0 then timestamp '2025-02-03 00:01' + n * interval '1 hour' end,
  case when n % 7 > 1 then timestamp '2025-02-03 00:02' + n * interval '1 hour' end
from generate_series(1, 21) n;
insert into message_usage
select 'u' || n, 'reader-' || (n % 6 + 1), n, timestamp '2025-02-01' + n * interval '1 day', timestamp '2025-03-01', timestamp '2025-02-01', timestamp '2025-02-01' from generate_series(1, 20) n;
insert into subscription (id, "createdAt", amount, currency, "recurringInterval", status, "currentPeriodStart", "currentPeriodEnd", "startedAt", "customerId", "productId", "checkoutId", "userId")
select 's' || n, timestamp '2025-01-15', 1500, 'usd', (array['month', 'year', 'lifetime'])[n % 3 + 1], (array['active', 'canceled', 'dormant'])[n % 3 + 1], timestamp '2025-01-15', timestamp '2026-12-15', timestamp '2025-01-15',
  'cus' || n, 'plan', 'co' || n, case when n % 4 > 0 then 'reader-' || n end
from generate_series(1, 12) n;
insert into payment (id, created_at, currency, status, payment_method, subscription_id, tax, total_amount, billing, customer, disputes, product_cart, refunds, user_id)
select 'p' || n, timestamp '2025-01-16' + n * interval '1 day', 'USD', (array['succeeded', 'failed', 'odd', null])[n % 4 + 1], 'card', 's' || (n % 12 + 1), 0, 1500,
  '{"country": "US"}', json_build_object('customer_id', 'cus' || n, 'email', 'reader' || n || '@example.org'),
  case when n = 8 then '[{"dispute_id": "dis", "amount": "1500", "currency": "USD", "created_at": "2025-02-20T00:00:00Z", "dispute_stage": "dispute", "dispute_status": "dispute_won"}]'::json end,
  '[{"product_id": "plan", "quantity": 1}]',
  case when n = 4 then '[{"refund_id": "ref", "status": "succeeded", "is_partial": false, "created_at": "2025-02-21T00:00:00Z"}]'::json end, case when n % 5 > 0 then 'reader-' || n end
from generate_series(1, 20) n;

-- Read along by a warehouse: a table without a primary key or another identity could not be deleted from.
create publication warehouse for all tables;
