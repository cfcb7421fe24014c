import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Permission } from "../auth/permissions.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { isUniqueViolation } from "../db/database-errors.ts";
import { exportRun } from "../db/schema.ts";
import type { ExportFormat } from "../db/values.ts";
import { env } from "../env.server.ts";
import { type Download, downloadBody } from "./download.server.ts";
import { requireRecordable } from "./export-refused.ts";
import type { Figures } from "./figures.ts";
import { type ExportDatabase, spooled, streamed, type WantedExport } from "./prepare-download.server.ts";
import { takeSlot } from "./slots.server.ts";

const types: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/**
 * The file of an export, as a download. The rows are counted and added up first, in the snapshot that they are then read from, and the run
 * is written down; then they leave batch by batch. The manifest at the file's end says what came.
 *
 * On PostgreSQL the snapshot is a transaction of its own, held while the download lasts. PGlite has one connection, for which the whole
 * dashboard would wait as long: there the file is first written to disk, as fast as it can be read, and sent from there.
 *
 * @throws ExportRefused 403 where nothing can be recorded, 503 where too many exports are under way
 * @throws ExportCanceled where the browser has gone while they were counted
 */
export async function takeExport(
  database: ExportDatabase,
  staff: Granted<Permission> | Granted<never>,
  wanted: WantedExport,
): Promise<Response> {
  requireRecordable();
  const { db, driver } = database;
  const { asked } = wanted;
  const columns = asked.columns.filter((column) => wanted.columns.includes(column));
  const manifest = { asked, columns, zone: env().reportingTimeZone, snapshotAt: wanted.at, staff, shown: wanted.shown };
  const prepare = driver === "pglite" ? spooled : streamed;
  // A file on disk holds nothing that others wait for.
  const giveBack = driver === "pglite" ? () => {} : takeSlot(staff.id, env().databasePoolMax);
  try {
    const { id, ...download } = await withFreeId(db, wanted.id, async (free) => ({
      id: free,
      ...(await prepare(database, staff, wanted, { ...manifest, id: free })),
    }));
    const end: Download["end"] = (status) => download.end(status).finally(giveBack);
    return fileResponse(wanted, id, download.expected, downloadBody({ ...download, end }, { signal: wanted.signal }));
  } catch (error) {
    giveBack();
    throw error;
  }
}

function fileResponse({ asked, format, at }: WantedExport, id: string, expected: Figures, body: ReadableStream<Uint8Array>): Response {
  const minute = at.toISOString().slice(0, 16).replaceAll(":", "");
  return new Response(body, {
    headers: {
      "Content-Type": types[format],
      "Content-Disposition": `attachment; filename="purser-${asked.list.name.replaceAll("/", "-")}-${minute}Z.${format}"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      "X-Row-Count": String(expected.rows),
      "X-Export-Id": id,
    },
  });
}

/** With the wanted id, or another one where a run has it already: a form that is sent twice makes two exports, also when both come at once. */
async function withFreeId<T>(db: Db, wanted: string | undefined, run: (id: string) => Promise<T>): Promise<T> {
  if (!wanted || (await db.$count(exportRun, eq(exportRun.id, wanted))) > 0) return run(randomUUID());
  return run(wanted).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    return run(randomUUID());
  });
}
