import { amounts, choice, days, values, yesNo } from "../list/filters.ts";
import { listSpec } from "../list/list-spec.ts";
import { paymentRule, paymentRules } from "../reports/suspicious/suspicious-rule.ts";

export const paymentList = listSpec({
  path: "/payments",
  noun: ["payment", "payments"],
  search: "Customer's name or e-mail, or an exact payment, customer or subscription id",
  sort: { createdAt: "timestamp", totalAmount: "integer" },
  defaultSort: "-createdAt",
  filters: {
    status: values("Status"),
    currency: values("Currency"),
    amount: amounts("Amount"),
    createdAt: days("Time"),
    method: values("Method"),
    refunded: yesNo("Refunded"),
    disputed: yesNo("Disputed"),
    withoutUser: yesNo("Linked", { yes: "to no user", no: "to a user" }),
    product: values("Product", { linkOnly: true }),
    country: values("Billing country", { linkOnly: true }),
    settled: values("Settled in", { linkOnly: true }),
    hasSettlement: { ...yesNo("Settlement", { yes: "known", no: "not known" }), linkOnly: true },
    taxKnown: { ...yesNo("Tax", { yes: "known", no: "not known" }), linkOnly: true },
    settlementTaxKnown: { ...yesNo("Settlement tax", { yes: "known", no: "not known" }), linkOnly: true },
    unreadable: { ...yesNo("Refund and dispute entries", { yes: "some unreadable", no: "all readable" }), linkOnly: true },
    user: values("User", { linkOnly: true }),
    subscription: values("Subscription", { linkOnly: true }),
    suspicious: { ...choice("Suspicious", paymentRules, (rule) => paymentRule[rule].title), linkOnly: true },
    id: values("Payment", { linkOnly: true }),
  },
  columns: {
    createdAt: "Time",
    customer: "Customer",
    totalAmount: "Amount",
    status: "Status",
    method: "Method",
    refunded: "Refunded",
    disputed: "Disputed",
    subscription: "Subscription",
    user: { label: "User", hidden: true },
    tax: { label: "Tax", hidden: true },
    settlement: { label: "Settlement", hidden: true },
    id: { label: "Payment id", hidden: true },
  },
});

/** The filter value that stands for a status that is null. */
export const NO_STATUS = "none";

/** The filter value that stands for a method, product or country that a payment does not have, or none that can be read. */
export const NO_VALUE = "none";

/** The filter value that stands for payments of a cart with more than one product: what each of them took of the amount is not known. */
export const SEVERAL_PRODUCTS = "several";

const cardNetworks: Readonly<Record<string, string>> = {
  visa: "Visa",
  mastercard: "Mastercard",
  amex: "Amex",
  discover: "Discover",
  diners: "Diners Club",
  jcb: "JCB",
  rupay: "RuPay",
  unionpay: "UnionPay",
};

/** A card network as it writes itself, "Mastercard" for "MASTERCARD"; one that is not listed here is said as it is. */
export function cardNetworkName(network: string): string {
  const key = network.toLowerCase();
  return (Object.hasOwn(cardNetworks, key) && cardNetworks[key]) || network.replaceAll("_", " ");
}

/** How it was paid, in words: "Visa •••• 4242", "upi"; undefined where nothing is known. */
export function methodWords(row: {
  method: string | null;
  methodType: string | null;
  cardNetwork: string | null;
  cardLastFour: string | null;
}): string | undefined {
  const words = (text: string) => text.replaceAll("_", " ");
  if (row.cardLastFour) {
    const card = row.cardNetwork ? cardNetworkName(row.cardNetwork) : words(row.method ?? "card");
    return `${card} •••• ${row.cardLastFour}`;
  }
  const method = row.method ?? row.methodType;
  return method ? words(method) : undefined;
}

/** What is known of the card: "credit · Mastercard · DE"; empty where nothing is. */
export function cardWords(row: { cardType: string | null; cardNetwork: string | null; cardIssuingCountry: string | null }): string {
  return [row.cardType?.toLowerCase(), row.cardNetwork && cardNetworkName(row.cardNetwork), row.cardIssuingCountry]
    .filter(Boolean)
    .join(" · ");
}
