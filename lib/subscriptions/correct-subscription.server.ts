import type { z } from "zod";
import { changeRow } from "../audit/change-row.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { subscription } from "../db/schema.ts";
import { env } from "../env.server.ts";
import { Refusal } from "../errors.ts";
import { fromLocalDateTime, toLocalDateTime } from "../zoned-time.ts";
import { statusChoices } from "./subscription.ts";
import type { CorrectSubscription } from "./subscription-forms.ts";

/**
 * Sets a subscription's status and period end by hand, for when the provider's word did not arrive. The next webhook may set them again.
 * What is to end with its period still does when that end moves.
 *
 * @throws Refusal 422 an unknown status, a time that the clocks skip, or an end that is not after the start; 404 or 409, see changeRow
 */
export function correctSubscription(
  db: Db,
  staff: Granted<"subscriptions:change">,
  subscriptionId: string,
  form: z.output<typeof CorrectSubscription>,
) {
  const zone = env().reportingTimeZone;
  return changeRow(db, staff, {
    table: subscription,
    id: subscription.id,
    fields: {
      status: subscription.status,
      currentPeriodStart: subscription.currentPeriodStart,
      currentPeriodEnd: subscription.currentPeriodEnd,
      cancelAtPeriodEnd: subscription.cancelAtPeriodEnd,
      endsAt: subscription.endsAt,
    },
    subject: { type: "subscription", id: subscriptionId },
    noun: "subscription",
    version: form.version,
    form: (row) => ({ status: row.status, currentPeriodEnd: toLocalDateTime(row.currentPeriodEnd, zone) }),
    decide(before) {
      if (!statusChoices(before.status).includes(form.status)) throw new Refusal(422, "Choose one of the statuses.", { field: "status" });
      const reason = form.reason;
      // The field holds whole seconds: a text that was not touched leaves the instant as it is, to the microsecond.
      if (form.currentPeriodEnd === toLocalDateTime(before.currentPeriodEnd, zone)) {
        return { action: "subscription.correct", set: { status: form.status }, reason };
      }
      const end = fromLocalDateTime(form.currentPeriodEnd, zone);
      if (!end) throw new Refusal(422, `The clocks of ${zone} skip this time.`, { field: "currentPeriodEnd" });
      if (end <= before.currentPeriodStart) {
        throw new Refusal(422, "The period has to end after it starts.", { field: "currentPeriodEnd" });
      }
      const endsWithPeriod = before.cancelAtPeriodEnd && before.endsAt?.getTime() === before.currentPeriodEnd.getTime();
      return {
        action: "subscription.correct",
        set: { status: form.status, currentPeriodEnd: end, ...(endsWithPeriod && { endsAt: end }) },
        reason,
      };
    },
  });
}
