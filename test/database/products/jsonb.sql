-- A product whose authors chose otherwise: jsonb for json, varchar for text here and there, columns that may be empty, and other delete rules
-- than ours, stricter here and laxer there.

create table "user" (
  id varchar(64) primary key,
  name varchar(80),
  email varchar(255) not null unique,
  email_verified boolean,
  image text,
  created_at timestamp not null,
  updated_at timestamp not null,
  role varchar(20) default 'user',
  banned boolean,
  ban_reason text,
  ban_expires timestamp
);
create table session (
  id text primary key,
  expires_at timestamp not null,
  token varchar(255) not null unique,
  created_at timestamp not null,
  updated_at timestamp not null,
  ip_address text,
  user_agent text,
  user_id varchar(64) not null references "user" (id),
  impersonated_by text
);
create table account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id varchar(64) not null references "user" (id) on delete restrict,
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
  id varchar(64) primary key,
  "userId" varchar(64) not null references "user" (id) on delete cascade,
  title varchar(60),
  created_at timestamp not null default now(),
  updated_at timestamp not null default now(),
  visibility varchar(10) default 'private'
);
create table message (
  id text primary key,
  chat_id varchar(64) not null references chat (id),
  role varchar(32) not null,
  parts jsonb not null,
  attachments jsonb default '[]',
  created_at timestamp not null default now(),
  model varchar(64),
  input_tokens integer,
  output_tokens integer,
  total_tokens integer,
  completion_time real
);
create table stream (
  id text primary key,
  "chatId" varchar(64) not null references chat (id) on delete restrict,
  "createdAt" timestamp not null default now()
);
create table tool_calls (
  id uuid primary key default gen_random_uuid(),
  chat_id varchar(64) not null references chat (id) on delete restrict,
  tool_name varchar(80) not null,
  status varchar(20) not null default 'queued',
  request jsonb,
  response jsonb,
  error text,
  dedupe_key varchar(120) unique,
  created_at timestamp not null default now(),
  started_at timestamp,
  finished_at timestamp
);
create table session_states (
  id uuid primary key default gen_random_uuid(),
  chat_id varchar(64) unique references chat (id) on delete set null,
  state jsonb not null,
  updated_at timestamp not null default now()
);
create table message_usage (
  id text primary key,
  user_id varchar(64) not null references "user" (id),
  message_count integer not null default 0,
  date timestamp not null default now(),
  reset_at timestamp not null,
  created_at timestamp not null default now(),
  updated_at timestamp not null default now()
);
create table extreme_search_usage (
  id text primary key,
  user_id varchar(64) references "user" (id) on delete set null,
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
  currency char(3) not null,
  "recurringInterval" varchar(20),
  status varchar(40) not null,
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
  "checkoutId" text,
  "customerCancellationReason" text,
  "customerCancellationComment" text,
  metadata text,
  "customFieldData" text,
  "userId" varchar(64) references "user" (id) on delete cascade
);
create table payment (
  id text primary key,
  created_at timestamp not null,
  updated_at timestamp,
  brand_id text,
  business_id text,
  card_issuing_country char(2),
  card_last_four varchar(4),
  card_network text,
  card_type text,
  currency char(3) not null,
  digital_products_delivered boolean,
  discount_id text,
  error_code text,
  error_message text,
  payment_link text,
  payment_method text,
  payment_method_type text,
  settlement_amount integer,
  settlement_currency char(3),
  settlement_tax integer,
  status varchar(40),
  subscription_id text,
  tax integer,
  total_amount integer not null,
  billing jsonb,
  customer jsonb,
  disputes jsonb,
  metadata jsonb,
  product_cart jsonb,
  refunds jsonb,
  user_id varchar(64) references "user" (id) on delete restrict
);
create table amadeus_tokens (
  id uuid primary key default gen_random_uuid(),
  environment varchar(10) not null,
  access_token text not null,
  token_type text not null,
  expires_at timestamp not null,
  created_at timestamp not null default now()
);

