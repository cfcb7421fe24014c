import type { BenchSize } from "./size.ts";
import { at, DAYS, dice, type FillTime, id, parts, pick, type Task } from "./sql.ts";

const PART = 100_000;
const MONTH = "interval '30.44 days'";

/** The currency of subscription `s`, and what its product costs a month, in minor units: currencies of two digits, none and three. */
const currencyOf = (s: string) =>
  pick(s, 41, ["USD", "USD", "USD", "USD", "USD", "USD", "USD", "USD", "EUR", "EUR", "EUR", "EUR", "GBP", "GBP", "JPY", "INR", "KWD"]);
const productOf = (s: string) => pick(s, 42, ["prod-pro", "prod-pro", "prod-pro", "prod-max"]);
const isYearly = (s: string) => `(${s}) % 10 = 1`;
const isCanceled = (s: string) => `(${s}) % 3 = 0`;
const price = (s: string, currency: string, product: string) =>
  `(case ${currency} when 'JPY' then 3000 when 'KWD' then 6500 when 'INR' then 170000 else 2000 end
    * case when ${product} = 'prod-max' then 5 else 2 end / 2 * case when ${isYearly(s)} then 10 else 1 end)::int`;
/** Who has subscription `s`; each is another's. Some have lost their user. */
const ownerOf = (s: string, { users, subscriptions }: BenchSize) =>
  `case when ${dice(s, 43)} >= 0.005 then ${id("user", `greatest(1, ((${s}) * ${users}::bigint / ${subscriptions}))`)} end`;

/** Subscriptions: a third is canceled, a tenth runs by the year, a few are past due or past their end. */
export function subscriptions(size: BenchSize, time: FillTime): Task[] {
  const rows = size.subscriptions;
  return parts(rows, PART).map(([first, last]) => ({
    label: `subscriptions ${first} to ${last}`,
    sql: `
      insert into subscription (id, "createdAt", "modifiedAt", amount, currency, "recurringInterval", status, "currentPeriodStart", "currentPeriodEnd",
        "cancelAtPeriodEnd", "startedAt", "canceledAt", "endedAt", "customerId", "productId", "checkoutId", "userId")
      select ${id("sub", "i")}, created, created, ${price("i", "currency", "product")}, currency, case when ${isYearly("i")} then 'year' else 'month' end,
        case when ended is not null then 'canceled' when luck < 0.01 then 'past_due' when luck < 0.03 and created > ${time.now} - interval '20 days' then 'trialing' else 'active' end,
        coalesce(ended - period, began - late), coalesce(ended, began - late + period), luck > 0.95 and ended is null, created,
        case when ended is not null then ended - interval '3 days' when luck > 0.95 then least(${time.now}, began + interval '1 day') end,
        ended, ${id("cus", "i")}, product, ${id("checkout", "i")}, ${ownerOf("i", size)}
      from (
        select *, created + period * floor(extract(epoch from ${time.now} - created) / extract(epoch from period)) as began,
          case when luck between 0.04 and 0.045 then period else interval '0' end as late,
          case when ${isCanceled("i")} and created + (1 + i % 17) * ${MONTH} < ${time.now} then created + (1 + i % 17) * ${MONTH} end as ended
        from (
          select i, ${at(time, "i", rows)} as created, ${currencyOf("i")} as currency, ${productOf("i")} as product, ${dice("i", 44)} as luck,
            case when ${isYearly("i")} then 12 else 1 end * ${MONTH} as period
          from generate_series(${first}::bigint, ${last}) as i
        ) as begun
      ) as made`,
  }));
}

/** The subscription that was begun when row `i` less `months` was, as it grows with payments, and that is charged each month. */
function renewedThen(months: string, { subscriptions: rows }: BenchSize, payments: number): string {
  const then = `greatest(0, sqrt(i::float8 / ${payments}) - (${months}) * 30.44 / ${DAYS})`;
  return `least(${rows}, greatest(1, ceil(${rows} * ${then} * ${then})))::bigint`;
}

