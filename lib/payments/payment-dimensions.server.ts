import { and, eq, inArray, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { payment, subscription } from "../db/schema.ts";
import { oneOf } from "../list/contains.server.ts";
import { NO_VALUE } from "./payment.ts";

// What payments are split by. Each expression is never null, and the filter of the same name compares it with its values, so that a sum
// grouped by it and the list behind the sum are of the same rows. No parameter stands in them: PostgreSQL would not know two writings of
// one expression for the same. They are nested once, because drizzle leaves the table's name out of columns that stand directly in a select.
const nested = (expression: SQL): SQL<string> => sql<string>`(${expression})`;
const noValue = sql.raw(`'${NO_VALUE}'`);

/**
 * A subscription's product, where it is an id as Polar makes them: the rule that `cart_product` has for the ids of Dodo Payments. The length
 * stands apart because PostgreSQL needs fifteen times as long for a counted repetition.
 */
const planProduct = sql`case
  when length(${subscription.productId}) <= 128 then substring(${subscription.productId} from '^[A-Za-z0-9_.:-]+$')
end`;

/**
 * Joins what `paymentProduct` asks the subscription for. Each is looked up by its id, which the limit says: PostgreSQL, which cannot know how few
 * payments a day has, would read all subscriptions there are.
 */
export const withPlan = sql`left join lateral (
  select ${subscription.productId} from ${subscription}
  where ${and(eq(subscription.id, payment.subscriptionId), isNull(payment.cartProduct))} limit 1
) as ${subscription} on true`;

/**
 * The product that a payment is for, of a query that is joined `withPlan`: the one of its cart, `several` where the cart has more, else its
 * subscription's (a payment of a subscription comes without a cart), else `none`.
 */
export const paymentProduct = nested(sql`coalesce(${payment.cartProduct}, ${planProduct}, ${noValue})`);

/** The country of the billing address, two letters; `none` for anything else. */
export const paymentCountry = nested(sql`coalesce(${payment.billingCountry}, ${noValue})`);

/** How it was paid, as Dodo Payments writes it; `none` where it does not say. */
export const paymentMethod = nested(sql`coalesce(nullif(${payment.paymentMethod}, ''), ${noValue})`);

/** The currency that a payment was settled in; `none` where there is no settlement amount, or one without a currency. */
export const settlementKey = nested(
  sql`case when ${payment.settlementAmount} is not null then coalesce(nullif(${payment.settlementCurrency}, ''), ${noValue}) else ${noValue} end`,
);

/**
 * `paymentProduct` is one of these, of a query that joins nothing. What is asked of the cart stands outside of what is asked of the
 * subscription: only then can PostgreSQL look the subscriptions up all at once.
 */
export function productIs(values: readonly string[] | undefined): SQL | undefined {
  if (!values) return undefined;
  const hasPlan = (condition: SQL) =>
    sql`exists (select from ${subscription} where ${subscription.id} = ${payment.subscriptionId} and ${condition})`;
  const isOneOf = sql`${inArray(subscription.productId, [...values])} and ${planProduct} is not null`;
  const hasNone = values.includes(NO_VALUE) ? sql`not ${hasPlan(sql`${planProduct} is not null`)}` : undefined;
  return or(inArray(payment.cartProduct, [...values]), and(isNull(payment.cartProduct), or(hasPlan(isOneOf), hasNone)));
}

export function countryIs(values: readonly string[] | undefined): SQL | undefined {
  return values && inArray(paymentCountry, [...values]);
}

export function methodIs(values: readonly string[] | undefined): SQL | undefined {
  // The plain comparison has an index.
  return values?.includes(NO_VALUE) ? inArray(paymentMethod, [...values]) : oneOf(payment.paymentMethod, values);
}

export function settledIn(values: readonly string[] | undefined): SQL | undefined {
  return values && inArray(settlementKey, [...values]);
}

/** It names an amount that it was settled with, and the currency of that. */
export function hasSettlement(known: boolean | undefined): SQL | undefined {
  return known === undefined ? undefined : known ? ne(settlementKey, noValue) : eq(settlementKey, noValue);
}
