-- A product two years behind: no tokens counted, no bans, no visibility of chats, tool calls without a clock, payments without settlement or
-- card, and hardly an index.

create table "user" (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamp not null,
  updated_at timestamp not null
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
  "userId" text not null references "user" (id),
  title text not null default 'New Chat',
  created_at timestamp not null default now(),
  updated_at timestamp not null default now()
);

create table message (
  id text primary key,
  chat_id text not null references chat (id) on delete cascade,
  role text not null,
  parts json not null,
  attachments json not null,
  created_at timestamp not null default now()
);
create index message_chat_idx on message (chat_id);

create table stream (
  id text primary key,
  "chatId" text not null references chat (id) on delete cascade,
  "createdAt" timestamp not null default now()
);

create table tool_calls (
  id uuid primary key default gen_random_uuid(),
  chat_id text not null references chat (id) on delete cascade,
  tool_name text not null,
  status text not null default 'queued',
  request json not null,
  response json,
  error text,
  created_at timestamp not null default now()
);

create table session_states (
  id uuid primary key default gen_random_uuid(),
  chat_id text not null unique references chat (id) on delete cascade,
  state json not null,
  updated_at timestamp not null default now()
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
  "userId" text references "user" (id)
);

create table payment (
  id text primary key,
  created_at timestamp not null,
  updated_at timestamp,
  brand_id text,
  business_id text,
  currency text not null,
  digital_products_delivered boolean,
  discount_id text,
  error_code text,
  error_message text,
  payment_link text,
  payment_method text,
  payment_method_type text,
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
  user_id text references "user" (id)
);
create index payment_user_idx on payment (user_id);

create table amadeus_tokens (
  id uuid primary key default gen_random_uuid(),
  environment text not null,
  access_token text not null,
  token_type text not null,
  expires_at timestamp not null,
  created_at timestamp not null default now()
);

insert into "user"
select 'user-' || n, 'Traveller ' || n, 'traveller' || n || '@example.com', n % 3 > 0, null,
  timestamp '2024-03-01 08:00' + n * interval '17 hours', timestamp '2024-03-01 08:00' + n * interval '17 hours'
from generate_series(1, 24) n;

insert into session
select 'session-' || n, timestamp '2024-06-01', 'token-' || n, timestamp '2024-05-01' + n * interval '1 hour', timestamp '2024-05-02',
  case when n % 2 = 0 then '203.0.113.' || n end, 'Mozilla/5.0', 'user-' || n
from generate_series(1, 8) n;

insert into account (id, account_id, provider_id, user_id, password, created_at, updated_at)
select 'account-' || n, 'user-' || n, case when n % 4 = 0 then 'google' else 'credential' end, 'user-' || n, null, timestamp '2024-03-01', timestamp '2024-03-01'
from generate_series(1, 24) n;

insert into verification values
  ('verification-1', 'traveller1@example.com', 'a secret', timestamp '2024-05-02', timestamp '2024-05-01', null),
  ('verification-2', 'somebody@example.com', 'another', timestamp '2024-05-02', null, null);

insert into chat
select 'chat-' || n, 'user-' || (n % 12 + 1), 'Flight to city ' || n, timestamp '2024-04-01 10:00' + n * interval '9 hours', timestamp '2024-04-01 12:00' + n * interval '9 hours'
from generate_series(1, 20) n;
insert into chat values ('chat-empty', 'user-3', 'New Chat', timestamp '2024-04-20', timestamp '2024-04-20');

insert into message
select 'message-' || c || '-' || m, 'chat-' || c, case when m % 2 = 1 then 'user' else 'assistant' end,
  case when m % 2 = 1 then json_build_array(json_build_object('type', 'text', 'text', 'From Lisbon to city ' || c || ', please'))
    else json_build_array(json_build_object('type', 'step-start'), json_build_object('type', 'text', 'text', 'There are **three** flights.')) end,
  '[]', timestamp '2024-04-01 10:00' + c * interval '9 hours' + m * interval '20 seconds'
from generate_series(1, 20) c, generate_series(1, 4) m;
insert into message values
  ('message-bare', 'chat-1', 'data', '"a bare string, as the first version wrote it"', '[]', timestamp '2024-03-30'),
  ('message-null', 'chat-1', 'function', 'null', 'null', timestamp '2024-03-30 01:00'),
  ('message-odd', 'chat-2', 'assistant', '[{"type": "tool-invocation", "toolInvocation": {"state": "result", "toolCallId": "x", "toolName": "flightSearch", "args": {}, "result": "none"}}, 7]', '[]', timestamp '2024-03-31');

insert into stream select 'stream-' || n, 'chat-' || n, timestamp '2024-04-05' from generate_series(1, 6) n;

