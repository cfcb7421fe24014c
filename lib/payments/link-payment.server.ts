import type { z } from "zod";
import { changeRow } from "../audit/change-row.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { payment } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { userToLink } from "../users/user-to-link.server.ts";
import type { LinkPayment, UnlinkPayment } from "./payment-forms.ts";

/**
 * Says whose payment it is, also in place of another user.
 *
 * @throws Refusal 422 no such user, or linked to them already; 404 or 409, see changeRow
 */
export function linkPayment(db: Db, staff: Granted<"payments:change">, paymentId: string, form: z.output<typeof LinkPayment>) {
  return changeRow(db, staff, {
    ...ownerOf(paymentId),
    version: form.version,
    async decide(before, tx) {
      const user = await userToLink(tx, form.userId, before.userId, "payment");
      return { action: "payment.link", set: { userId: user.id } };
    },
  });
}

/**
 * Takes a payment away from its user; it stays on the books.
 *
 * @throws Refusal 422 it has no user; 404 or 409, see changeRow
 */
export function unlinkPayment(db: Db, staff: Granted<"payments:change">, paymentId: string, form: z.output<typeof UnlinkPayment>) {
  return changeRow(db, staff, {
    ...ownerOf(paymentId),
    version: form.version,
    decide(before) {
      if (before.userId === null) throw new Refusal(422, "This payment is not linked to a user.");
      return { action: "payment.unlink", set: { userId: null }, reason: form.reason };
    },
  });
}

const ownerOf = (paymentId: string) => ({
  table: payment,
  id: payment.id,
  fields: { userId: payment.userId },
  subject: { type: "payment" as const, id: paymentId },
  noun: "payment",
  form: (row: { userId: string | null }) => ({ userId: row.userId ?? "" }),
});
