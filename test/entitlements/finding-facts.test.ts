import { expect, test } from "vitest";
import { type Finding, plainSentence } from "../../lib/entitlements/entitlement.ts";
import { findingFacts } from "../../lib/entitlements/finding-facts.ts";
import { redVerdict } from "../../lib/entitlements/verdict.ts";

const now = new Date("2026-11-22T12:00:00Z");
const found: Omit<Finding, "verdict"> = {
  subscriptionId: "sub_1",
  since: new Date("2026-11-18T10:00:00Z"),
  paymentIds: ["pay_1", "pay_0"],
  judged: { status: "past_due", product: "Pro", periodEnd: new Date("2026-12-16T23:30:00Z") },
  newest: { amount: 1400, currency: "EUR", at: new Date("2026-11-17T09:00:00Z") },
};
const facts = (verdict: Finding["verdict"], change: Partial<Finding> = {}) =>
  plainSentence(findingFacts({ ...found, verdict, ...change }, "Europe/Berlin", now));

test.each<[Finding["verdict"], Partial<Finding>, string]>([
  [
    "paid_but_expired",
    { judged: { ...found.judged!, status: "canceled" } },
    "€14.00 paid on 17 Nov 2026 by pay_1; paid until 17 Dec 2026, though subscription sub_1 is canceled.",
  ],
  [
    "paid_but_expired",
    { judged: { status: "unpaid", product: "Pro", periodEnd: new Date("2026-11-10T10:00:00Z") } },
    "€14.00 paid on 17 Nov 2026 by pay_1, after the period of subscription sub_1 had ended on 10 Nov 2026; it is unpaid.",
  ],
  ["canceled_yet_renewed", {}, "€14.00 paid on 17 Nov 2026 by pay_1; subscription sub_1 should have ended on 18 Nov 2026."],
  ["refunded_yet_active", {}, "€14.00 paid on 17 Nov 2026 by pay_1 and refunded in full; subscription sub_1 is past due."],
  ["two_running", { paymentIds: [], newest: null }, "Subscription sub_1 (Pro) is past due until 17 Dec 2026."],
  ["active_past_period", {}, "Subscription sub_1 (Pro) is still past due, though its period ended on 18 Nov 2026."],
  ["trial_past_end", {}, "Subscription sub_1 (Pro) is still past due, though its trial ended on 18 Nov 2026."],
])("%s with %j", (verdict, change, sentence) => {
  expect(facts(verdict, change)).toBe(sentence);
});

test("what is not known is not said", () => {
  for (const verdict of redVerdict) {
    const said = facts(verdict, { judged: null, newest: null, paymentIds: [], since: null });
    expect(said).toContain("sub_1");
    expect(said).not.toMatch(/undefined|null|NaN|—/);
  }
});
