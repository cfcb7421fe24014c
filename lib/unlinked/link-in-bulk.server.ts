import type { z } from "zod";
import { recordAudits } from "../audit/record-audit.server.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { Refusal } from "../errors.ts";
import { planBulkLink } from "./plan-bulk-link.server.ts";
import { setOwners } from "./set-owners.server.ts";
import type { LinkPermission } from "./unlinked.ts";
import type { BulkLink } from "./unlinked-forms.ts";
import { nounOf, type UnlinkedKind } from "./unlinked-kind.ts";
import type { UnlinkedQuery } from "./unlinked-where.server.ts";

const refused = "Nothing was linked. Look at what would be linked now.";

/**
 * Links every row of the query that has exactly one candidate with strong evidence, whom nothing contradicts, to that user: all of them in one transaction, at most
 * 500, each with an audit row of its own that names the evidence. All carry the id of this request, by which they can be taken back together
 * (see unlinkBulk).
 *
 * @throws Refusal 409 it is no longer what the person saw, by number or by who would be linked to whom
 */
export function linkInBulk<Kind extends UnlinkedKind>(
  db: Db,
  staff: Granted<LinkPermission[Kind]>,
  of: Kind,
  query: UnlinkedQuery,
  form: z.output<typeof BulkLink>,
): Promise<{ linked: number }> {
  const noun = nounOf(of);
  return db.transaction(async (tx) => {
    const { pairs, digest } = await planBulkLink(tx, { ...query, filters: { ...query.filters, of: [of] } });
    if (pairs.length !== form.expected || digest !== form.digest) {
      throw new Refusal(409, `You saw ${form.expected} to link; by now it is ${pairs.length}, or others. ${refused}`);
    }
    const linked = await setOwners(
      tx,
      of,
      pairs.map(({ row, candidate }) => ({ id: row.id, from: null, to: candidate.userId })),
    );
    if (linked !== pairs.length) throw new Refusal(409, `Somebody changed some of these in this very moment. ${refused}`);
    await recordAudits(
      tx,
      staff,
      pairs.map(({ row, candidate }) => ({
        action: `${noun}.link` as const,
        subject: { type: noun, id: row.id },
        before: { userId: null },
        after: { userId: candidate.userId },
        reason: [...candidate.evidence.filter((one) => one.strong).map((one) => one.words), `Linked in bulk, ${linked} at once.`].join(" "),
      })),
    );
    return { linked };
  });
}
