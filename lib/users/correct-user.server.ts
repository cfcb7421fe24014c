import { and, eq, ne } from "drizzle-orm";
import type { z } from "zod";
import { changeRow } from "../audit/change-row.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { isUniqueViolation } from "../db/database-errors.ts";
import { user } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import type { CorrectNamelessUser } from "./user-forms.ts";

/**
 * Corrects a user's name, e-mail and whether the e-mail is verified. A new e-mail is what they sign in with from now on; their sessions
 * stay.
 *
 * @param form without a name, it stays as it is
 * @throws Refusal 422 another user has the e-mail, or nothing would change; 404 or 409, see changeRow
 */
export async function correctUser(db: Db, staff: Granted<"users:correct">, userId: string, form: z.output<typeof CorrectNamelessUser>) {
  try {
    return await changeRow(db, staff, {
      table: user,
      id: user.id,
      fields: { name: user.name, email: user.email, emailVerified: user.emailVerified },
      subject: { type: "user", id: userId },
      noun: "user",
      version: form.version,
      form: (row) => ({ name: row.name, email: row.email, emailVerified: row.emailVerified ? "yes" : "no" }),
      async decide(row, tx) {
        const { name = row.name, email } = form;
        const [other] = await tx
          .select({ id: user.id })
          .from(user)
          .where(and(eq(user.email, email), ne(user.id, userId)));
        if (other) throw taken();
        return {
          action: "user.correct",
          set: { name, email, emailVerified: form.emailVerified === "yes" },
          alsoSet: { updatedAt: new Date() },
        };
      },
    });
  } catch (error) {
    // Taken in the moment between the look and the write.
    throw isUniqueViolation(error) ? taken() : error;
  }
}

function taken(): Refusal {
  return new Refusal(422, "Another user has this e-mail already.", { field: "email" });
}
