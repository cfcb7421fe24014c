import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Permission } from "../auth/permissions.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Database, Db } from "../db/database.server.ts";
import { exportRun } from "../db/schema.ts";
import type { ExportFormat } from "../db/values.ts";
import { env } from "../env.server.ts";
import { downloadBody } from "./download.server.ts";
import type { ManifestInput } from "./manifest.server.ts";
import { MOST_AT_ONCE, spooled, streamed, type WantedExport } from "./prepare-download.server.ts";

const types: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/**
 * The file of an export, as a download. The rows are counted and added up first, in the snapshot that they are then read from, and the run
 * is written down; then they leave in keyset batches. The manifest at the file's end says what came.
 *
 * On PostgreSQL the snapshot is a transaction of its own, held while the download lasts. PGlite has one connection, for which the whole
 * dashboard would wait as long: there the file is first written to disk, as fast as it can be read, and sent from there.
 */
export async function takeExport(
  database: Pick<Database, "db" | "driver">,
  staff: Granted<Permission> | Granted<never>,
  wanted: WantedExport,
): Promise<Response> {
  const { db, driver } = database;
  const { asked, format } = wanted;
  const id = await freeId(db, wanted.id);
  const columns = asked.columns.filter((column) => wanted.columns.includes(column));
  const manifest: ManifestInput = {
    id,
    asked,
    columns,
    zone: env().reportingTimeZone,
    snapshotAt: wanted.at,
    staff,
    shown: wanted.shown,
  };
  const prepare = driver === "pglite" ? spooled : streamed;
  const download = await prepare(db, staff, wanted, manifest);
  if (!download) return tooMany();
  const minute = wanted.at.toISOString().slice(0, 16).replaceAll(":", "");
  return new Response(downloadBody(download), {
    headers: {
      "Content-Type": types[format],
      "Content-Disposition": `attachment; filename="purser-${asked.list.name.replaceAll("/", "-")}-${minute}Z.${format}"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      "X-Row-Count": String(download.expected.rows),
      "X-Export-Id": id,
    },
  });
}

function tooMany(): Response {
  return new Response(`${MOST_AT_ONCE} exports are under way. Try again when one of them has ended.\n`, {
    status: 503,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", "Retry-After": "30" },
  });
}

/** The wanted id, or another one where a run has it already: a form that is sent twice makes two exports. */
async function freeId(db: Db, wanted: string | undefined): Promise<string> {
  if (!wanted) return randomUUID();
  const taken = await db.$count(exportRun, eq(exportRun.id, wanted));
  return taken > 0 ? randomUUID() : wanted;
}
