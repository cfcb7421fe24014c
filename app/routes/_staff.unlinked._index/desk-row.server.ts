import type { AppLoadContext } from "@remix-run/node";
import { found } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { listAuditOf } from "~lib/audit/list-audit.server.ts";
import type { Db } from "~lib/db/database.server.ts";
import { candidatesOf } from "~lib/unlinked/candidates.server.ts";
import { getUnlinked } from "~lib/unlinked/get-unlinked.server.ts";
import { nextUnlinked } from "~lib/unlinked/next-unlinked.server.ts";
import { deskPath, type UnlinkedKind } from "~lib/unlinked/unlinked.ts";

/** What the desk's page of one row shows: the row, who it may belong to, and the next one without a user. */
export async function readDeskRow(db: Db, visit: { request: Request; context: AppLoadContext }, of: UnlinkedKind, id: string) {
  const kind = of === "payments" ? "payment" : "subscription";
  const row = found(await getUnlinked(db, of, id), kind);
  const [candidates, next, [last]] = await inTime(
    visit,
    Promise.all([row.user ? undefined : candidatesOf(db, of, [row]), nextUnlinked(db, of, id), listAuditOf(db, { type: kind, id }, 1)]),
  );
  // Only a link that staff made is taken back here, not one that the product made.
  const link = row.user && last?.action === `${kind}.link` ? { by: last.actorName, at: last.createdAt } : null;
  return {
    of,
    row,
    candidates: candidates?.get(row.id) ?? [],
    next: next === undefined ? null : deskPath(of, next),
    /** Who linked it, where that can be taken back. */
    link,
  };
}
