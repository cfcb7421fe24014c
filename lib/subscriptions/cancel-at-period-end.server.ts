import type { z } from "zod";
import { changeRow } from "../audit/change-row.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { subscription } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { hasEnded } from "./subscription.ts";
import type { ChangeRenewal } from "./subscription-forms.ts";

/**
 * Lets a subscription run out at the end of its period, in our copy alone: Polar is not told. Sets what Polar sets then: when it was
 * canceled, and that it ends with its period. Its status stays until the end.
 *
 * @throws Refusal 422 it has ended, or is set to end already; 404 or 409, see changeRow
 */
export function cancelAtPeriodEnd(
  db: Db,
  staff: Granted<"subscriptions:change">,
  subscriptionId: string,
  form: z.output<typeof ChangeRenewal>,
) {
  const now = new Date();
  return changeRow(db, staff, {
    ...renewalOf(subscriptionId),
    version: form.version,
    decide(before) {
      if (hasEnded(before, now)) throw new Refusal(422, "This subscription has ended, so there is no period end to cancel at.");
      if (before.cancelAtPeriodEnd) throw new Refusal(422, "This subscription is set to cancel at its period end already.");
      return {
        action: "subscription.cancel_at_period_end",
        set: { cancelAtPeriodEnd: true, canceledAt: now, endsAt: before.currentPeriodEnd },
        reason: form.reason,
      };
    },
  });
}

/**
 * Takes that back: the subscription renews again, in our copy alone. Clears what Polar clears then, also why the customer had canceled;
 * the record keeps it.
 *
 * @throws Refusal 422 it has ended, or renews anyway; 404 or 409, see changeRow
 */
export function keepRenewing(db: Db, staff: Granted<"subscriptions:change">, subscriptionId: string, form: z.output<typeof ChangeRenewal>) {
  const now = new Date();
  return changeRow(db, staff, {
    ...renewalOf(subscriptionId),
    version: form.version,
    decide(before) {
      if (hasEnded(before, now)) throw new Refusal(422, "This subscription has ended, so it cannot renew.");
      if (!before.cancelAtPeriodEnd) throw new Refusal(422, "This subscription is not set to cancel: it renews already.");
      return {
        action: "subscription.keep_renewing",
        set: {
          cancelAtPeriodEnd: false,
          canceledAt: null,
          endsAt: null,
          customerCancellationReason: null,
          customerCancellationComment: null,
        },
        reason: form.reason,
      };
    },
  });
}

const renewalOf = (subscriptionId: string) => ({
  table: subscription,
  id: subscription.id,
  fields: {
    status: subscription.status,
    currentPeriodEnd: subscription.currentPeriodEnd,
    cancelAtPeriodEnd: subscription.cancelAtPeriodEnd,
    canceledAt: subscription.canceledAt,
    endsAt: subscription.endsAt,
    endedAt: subscription.endedAt,
    customerCancellationReason: subscription.customerCancellationReason,
    customerCancellationComment: subscription.customerCancellationComment,
  },
  subject: { type: "subscription" as const, id: subscriptionId },
  noun: "subscription",
});