insert into "user" (id, name, email, email_verified, created_at, updated_at, role, banned)
select 'acct_' || n, case when n % 5 > 0 then 'Person ' || n end, 'person' || n || '@example.net', case when n % 7 > 0 then n % 2 = 0 end,
  timestamp '2025-06-01' + n * interval '8 hours', timestamp '2025-07-01', (array['user', 'owner', null])[n % 3 + 1], case when n = 4 then true when n % 2 = 0 then false end
from generate_series(1, 30) n;
insert into session
select 'sess_' || n, timestamp '2026-06-01', 't_' || n, timestamp '2025-06-20' + n * interval '1 minute', timestamp '2025-06-20', '2001:db8::' || n, 'curl/8', 'acct_' || (n % 6 + 1), case when n = 3 then 'acct_1' end
from generate_series(1, 12) n;
insert into account (id, account_id, provider_id, user_id, created_at, updated_at)
select 'acc_' || n, 'x' || n, (array['credential', 'github', 'saml'])[n % 3 + 1], 'acct_' || n, timestamp '2025-06-01', timestamp '2025-06-01' from generate_series(1, 30) n;
insert into verification values ('ver_1', 'person1@example.net', 'secret', timestamp '2025-07-01', timestamp '2025-06-30', timestamp '2025-06-30');
insert into chat
select 'conv_' || n, 'acct_' || (n % 8 + 1), case when n % 4 > 0 then 'Conversation ' || n end, timestamp '2025-06-10' + n * interval '2 hours', timestamp '2025-06-11' + n * interval '2 hours',
  (array['private', 'public', 'unlisted', null])[n % 4 + 1]
from generate_series(1, 24) n;
insert into message (id, chat_id, role, parts, attachments, created_at, model, input_tokens, output_tokens, total_tokens, completion_time)
select 'msg_' || c || '_' || m, 'conv_' || c, (array['user', 'assistant', 'user', 'narrator'])[m], jsonb_build_array(jsonb_build_object('type', 'text', 'text', 'Word ' || m || ' of conversation ' || c)),
  case when m = 1 then '[{"name": "map.png", "contentType": "image/png", "url": "https://files.example.net/map.png"}]'::jsonb when m < 4 then '[]'::jsonb end,
  timestamp '2025-06-10' + c * interval '2 hours' + m * interval '30 seconds', case when m = 2 then 'model-b' end, 5 * m, 7 * m, 12 * m, 0.8 * m
from generate_series(1, 22) c, generate_series(1, 4) m;
insert into message values
  ('msg_string', 'conv_1', 'user', '"only a string"', '[]', timestamp '2025-06-09', null, null, null, null, null),
  ('msg_object', 'conv_1', 'assistant', '{"text": "an object"}', '{}', timestamp '2025-06-09 00:01', null, null, null, null, null),
  ('msg_tool', 'conv_2', 'assistant', '[{"type": "tool-flightSearch", "toolCallId": "t1", "state": "output-available", "input": {"origin": "LIS"}, "output": {"offers": []}}, {"type": "data-state", "data": 1}]', '[]', timestamp '2025-06-12', 'model-b', 1, 1, 2, 0.1);
insert into stream select 'str_' || n, 'conv_' || n, timestamp '2025-06-20' from generate_series(1, 8) n;
insert into tool_calls (id, chat_id, tool_name, status, request, response, error, dedupe_key, created_at, started_at, finished_at)
select ('00000000-0000-4000-a000-' || lpad(n::text, 12, '0'))::uuid, 'conv_' || (n % 20 + 1), (array['flightSearch', 'hotelSearch', 'weather'])[n % 3 + 1],
  (array['queued', 'running', 'succeeded', 'failed', 'timeout', 'canceled', 'delegated'])[n % 7 + 1], case when n % 5 > 0 then jsonb_build_object('n', n) end, case when n % 7 = 2 then '[1, 2]'::jsonb end,
  case when n % 7 in (3, 4) then 'Refused: quota of ' || n end, 'dk-' || n, timestamp '2025-06-12' + n * interval '1 hour', case when n % 7 > 0 then timestamp '2025-06-12 00:00:05' + n * interval '1 hour' end,
  case when n % 7 > 1 then timestamp '2025-06-12 00:00:09' + n * interval '1 hour' end
