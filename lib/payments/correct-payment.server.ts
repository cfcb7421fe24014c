import type { z } from "zod";
import { changeRow } from "../audit/change-row.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { payment } from "../db/schema.ts";
import type { CorrectPayment } from "./payment-forms.ts";

/**
 * Sets a payment's status by hand, for when the provider's word did not arrive. The next webhook may set it again.
 *
 * @throws Refusal 404, 409 or 422, see changeRow
 */
export function correctPayment(db: Db, staff: Granted<"payments:change">, paymentId: string, form: z.output<typeof CorrectPayment>) {
  return changeRow(db, staff, {
    table: payment,
    id: payment.id,
    fields: { status: payment.status },
    subject: { type: "payment", id: paymentId },
    noun: "payment",
    version: form.version,
    form: (row) => ({ status: row.status ?? "" }),
    decide: () => ({ action: "payment.correct", set: { status: form.status }, reason: form.reason }),
  });
}
