import { describe, expect, test } from "vitest";
import {
  byVerdict,
  entitlementSentence,
  type Finding,
  type PaidWithout,
  type PresentSubscription,
  plainSentence,
  type SentencePart,
} from "../../lib/entitlements/entitlement.ts";
import { redVerdict, verdictWords } from "../../lib/entitlements/verdict.ts";

const now = new Date("2026-11-22T12:00:00Z");
const pro: PresentSubscription = {
  id: "sub_1",
  status: "active",
  product: "Pro",
  periodStart: new Date("2026-11-03T10:00:00Z"),
  periodEnd: new Date("2026-12-02T23:30:00Z"),
  cancelAtPeriodEnd: false,
  canceledAt: null,
  endedAt: null,
};
const canceled = { status: "canceled", canceledAt: new Date("2026-10-01T00:00:00Z") };

describe("why a user has a plan or lacks one", () => {
  test.each<[Partial<PresentSubscription> | null, string]>([
    [null, "No plan: there has never been a subscription."],
    [{}, "Pro: active until 2 Dec 2026 by subscription sub_1, which renews then."],
    [
      { cancelAtPeriodEnd: true, canceledAt: new Date("2026-11-20T09:00:00Z") },
      "Pro: active until 2 Dec 2026 by subscription sub_1, which was canceled on 20 Nov 2026 and ends then.",
    ],
    [{ cancelAtPeriodEnd: true }, "Pro: active until 2 Dec 2026 by subscription sub_1, which was canceled and ends then."],
    [{ status: "trialing" }, "Pro: on trial until 2 Dec 2026 by subscription sub_1, which is charged then."],
    [{ status: "past_due" }, "Pro: past due, its period began on 3 Nov 2026, by subscription sub_1, which is still running."],
    [{ periodEnd: new Date("2026-11-20T00:00:00Z") }, "Pro: still active, though its period ended on 20 Nov 2026, by subscription sub_1."],
    [
      { status: "trialing", periodEnd: new Date("2026-11-20T00:00:00Z") },
      "Pro: still on trial, though its trial ended on 20 Nov 2026, by subscription sub_1.",
    ],
    [{ endedAt: new Date("2026-11-20T00:00:00Z") }, "No plan: subscription sub_1 ended on 20 Nov 2026, though it is active by its status."],
    [
      { ...canceled, endedAt: new Date("2026-11-02T00:00:00Z") },
      "No plan: subscription sub_1 was canceled on 1 Oct 2026 and ended on 2 Nov 2026.",
    ],
    [canceled, "No plan: subscription sub_1 was canceled on 1 Oct 2026."],
    [{ status: "canceled" }, "No plan: subscription sub_1 is canceled."],
    [{ status: "unpaid" }, "No plan: subscription sub_1 is unpaid; its last period began on 3 Nov 2026."],
    [{ status: "paused" }, "No plan: subscription sub_1 is paused."],
    [{ status: "incomplete" }, "No plan: the first payment of subscription sub_1 has not gone through."],
    [{ status: "incomplete_expired" }, "No plan: the first payment of subscription sub_1 never went through."],
    [{ status: "on_hold" }, "Not known: subscription sub_1 has the status “on_hold”, which is none of Polar's."],
  ])("%j", (change, sentence) => {
    const present = change && { ...pro, ...change };
    expect(plainSentence(entitlementSentence({ present, paidWithout: null }, "UTC", now))).toBe(sentence);
  });

  test("ends in the very instant that it says, neither before nor after", () => {
    const said = (change: Partial<PresentSubscription>) =>
      plainSentence(entitlementSentence({ present: { ...pro, ...change }, paidWithout: null }, "UTC", now));
    const later = new Date(now.getTime() + 1);
    expect(said({ periodEnd: now })).toMatch(/^Pro: still active, though its period ended on 22 Nov 2026/);
    expect(said({ periodEnd: later })).toMatch(/^Pro: active until 22 Nov 2026/);
    expect(said({ endedAt: now })).toMatch(/^No plan: subscription sub_1 ended on 22 Nov 2026/);
    expect(said({ endedAt: later })).toMatch(/^Pro: active until 2 Dec 2026/);
  });

  test.each<[PaidWithout, SentencePart[]]>([
    [{ subscriptionId: null, known: false }, ["No plan: there has never been a subscription; what they paid was one-off."]],
    [{ subscriptionId: "sub_gone", known: false }, ["No plan: they paid for subscription sub_gone, which is not in the database."]],
    [
      { subscriptionId: "sub_2", known: true },
      ["No plan: they paid for subscription ", { subscriptionId: "sub_2" }, ", which is not linked to them."],
    ],
  ])("without a subscription, having paid: %j", (paidWithout, sentence) => {
    expect(entitlementSentence({ present: null, paidWithout }, "UTC", now)).toEqual(sentence);
  });

  test("is said in days of the reporting zone", () => {
    const present = { present: pro, paidWithout: null };
    expect(plainSentence(entitlementSentence(present, "Europe/Berlin", now))).toContain("until 3 Dec 2026");
    expect(plainSentence(entitlementSentence(present, "America/New_York", now))).toContain("until 2 Dec 2026");
  });
});

test("findings are put together by verdict, in the order of the rules", () => {
  const finding = (verdict: Finding["verdict"], subscriptionId: string, paymentIds: string[] = []): Finding => ({
    verdict,
    subscriptionId,
    since: null,
    paymentIds,
    judged: null,
    newest: null,
  });
  expect(
    byVerdict([
      finding("two_running", "a"),
      finding("paid_but_expired", "c", ["p", "q"]),
      finding("two_running", "b"),
      finding("paid_but_expired", "d", ["q"]),
    ]),
  ).toEqual([
    { verdict: "paid_but_expired", since: null, subscriptionIds: ["c", "d"], paymentIds: ["p", "q"] },
    { verdict: "two_running", since: null, subscriptionIds: ["a", "b"], paymentIds: [] },
  ]);
});

test("every rule says itself in whole sentences", () => {
  for (const verdict of redVerdict) {
    expect(verdictWords[verdict].label.length).toBeGreaterThan(5);
    expect(verdictWords[verdict].says).toMatch(/^[A-Z].{80,}\.$/);
  }
});