insert into tool_calls (id, chat_id, tool_name, status, request, response, error, created_at)
select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'chat-' || (n % 20 + 1), case when n % 3 = 0 then 'hotelSearch' else 'flightSearch' end,
  (array['queued', 'running', 'succeeded', 'failed', 'timeout', 'canceled', 'parked'])[n % 7 + 1], json_build_object('origin', 'LIS', 'attempt', n),
  case when n % 7 = 2 then '{"offers": []}'::json end, case when n % 7 in (3, 4) then 'Amadeus answered 500 for request ' || n end,
  timestamp '2024-04-02' + n * interval '5 hours'
from generate_series(1, 35) n;

insert into session_states (id, chat_id, state, updated_at)
select ('10000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'chat-' || n,
  '{"last_flight_request": {"origin": "LIS", "destination": "OSL", "departDate": "2024-05-05", "cabin": "ECONOMY"}}', timestamp '2024-04-09'
from generate_series(1, 5) n;

insert into message_usage
select 'usage-' || n, 'user-' || (n % 10 + 1), n, timestamp '2024-04-01' + n * interval '1 day', timestamp '2024-04-02' + n * interval '1 day', timestamp '2024-04-01', timestamp '2024-04-01'
from generate_series(1, 30) n;
insert into extreme_search_usage
select 'search-' || n, 'user-' || n, n * 2, timestamp '2024-04-03', timestamp '2024-05-01', timestamp '2024-04-03', timestamp '2024-04-03'
from generate_series(1, 6) n;

insert into subscription (id, "createdAt", amount, currency, "recurringInterval", status, "currentPeriodStart", "currentPeriodEnd", "startedAt", "endedAt", "customerId", "productId", "checkoutId", metadata, "userId")
select 'sub-' || n, timestamp '2024-03-05' + n * interval '1 day', 900 + n, case when n % 4 = 0 then 'eur' else 'usd' end,
  (array['month', 'year', 'fortnight'])[n % 3 + 1], (array['active', 'trialing', 'past_due', 'canceled', 'resting'])[n % 5 + 1],
  timestamp '2024-03-05' + n * interval '1 day', timestamp '2024-04-05' + n * interval '1 day', timestamp '2024-03-05' + n * interval '1 day',
  case when n % 5 = 3 then timestamp '2024-04-10' end, 'customer-' || n, 'product-' || (n % 2), 'checkout-' || n, '{"source": "app"}', case when n % 3 > 0 then 'user-' || n end
from generate_series(1, 15) n;

insert into payment (id, created_at, currency, payment_method, status, subscription_id, tax, total_amount, billing, customer, disputes, metadata, product_cart, refunds, user_id)
select 'pay-' || n, timestamp '2024-03-05 09:30' + n * interval '30 hours', (array['USD', 'EUR', 'JPY'])[n % 3 + 1], (array['card', 'paypal', 'cowrie'])[n % 3 + 1],
  (array['succeeded', 'succeeded', 'failed', 'processing', null, 'pondered'])[n % 6 + 1], case when n % 2 = 0 then 'sub-' || (n % 15 + 1) end, n, 1000 + n,
  json_build_object('country', 'PT', 'city', 'Lisbon'), json_build_object('customer_id', 'customer-' || n, 'email', 'traveller' || n || '@example.com', 'name', 'Traveller ' || n),
  case when n % 9 = 0 then json_build_array(json_build_object('dispute_id', 'd' || n, 'amount', '900', 'currency', 'USD', 'created_at', '2024-04-20T00:00:00Z', 'dispute_stage', 'dispute', 'dispute_status', 'dispute_opened')) end,
  '{}', json_build_array(json_build_object('product_id', 'prod_' || n % 4, 'quantity', 1)),
  case when n % 6 = 0 then json_build_array(json_build_object('refund_id', 'r' || n, 'status', 'succeeded', 'amount', 300, 'is_partial', true, 'currency', (array['USD', 'EUR', 'JPY'])[n % 3 + 1], 'created_at', '2024-04-15T10:00:00Z'))
    when n = 7 then '{"not": "a list"}'::json end,
  case when n % 4 > 0 then 'user-' || (n % 24 + 1) end
from generate_series(1, 40) n;

insert into amadeus_tokens (id, environment, access_token, token_type, expires_at, created_at) values
  ('20000000-0000-4000-8000-000000000001', 'test', 'plain token', 'Bearer', timestamp '2024-04-01 00:30', timestamp '2024-04-01'),
  ('20000000-0000-4000-8000-000000000002', 'staging', 'another', 'Bearer', timestamp '2024-04-02 00:30', timestamp '2024-04-02');
