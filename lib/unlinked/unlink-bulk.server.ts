import type { z } from "zod";
import { recordAudits } from "../audit/record-audit.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { Refusal } from "../errors.ts";
import { getBulk } from "./get-bulk.server.ts";
import { lockRows, setOwners } from "./set-owners.server.ts";
import type { LinkPermission } from "./unlinked.ts";
import type { BulkUnlink } from "./unlinked-forms.ts";
import { nounOf, type UnlinkedKind } from "./unlinked-kind.ts";

/**
 * Takes back what one request linked, as far as it is still as that request left it: what was linked or unlinked since stays. One
 * transaction, and an audit row for each.
 *
 * @throws Refusal 409 it is no longer as many as the person saw
 */
export function unlinkBulk<Kind extends UnlinkedKind>(
  db: Db,
  staff: Granted<LinkPermission[Kind]>,
  of: Kind,
  requestId: string,
  form: z.output<typeof BulkUnlink>,
): Promise<{ unlinked: number }> {
  const noun = nounOf(of);
  return db.transaction(async (tx) => {
    const linked = await getBulk(tx, of, requestId);
    await lockRows(
      tx,
      of,
      linked.map(({ id }) => id),
    );
    // Whoever was changing one of them has done so by now.
    const undoable = (await getBulk(tx, of, requestId)).filter((item) => item.undoable);
    const drifted = (count: number) =>
      new Refusal(409, `You saw ${form.expected} to unlink; by now it is ${count}. Nothing was unlinked. Look again.`);
    if (undoable.length !== form.expected) throw drifted(undoable.length);
    const unlinked = await setOwners(
      tx,
      of,
      undoable.map(({ id, userId }) => ({ id, from: userId, to: null })),
    );
    if (unlinked !== undoable.length) throw drifted(unlinked);
    await recordAudits(
      tx,
      staff,
      undoable.map(({ id, userId }) => ({
        action: `${noun}.unlink` as const,
        subject: { type: noun, id },
        before: { userId },
        after: { userId: null },
        reason: form.reason,
      })),
    );
    return { unlinked };
  });
}