/**
 * Payments: the monthly charges of subscriptions, and of four one that has none. One of ten failed; one of thirty is refunded, in part or in
 * whole; one of two hundred is disputed.
 */
export function payments(size: BenchSize, time: FillTime): Task[] {
  const rows = size.payments;
  const iso = (instant: string) => `to_char(least(${time.now}, ${instant}), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  const charged = (s: string) => `${isCanceled(s)} or ${isYearly(s)}`;
  return parts(rows, PART).map(([first, last]) => ({
    label: `payments ${first} to ${last}`,
    sql: `
      insert into payment (id, created_at, updated_at, status, total_amount, tax, currency, settlement_amount, settlement_tax, settlement_currency, payment_method,
        card_last_four, card_network, card_type, error_message, subscription_id, user_id, customer, billing, product_cart, refunds, disputes)
      select ${id("pay", "i")}, created, created, status, amount, amount / 6, currency, amount, amount / 6, case when currency in ('EUR', 'GBP') then 'EUR' else 'USD' end,
        method, case when method = 'card' then lpad((i % 10000)::text, 4, '0') end, case when method = 'card' then ${pick("i", 51, ["visa", "mastercard"])} end,
        case when method = 'card' then 'credit' end, case when status = 'failed' then 'The card was declined' end,
        case when not once then ${id("sub", "s")} end, case when ${dice("i", 64)} >= 0.003 then ${ownerOf("s", size)} end,
        json_build_object('customer_id', ${id("cus", "s")}, 'email', 'customer' || s || '@' || ${pick("s", 52, ["mail.example", "post.example"])}, 'name', initcap(said)),
        json_build_object('city', 'City', 'country', ${pick("s", 53, ["US", "US", "DE", "GB", "JP", "FR", "IN", "KW"])}, 'street', 'Street ' || i, 'zipcode', '10115'),
        case when once then json_build_array(json_build_object('product_id', 'pdt-' || i % 20, 'quantity', 1)) end,
        case when status = 'succeeded' and refund < 0.033 then json_build_array(json_build_object('refund_id', 'ref-' || i, 'payment_id', ${id("pay", "i")}, 'status',
          case when refund < 0.03 then 'succeeded' else 'pending' end, 'amount', case when refund < 0.01 then amount else amount / 4 end, 'currency', currency,
          'is_partial', refund >= 0.01, 'created_at', ${iso(`created + interval '5 days' * ${dice("i", 55)}`)})) end,
        case when status = 'succeeded' and dispute < 0.005 then json_build_array(json_build_object('dispute_id', 'dis-' || i, 'amount', amount::text, 'currency', currency,
          'dispute_stage', 'dispute', 'dispute_status', ${pick("i", 56, ["dispute_won", "dispute_lost", "dispute_opened"])}, 'created_at', ${iso("created + interval '20 days'")})) end
      from (
        select i, s, once, created, currency, ${price("s", "currency", "product")} as amount, ${pick("i", 57, ["card", "card", "card", "upi", "paypal"])} as method,
          case when luck < 0.9 then 'succeeded' when luck < 0.985 then 'failed' when luck < 0.995 then 'processing' when luck < 0.999 then 'cancelled' end as status,
          ${dice("i", 58)} as refund, ${dice("i", 59)} as dispute, left(said.text, 18) as said
        from (
          select i, s, once, ${at(time, "i", rows)} as created, ${currencyOf("s")} as currency, ${productOf("s")} as product, ${dice("i", 60)} as luck
          from (
            select i, once, case when not (${charged("s")}) then s when not (${charged("s + 1")}) then s + 1 else s + 2 end as s
            from (
              select i, ${dice("i", 61)} < 0.25 as once, ${renewedThen(`floor(12 * ${dice("i", 62)} * ${dice("i", 63)})`, size, rows)} as s
              from generate_series(${first}::bigint, ${last}) as i
            ) as drawn
          ) as whose
        ) as priced
        join bench.sentence as said on said.id = 1 + s % 200000
        order by i
      ) as made`,
  }));
}
