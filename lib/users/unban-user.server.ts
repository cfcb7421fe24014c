import type { z } from "zod";
import { changeRow } from "../audit/change-row.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { user } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import type { UnbanUser } from "./user-forms.ts";

/**
 * Lifts a user's ban, or clears away one that has ended. They can sign in again; their old sessions stay ended.
 *
 * @throws Refusal 422 they are not banned; 404 or 409, see changeRow
 */
export function unbanUser(db: Db, staff: Granted<"users:ban">, userId: string, form: z.output<typeof UnbanUser>) {
  return changeRow(db, staff, {
    table: user,
    id: user.id,
    fields: { banned: user.banned, banReason: user.banReason, banExpires: user.banExpires },
    subject: { type: "user", id: userId },
    noun: "user",
    version: form.version,
    decide(before) {
      if (!before.banned) throw new Refusal(422, "This user is not banned.");
      return {
        action: "user.unban",
        set: { banned: false, banReason: null, banExpires: null },
        alsoSet: { updatedAt: new Date() },
        reason: form.reason,
      };
    },
  });
}
