import type { payment } from "../db/schema.ts";
import { DAY, type DemoClock, HOUR, MINUTE, SECOND } from "./clock.ts";
import { exchangeRate, minorDigits } from "./currencies.ts";
import { cultureOf } from "./names.ts";
import type { Product } from "./products.ts";
import type { Random } from "./random.ts";
import type { DemoUser } from "./users.ts";

export type PaymentRow = typeof payment.$inferInsert;

export const BUSINESS_ID = "bus_T4kYw9LmQe2ZrXc0";
const BRAND_ID = "brd_n8VfJs3HpAo6UdGb";

const declines: readonly (readonly [code: string, message: string])[] = [
  ["INSUFFICIENT_FUNDS", "The card has insufficient funds to complete the purchase."],
  ["CARD_DECLINED", "The card was declined by its issuer."],
  ["EXPIRED_CARD", "The card has expired."],
  ["AUTHENTICATION_FAILURE", "The customer did not complete 3-D Secure authentication."],
  ["DO_NOT_HONOR", "The issuer refused the payment without saying why."],
  ["PROCESSING_ERROR", "The payment could not be processed. Try again."],
];

type Method = "card" | "apple_pay" | "google_pay" | "upi" | "paypal" | "sepa" | "klarna" | "bank_transfer";

function methodOf(random: Random, currency: string): Method {
  const shares: Record<string, Partial<Record<Method, number>>> = {
    INR: { upi: 62, card: 30, google_pay: 8 },
    EUR: { card: 50, paypal: 16, apple_pay: 12, sepa: 12, klarna: 6, google_pay: 4 },
    JPY: { card: 70, apple_pay: 18, bank_transfer: 12 },
  };
  return random.weighted<Method>({
    card: 0,
    apple_pay: 0,
    google_pay: 0,
    upi: 0,
    paypal: 0,
    sepa: 0,
    klarna: 0,
    bank_transfer: 0,
    ...(shares[currency] ?? { card: 64, apple_pay: 20, google_pay: 10, paypal: 6 }),
  });
}

function methodFacts(random: Random, method: Method, country: string): Partial<PaymentRow> {
  if (method === "card" || method === "apple_pay" || method === "google_pay") {
    return {
      paymentMethod: method,
      paymentMethodType: random.chance(0.55) ? "credit" : "debit",
      cardIssuingCountry: random.chance(0.95) ? country : "US",
      cardLastFour: random.digits(4),
      cardNetwork: random.weighted({ VISA: 52, MASTERCARD: 36, AMEX: 9, JCB: country === "JP" ? 20 : 0, RUPAY: country === "IN" ? 15 : 0 }),
      cardType: random.chance(0.55) ? "CREDIT" : "DEBIT",
    };
  }
  return { paymentMethod: method, paymentMethodType: method === "upi" ? random.pick(["upi_collect", "upi_intent"]) : method };
}

/** Dodo's `customer`; a null says that nothing is known of them. */
export const customerOf = (random: Random, { row, customerId, country }: DemoUser) => ({
  customer_id: customerId,
  email: row.email,
  name: row.name,
  ...(random.chance(0.4) && { phone_number: `${cultureOf(country).phone}${random.digits(2)}` }),
  ...(random.chance(0.2) && { metadata: {} }),
});

function billingOf(random: Random, country: string) {
  const culture = cultureOf(country);
  const [city, state, zipcode] = random.pick(culture.cities);
  if (random.chance(0.12)) return { country };
  return { country, city, state, street: `${random.pick(culture.streets)} ${random.int(1, 180)}`, zipcode };
}

/** What Dodo pays out: mostly US dollars, whatever the customer paid in. */
function settlementOf(random: Random, currency: string, totalAmount: number, tax: number): Partial<PaymentRow> {
  const into = currency === "EUR" && random.chance(0.4) ? "EUR" : "USD";
  const rate = exchangeRate(currency, into) * (into === currency ? 1 : random.around(1, 0.015));
  const convert = (amount: number) => Math.round((amount / 10 ** minorDigits(currency)) * rate * 10 ** minorDigits(into));
  return { settlementCurrency: into, settlementAmount: convert(totalAmount), settlementTax: convert(tax) };
}

export interface Purchase {
  user: DemoUser;
  product: Product;
  /** Milliseconds. */
  at: number;
  subscriptionId?: string;
  status?: string | null;
  /** Minor units; the product's price where it is not given. */
  amount?: number;
  currency?: string;
}

/** A payment as Dodo's webhooks tell of it, linked to its user. */
export function makePayment(random: Random, clock: DemoClock, purchase: Purchase): PaymentRow {
  const { user, product, subscriptionId, status = "succeeded", currency = user.currency } = purchase;
  const at = afterSilence(random, clock, purchase.at);
  const totalAmount = purchase.amount ?? product.prices[currency] ?? 1500;
  const { taxRate } = cultureOf(user.country);
  const tax = Math.round((totalAmount * taxRate) / (1 + taxRate));
  const decline = status === "failed" ? random.pick(declines) : null;
  const method = methodOf(random, currency);
  return {
    id: `pay_${random.id(20)}`,
    createdAt: new Date(at),
    updatedAt: random.chance(0.9) ? new Date(Math.min(clock.now, at + random.int(2, 90) * SECOND)) : null,
    brandId: BRAND_ID,
    businessId: BUSINESS_ID,
    currency,
    totalAmount,
    tax,
    status,
    subscriptionId: subscriptionId ?? null,
    discountId: random.chance(0.06) ? "dsc_WINTER20" : null,
    digitalProductsDelivered: status === "succeeded" ? random.chance(0.95) : random.chance(0.5) ? false : null,
    errorCode: decline?.[0] ?? null,
    errorMessage: decline?.[1] ?? null,
    paymentLink: subscriptionId || random.chance(0.4) ? null : `https://checkout.example.com/${random.id(14)}`,
    ...methodFacts(random, method, user.country),
    ...(status === "succeeded" && settlementOf(random, currency, totalAmount, tax)),
    billing: billingOf(random, user.country),
    customer: customerOf(random, user),
    metadata: random.chance(0.7) ? { source: random.pick(["web", "ios", "android", "e-mail"]) } : {},
    productCart: subscriptionId ? null : [{ product_id: product.id, quantity: 1 }],
    refunds: [],
    disputes: [],
    userId: user.row.id,
  };
}

/** For four days nothing arrived: the webhook was switched off. What came due meanwhile was delivered when it was on again. */
export function afterSilence(random: Random, clock: DemoClock, at: number): number {
  const start = clock.today - 75 * DAY;
  const end = start + 4 * DAY;
  return at >= start && at < end ? end + random.int(MINUTE, 5 * HOUR) : at;
}
