import type { z } from "zod";
import { changeRow } from "../audit/change-row.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { payment, subscription } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { standingLink } from "./standing-link.server.ts";
import { type LinkPermission, UNDO_REASON } from "./unlinked.ts";
import type { UndoLink } from "./unlinked-forms.ts";
import { nounOf, type UnlinkedKind } from "./unlinked-kind.ts";

/**
 * Takes a link back that staff made, as long as it stands and replaced nobody (see standingLink). Any other is unlinked on the row's own page,
 * with a reason.
 *
 * @throws Refusal 422 there is no such link; 404 or 409, see changeRow
 */
export function undoLink<Kind extends UnlinkedKind>(
  db: Db,
  staff: Granted<LinkPermission[Kind]>,
  of: Kind,
  id: string,
  { version }: z.output<typeof UndoLink>,
) {
  const noun = nounOf(of);
  const table = of === "payments" ? payment : subscription;
  return changeRow(db, staff, {
    table,
    id: table.id,
    fields: { userId: table.userId },
    subject: { type: noun, id },
    noun,
    version,
    form: ({ userId }) => ({ userId: userId ?? "" }),
    async decide({ userId }, tx) {
      if (userId === null || !(await standingLink(tx, of, id, userId))) {
        throw new Refusal(422, `There is no link of this ${noun} to undo here. On the ${noun}'s own page it is unlinked with a reason.`);
      }
      return { action: `${noun}.unlink` as const, set: { userId: null }, reason: UNDO_REASON };
    },
  });
}