from generate_series(1, 42) n;
insert into session_states (id, chat_id, state, updated_at)
select ('10000000-0000-4000-a000-' || lpad(n::text, 12, '0'))::uuid, case when n < 7 then 'conv_' || n end, '{"preferences": {"seat": "aisle"}, "pending_flight_request": null}', timestamp '2025-06-21' from generate_series(1, 8) n;
insert into message_usage
select 'mu_' || n, 'acct_' || (n % 10 + 1), n * 3, timestamp '2025-06-01' + n * interval '1 day', timestamp '2025-07-01', timestamp '2025-06-01', timestamp '2025-06-01' from generate_series(1, 30) n;
insert into extreme_search_usage
select 'su_' || n, case when n < 9 then 'acct_' || n end, n, timestamp '2025-06-05' + n * interval '1 day', timestamp '2025-07-01', timestamp '2025-06-05', timestamp '2025-06-05' from generate_series(1, 10) n;
insert into subscription (id, "createdAt", amount, currency, "recurringInterval", status, "currentPeriodStart", "currentPeriodEnd", "startedAt", "endedAt", "customerId", "productId", "checkoutId", metadata, "userId")
select 'subs_' || n, timestamp '2025-06-03', 2000, (array['usd', 'EUR'])[n % 2 + 1], (array['month', 'year', 'decade', null])[n % 4 + 1], (array['active', 'past_due', 'canceled', 'unpaid', 'hibernating'])[n % 5 + 1],
  timestamp '2025-06-03', timestamp '2025-07-03', timestamp '2025-06-03', case when n % 5 = 2 then timestamp '2025-06-25' end, 'c_' || n, 'gold', case when n % 3 > 0 then 'co_' || n end, 'not json', case when n % 4 > 0 then 'acct_' || n end
from generate_series(1, 16) n;
insert into payment (id, created_at, currency, status, payment_method, card_last_four, card_network, subscription_id, tax, total_amount, settlement_amount, settlement_currency, billing, customer, disputes, metadata, product_cart, refunds, user_id)
select 'py_' || n, timestamp '2025-06-04' + n * interval '11 hours', (array['USD', 'EUR', 'KWD'])[n % 3 + 1], (array['succeeded', 'succeeded', 'cancelled', 'requires_capture', 'weighed', null])[n % 6 + 1], (array['card', 'wire'])[n % 2 + 1], '4242', 'visa',
  case when n % 2 = 0 then 'subs_' || (n % 16 + 1) end, 19 * n, 119 * n, 119 * n, 'EUR', jsonb_build_object('country', 'DE', 'zipcode', '10115'),
  jsonb_build_object('customer_id', 'c_' || n, 'email', 'person' || n || '@example.net', 'name', 'Person ' || n),
  case when n % 10 = 0 then jsonb_build_array(jsonb_build_object('dispute_id', 'dp' || n, 'amount', '119', 'currency', 'EUR', 'created_at', '2025-07-01T08:00:00Z', 'dispute_stage', 'pre_dispute', 'dispute_status', 'dispute_lost')) end,
  '{"plan": "gold"}', '[{"product_id": "gold", "quantity": 1}]',
  case when n % 6 = 0 then jsonb_build_array(jsonb_build_object('refund_id', 'rf' || n, 'status', 'succeeded', 'amount', 19, 'currency', (array['USD', 'EUR', 'KWD'])[n % 3 + 1], 'is_partial', true, 'created_at', '2025-06-30T12:00:00+02:00'))
    when n = 5 then '"a string"'::jsonb when n = 11 then 'null'::jsonb end,
  case when n % 5 > 0 then 'acct_' || (n % 30 + 1) end
from generate_series(1, 45) n;
insert into amadeus_tokens values ('20000000-0000-4000-a000-000000000001', 'prod', 'plain', 'Bearer', timestamp '2025-06-21', timestamp '2025-06-20');
