import { recordAudit } from "../audit/record-audit.server.ts";
import type { Permission } from "../auth/permissions.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { exportRun } from "../db/schema.ts";
import type { ExportFormat } from "../db/values.ts";
import type { AskedList } from "./exported-list.server.ts";
import type { Figures } from "./figures.ts";

/** An export that is about to begin. */
export interface NewRun {
  id: string;
  asked: AskedList;
  format: ExportFormat;
  columns: readonly string[];
  /** Counted in the export's own snapshot. */
  expected: Figures;
}

/** Writes down that somebody takes rows away, and the run that its progress is told by: one act, before the first byte leaves. */
export async function startRun(db: Db, staff: Granted<Permission> | Granted<never>, run: NewRun): Promise<void> {
  const { asked, expected } = run;
  const now = new Date();
  const filter = asked.params.toString();
  await db.transaction(async (tx) => {
    await tx.insert(exportRun).values({
      id: run.id,
      staffId: staff.id,
      staffName: staff.name,
      list: asked.list.name,
      scope: asked.scope,
      format: run.format,
      filter,
      columns: [...run.columns],
      expected: expected.rows,
      sums: expected.sums && { ...expected.sums },
      createdAt: now,
      heartbeatAt: now,
    });
    await recordAudit(tx, staff, {
      action: "list.export",
      subject: { type: "list", id: asked.list.name },
      before: {},
      after: { filter, rows: expected.rows, scope: asked.scope, format: run.format, export: run.id },
    });
  });
}
