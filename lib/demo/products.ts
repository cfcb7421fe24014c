import type { RecurringInterval } from "../db/values.ts";
import { addMonths, DAY } from "./clock.ts";

/** Prices in minor units, tax included: 1500 is 15.00 USD, 2200 is 2,200 JPY, 4600 is 4.600 KWD. */
export interface Product {
  id: string;
  name: string;
  /** "quarter" is one that Polar does not publish. Null for what is bought once. */
  interval: RecurringInterval | "quarter" | null;
  /** Days of trial before the first payment. */
  trialDays: number;
  prices: Readonly<Record<string, number>>;
}

const product = (id: string, name: string, interval: Product["interval"], prices: Product["prices"], trialDays = 0): Product => ({
  id,
  name,
  interval,
  trialDays,
  prices,
});

export const plans = {
  monthly: product(
    "prod_7aFbQpTnXr2LkVwe",
    "Pro, monthly",
    "month",
    { USD: 1500, EUR: 1400, GBP: 1200, INR: 129900, JPY: 2200, KWD: 4600 },
    7,
  ),
  yearly: product("prod_Gm41ZsUydC9oNhRt", "Pro, yearly", "year", {
    USD: 14400,
    EUR: 13400,
    GBP: 11500,
    INR: 1249900,
    JPY: 21000,
    KWD: 44000,
  }),
  weekly: product("prod_Lw8xKeJ3fBvPqY60", "Trip pass, weekly", "week", { USD: 600, EUR: 550, GBP: 480, INR: 49900, JPY: 880, KWD: 1850 }),
  daily: product("prod_S2nRtu5iDzHcAo7E", "Day pass", "day", { USD: 199, EUR: 189, GBP: 159, INR: 14900, JPY: 300, KWD: 600 }),
  max: product("prod_Vq0dWjM6gXyTbI4s", "Max, monthly", "month", { USD: 4900, EUR: 4500, GBP: 3900, INR: 419900, JPY: 7200, KWD: 15000 }),
  quarterly: product("prod_bY9hCl1pOkEuRf3Z", "Team, quarterly", "quarter", {
    USD: 9900,
    EUR: 9200,
    GBP: 7900,
    INR: 849900,
    JPY: 14500,
    KWD: 30500,
  }),
} satisfies Record<string, Product>;
export type PlanName = keyof typeof plans;

export const packs: readonly Product[] = [
  product("prod_eT5vNi8mSaJq2GxU", "50 deep searches", null, { USD: 900, EUR: 850, GBP: 720, INR: 74900, JPY: 1320, KWD: 2800 }),
  product("prod_kD3wBo7rHfLz1PyM", "Fare alert bundle", null, { USD: 490, EUR: 450, GBP: 390, INR: 39900, JPY: 720, KWD: 1500 }),
  product("prod_uX6sAg4cQnVt0KjF", "Gift: three months of Pro", null, {
    USD: 4200,
    EUR: 3900,
    GBP: 3400,
    INR: 359900,
    JPY: 6200,
    KWD: 12900,
  }),
];

/** What `PRODUCT_NAMES` should say for the generated database. */
export const demoProductNames: Readonly<Record<string, string>> = Object.fromEntries(
  [...Object.values(plans), ...packs].map(({ id, name }) => [id, name]),
);

/** When the `count`th period after `start` begins. Milliseconds. */
export function periodStart(product: Product, start: number, count: number): number {
  switch (product.interval) {
    case "day":
      return start + count * DAY;
    case "week":
      return start + count * 7 * DAY;
    case "year":
      return addMonths(start, count * 12);
    case "quarter":
      return addMonths(start, count * 3);
    default:
      return addMonths(start, count);
  }
}
