import type { Permission } from "../../lib/auth/permissions.ts";
import type { Granted } from "../../lib/auth/staff.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { askList } from "../../lib/exports/ask-list.server.ts";
import { exportedLists } from "../../lib/exports/exported-lists.server.ts";
import type { ExportDatabase, WantedExport } from "../../lib/exports/prepare-download.server.ts";
import { takeExport } from "../../lib/exports/take-export.server.ts";
import { makeUser } from "../helpers/factories.ts";
import { staffAs } from "../helpers/staff.ts";
import { testDriver } from "../helpers/test-database.ts";

/** Somebody who is in the database, as a run's row needs them, with these permissions. */
export async function exporter<P extends Permission>(db: Db, ...wanted: [P, ...P[]]): Promise<Granted<P>> {
  return staffAs(await makeUser(db, { name: "Grace Okafor" }), ...wanted);
}

/** Takes a list away as a route does, with every column unless told otherwise. From a transaction nothing can be copied out, see Database. */
export function take(
  from: Db | ExportDatabase,
  staff: Granted<never>,
  list: keyof typeof exportedLists,
  search: string,
  wanted: Partial<WantedExport> = {},
): Promise<Response> {
  const at = new Date();
  const asked = askList(exportedLists[list], staff, new URLSearchParams(search), at);
  return takeExport("driver" in from ? from : { db: from, driver: testDriver }, staff, {
    asked,
    at,
    format: "csv",
    columns: asked.columns,
    ...wanted,
  });
}
