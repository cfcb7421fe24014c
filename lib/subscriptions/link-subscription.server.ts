import type { z } from "zod";
import { changeRow } from "../audit/change-row.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { subscription } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { userToLink } from "../users/user-to-link.server.ts";
import type { LinkSubscription, UnlinkSubscription } from "./subscription-forms.ts";

/**
 * Says whose subscription it is, also in place of another user.
 *
 * @throws Refusal 422 no such user, or linked to them already; 404 or 409, see changeRow
 */
export function linkSubscription(
  db: Db,
  staff: Granted<"subscriptions:change">,
  subscriptionId: string,
  form: z.output<typeof LinkSubscription>,
) {
  return changeRow(db, staff, {
    ...ownerOf(subscriptionId),
    version: form.version,
    async decide(before, tx) {
      const user = await userToLink(tx, form.userId, before.userId, "subscription");
      return { action: "subscription.link", set: { userId: user.id } };
    },
  });
}

/**
 * Takes a subscription away from its user; it stays on the books.
 *
 * @throws Refusal 422 it has no user; 404 or 409, see changeRow
 */
export function unlinkSubscription(
  db: Db,
  staff: Granted<"subscriptions:change">,
  subscriptionId: string,
  form: z.output<typeof UnlinkSubscription>,
) {
  return changeRow(db, staff, {
    ...ownerOf(subscriptionId),
    version: form.version,
    decide(before) {
      if (before.userId === null) throw new Refusal(422, "This subscription is not linked to a user.");
      return { action: "subscription.unlink", set: { userId: null }, reason: form.reason };
    },
  });
}

const ownerOf = (subscriptionId: string) => ({
  table: subscription,
  id: subscription.id,
  fields: { userId: subscription.userId },
  subject: { type: "subscription" as const, id: subscriptionId },
  noun: "subscription",
  form: (row: { userId: string | null }) => ({ userId: row.userId ?? "" }),
});
