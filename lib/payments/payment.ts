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
