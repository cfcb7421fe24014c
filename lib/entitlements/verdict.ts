/**
 * Where the money and the plan of a user disagree. Each is a rule of verdict-rules.server.ts, said here in words; the worst first. Safe in a
 * browser.
 */
export const redVerdict = [
  "paid_but_expired",
  "canceled_yet_renewed",
  "refunded_yet_active",
  "two_running",
  "active_past_period",
  "trial_past_end",
] as const;
export type RedVerdict = (typeof redVerdict)[number];

/** Hours after the end of a period in which its renewal may still be on its way: charges are tried again, webhooks arrive late. */
export const GRACE_HOURS = 24;

/** Minutes by which a charge may come before the period that it pays for. */
export const EARLY_MINUTES = 60;

export interface VerdictWords {
  label: string;
  /** The rule, whole: what is looked at, what counts, what does not. */
  says: string;
}

const keptMoney = "a payment that succeeded, was not refunded in full and was not lost in a dispute";

export const verdictWords: Readonly<Record<RedVerdict, VerdictWords>> = {
  paid_but_expired: {
    label: "Paid but expired",
    says:
      `None of the user's subscriptions is running (active, trialing or past due, and not ended), though one that is canceled, unpaid or incomplete has ${keptMoney}, ` +
      "and the time that it pays for is not over: the subscription's own period, or one interval from a payment that came after that period. " +
      "Paused subscriptions and those whose period was renewed after they ended are left out; the latter are “Canceled yet renewed”.",
  },
  canceled_yet_renewed: {
    label: "Canceled yet renewed",
    says:
      "The subscription was canceled and should have ended (when it ended, else when it was to end, else when it was canceled), yet its present period began " +
      `at or after that moment and there is ${keptMoney} from then on.`,
  },
  refunded_yet_active: {
    label: "Refunded in full yet active",
    says:
      "The subscription is running (active, trialing or past due, and not ended), a payment for its present period was refunded in full, and no other payment of that period " +
      `was kept. A payment belongs to the period when it was made up to ${EARLY_MINUTES} minutes before the period began, or later.`,
  },
  two_running: {
    label: "Two running subscriptions",
    says: "Two or more subscriptions of the user are running at once (active, trialing or past due, and not ended), also when they are of different products.",
  },
  active_past_period: {
    label: "Active though the period has ended",
    says: `The subscription's status is active, though its period, or the subscription itself, ended more than ${GRACE_HOURS} hours ago. So long a renewal may be on its way.`,
  },
  trial_past_end: {
    label: "Trial past its end",
    says: `The subscription's status is trialing, though its trial, or the subscription itself, ended more than ${GRACE_HOURS} hours ago.`,
  },
};
