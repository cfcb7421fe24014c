import { formatDate, formatMoney } from "../format.ts";
import type { Finding, SentencePart } from "./entitlement.ts";

/**
 * What is so in this case, where a verdict's own words give the rule: "€14.00 paid on 17 Nov 2026 by pay_1; paid until 17 Dec 2026, though
 * subscription sub_1 is canceled." Dates are days of `zone`.
 */
export function findingFacts(finding: Finding, zone: string, now: Date | string): SentencePart[] {
  const { verdict, subscriptionId, since, paymentIds, judged, newest } = finding;
  const on = (date: Date | string) => formatDate(date, zone);
  const sub: SentencePart = { subscriptionId };
  const paid: SentencePart[] =
    newest && paymentIds[0] !== undefined
      ? [`${formatMoney(newest.amount, newest.currency)} paid on ${on(newest.at)} by `, { paymentId: paymentIds[0] }]
      : ["Paid"];
  const status = judged?.status.replaceAll("_", " ") ?? "there";
  const sinceWords = since ? ` on ${on(since)}` : "";
  switch (verdict) {
    case "paid_but_expired":
      if (judged && new Date(judged.periodEnd) <= new Date(now))
        return [...paid, `, after the period of subscription `, sub, ` had ended on ${on(judged.periodEnd)}; it is ${status}.`];
      return [...paid, judged ? `; paid until ${on(judged.periodEnd)}, though subscription ` : "; subscription ", sub, ` is ${status}.`];
    case "canceled_yet_renewed":
      return [...paid, "; subscription ", sub, ` should have ended${sinceWords}.`];
    case "refunded_yet_active":
      return [...paid, " and refunded in full; subscription ", sub, ` is ${status}.`];
    case "two_running":
      return ["Subscription ", sub, judged ? ` (${judged.product}) is ${status} until ${on(judged.periodEnd)}.` : " is running."];
    case "active_past_period":
    case "trial_past_end":
      return [
        "Subscription ",
        sub,
        judged ? ` (${judged.product})` : "",
        ` is still ${status}, though its ${verdict === "trial_past_end" ? "trial" : "period"} ended${sinceWords}.`,
      ];
  }
}
