import { data } from "@remix-run/node";
import type { Staff } from "~lib/auth/staff.server.ts";
import { db } from "~lib/db/db.server.ts";
import type { ExportRun } from "~lib/db/schema.ts";
import { authorizeRun, getRun } from "~lib/exports/get-run.server.ts";
import { found, requireStaff, type Visit } from "./guard.server";

/**
 * An export that the person who asks may see: their own of a list that they may read, or anybody's where they may read the audit log.
 *
 * @throws Response redirect to the sign-in for a stranger, 403 for one that they may not see, 404 where there is none
 */
export async function seenRun(visit: Visit, exportId: string | undefined): Promise<{ staff: Staff; run: ExportRun }> {
  const { staff, run } = await seenRunIfAny(visit, exportId);
  return { staff, run: found(run, "export") };
}

/** The same, with `run` undefined where there is none. */
export async function seenRunIfAny(visit: Visit, exportId: string | undefined): Promise<{ staff: Staff; run: ExportRun | undefined }> {
  const staff = await requireStaff(visit);
  const run = await getRun(db, (exportId ?? "").toLowerCase());
  if (!run || authorizeRun(staff, run)) return { staff, run };
  throw data(
    {
      message: "This is another person's export, or one of a list that you may no longer read. An admin can see it.",
      requestId: staff.requestId,
      signedIn: true,
    },
    { status: 403 },
  );
}
