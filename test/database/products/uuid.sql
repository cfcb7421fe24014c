-- A product whose users and chats have uuids for ids, and whose tool calls have an enum for a status: not one that Purser can move in to.

create type tool_call_state as enum ('queued', 'running', 'succeeded', 'failed', 'timeout', 'canceled');

create table "user" (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamp not null,
  updated_at timestamp not null,
  role text not null default 'user'
);
create table session (
  id uuid primary key default gen_random_uuid(),
  expires_at timestamp not null,
  token text not null unique,
  created_at timestamp not null,
  updated_at timestamp not null,
  ip_address text,
  user_agent text,
  user_id uuid not null references "user" (id) on delete cascade
);
create table account (
  id uuid primary key default gen_random_uuid(),
  account_id text not null,
  provider_id text not null,
  user_id uuid not null references "user" (id) on delete cascade,
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
create table verification (id uuid primary key default gen_random_uuid(), identifier text not null, value text not null, expires_at timestamp not null, created_at timestamp, updated_at timestamp);
create table chat (
  id uuid primary key default gen_random_uuid(),
  "userId" uuid not null references "user" (id),
  title text not null default 'New Chat',
  created_at timestamp not null default now(),
  updated_at timestamp not null default now(),
  visibility varchar not null default 'private'
);
create table message (
  id text primary key,
  chat_id uuid not null references chat (id) on delete cascade,
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
create table stream (id text primary key, "chatId" uuid not null references chat (id) on delete cascade, "createdAt" timestamp not null default now());
create table tool_calls (
  id uuid primary key default gen_random_uuid(),
  chat_id uuid not null references chat (id) on delete cascade,
  tool_name text not null,
  status tool_call_state not null default 'queued',
  request json not null,
  response json,
  error text,
  dedupe_key text unique,
  created_at timestamp not null default now(),
  started_at timestamp,
  finished_at timestamp
);
create table session_states (id uuid primary key default gen_random_uuid(), chat_id uuid not null unique references chat (id) on delete cascade, state json not null, updated_at timestamp not null default now());
create table message_usage (
  id text primary key,
  user_id uuid not null references "user" (id) on delete cascade,
  message_count integer not null default 0,
  date timestamp not null default now(),
  reset_at timestamp not null,
  created_at timestamp not null default now(),
  updated_at timestamp not null default now()
);
create table extreme_search_usage (
  id text primary key,
  user_id uuid not null references "user" (id) on delete cascade,
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
  "userId" uuid references "user" (id) on delete set null
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
  user_id uuid references "user" (id) on delete set null
);
create table amadeus_tokens (id uuid primary key default gen_random_uuid(), environment text not null, access_token text not null, token_type text not null, expires_at timestamp not null, created_at timestamp not null default now());

insert into "user" (id, name, email, email_verified, created_at, updated_at)
select ('30000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Somebody ' || n, 'somebody' || n || '@example.com', true, timestamp '2025-01-01', timestamp '2025-01-01' from generate_series(1, 12) n;
insert into chat (id, "userId", title, created_at, updated_at)
select ('40000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, ('30000000-0000-4000-8000-' || lpad((n % 12 + 1)::text, 12, '0'))::uuid, 'Chat ' || n, timestamp '2025-01-02', timestamp '2025-01-02' from generate_series(1, 12) n;
insert into message (id, chat_id, role, parts, attachments, created_at)
select 'm' || n, ('40000000-0000-4000-8000-' || lpad((n % 12 + 1)::text, 12, '0'))::uuid, 'user', '[{"type": "text", "text": "hello"}]', '[]', timestamp '2025-01-02' from generate_series(1, 24) n;
insert into tool_calls (id, chat_id, tool_name, status, request, created_at)
select ('00000000-0000-4000-c000-' || lpad(n::text, 12, '0'))::uuid, ('40000000-0000-4000-8000-' || lpad((n % 12 + 1)::text, 12, '0'))::uuid, 'flightSearch', (enum_range(null::tool_call_state))[n % 6 + 1], '{}', timestamp '2025-01-03' from generate_series(1, 12) n;
insert into payment (id, created_at, currency, total_amount, status, user_id)
select 'pay' || n, timestamp '2025-01-04', 'USD', 1000, 'succeeded', ('30000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid from generate_series(1, 12) n;
