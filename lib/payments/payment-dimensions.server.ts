import { eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import { payment, subscription } from "../db/schema.ts";
import { oneOf } from "../list/contains.server.ts";
import { NO_VALUE } from "./payment.ts";

// What payments are split by. Each expression is never null, and the filter of the same name compares it with its values, so that a sum
// grouped by it and the list behind the sum are of the same rows. No parameter stands in them: PostgreSQL would not know two writings of
// one expression for the same. They are nested once, because drizzle leaves the table's name out of columns that stand directly in a select.
const nested = (expression: SQL): SQL<string> => sql<string>`(${expression})`;
const noValue = sql.raw(`'${NO_VALUE}'`);

/** Ids as Dodo Payments and Polar make them; what else webhook JSON may hold in their place is no product. */
const id = sql.raw(`'^[A-Za-z0-9_.:-]{1,128}$'`);

/**
 * The product that a payment is for: the one of its cart, `several` where the cart has more, else its subscription's (a payment of a
 * subscription comes without a cart), else `none`.
 */
export const paymentProduct = nested(sql`coalesce(
  ${payment.cartProduct},
  (
    select substring(${subscription.productId} from ${id}) from ${subscription} where ${subscription.id} = ${payment.subscriptionId}
  ),
  ${noValue}
)`);

/** The country of the billing address, two letters; `none` for anything else. */
export const paymentCountry = nested(sql`coalesce(${payment.billingCountry}, ${noValue})`);

/** How it was paid, as Dodo Payments writes it; `none` where it does not say. */
export const paymentMethod = nested(sql`coalesce(nullif(${payment.paymentMethod}, ''), ${noValue})`);

/** The currency that a payment was settled in; `none` where there is no settlement amount, or one without a currency. */
export const settlementKey = nested(
  sql`case when ${payment.settlementAmount} is not null then coalesce(nullif(${payment.settlementCurrency}, ''), ${noValue}) else ${noValue} end`,
);

export function productIs(values: readonly string[] | undefined): SQL | undefined {
  return values && inArray(paymentProduct, [...values]);
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
