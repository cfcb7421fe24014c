import type { z } from "zod";
import { changeRow } from "../audit/change-row.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { payment } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { findUserByIdOrEmail } from "../users/find-user.server.ts";
import type { LinkPayment, UnlinkPayment } from "./payment.ts";

/**
 * Says whose payment it is, also in place of another user.
 *
 * @throws Refusal 422 no such user, or linked to them already; 404 or 409, see changeRow
 */
export function linkPayment(db: Db, staff: Granted<"payments:change">, paymentId: string, form: z.output<typeof LinkPayment>) {
  return changeRow(db, staff, {
    table: payment,
    id: payment.id,
    fields: { userId: payment.userId },
    subject: { type: "payment", id: paymentId },
    noun: "payment",
    version: form.version,
    form: (row) => ({ userId: row.userId ?? "" }),
    async decide(before, tx) {
      const user = await findUserByIdOrEmail(tx, form.userId);
      if (!user) throw new Refusal(422, "There is no user with this id or e-mail.", { field: "userId" });
      if (before.userId === user.id) throw new Refusal(422, `This payment is linked to ${user.name} already.`, { field: "userId" });
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
    table: payment,
    id: payment.id,
    fields: { userId: payment.userId },
    subject: { type: "payment", id: paymentId },
    noun: "payment",
    version: form.version,
    form: (row) => ({ userId: row.userId ?? "" }),
    decide(before) {
      if (before.userId === null) throw new Refusal(422, "This payment is not linked to a user.");
      return { action: "payment.unlink", set: { userId: null }, reason: form.reason };
    },
  });
}
