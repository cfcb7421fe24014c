import type { AppLoadContext } from "@remix-run/node";
import { found } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import type { Db } from "~lib/db/database.server.ts";
import { candidatesOf } from "~lib/unlinked/candidates.server.ts";
import { getUnlinked } from "~lib/unlinked/get-unlinked.server.ts";
import { nextUnlinked } from "~lib/unlinked/next-unlinked.server.ts";
import { standingLink } from "~lib/unlinked/standing-link.server.ts";
import { deskPath, nounOf, type UnlinkedKind } from "~lib/unlinked/unlinked-kind.ts";

/** What the desk's page of one row shows: the row, who it may belong to, and the next one without a user. */
export async function readDeskRow(db: Db, visit: { request: Request; context: AppLoadContext }, of: UnlinkedKind, id: string) {
  const row = found(await getUnlinked(db, of, id), nounOf(of));
  const [candidates, next, link] = await inTime(
    visit,
    Promise.all([
      row.user ? undefined : candidatesOf(db, of, [row]),
      nextUnlinked(db, of, id),
      row.user ? standingLink(db, of, id, row.user.id) : undefined,
    ]),
  );
  return {
    of,
    row,
    candidates: candidates?.get(row.id) ?? [],
    next: next === undefined ? null : deskPath(of, next),
    /** Who linked it, where that can be taken back. */
    link: link ?? null,
  };
}
