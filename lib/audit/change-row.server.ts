import { and, desc, eq, type InferColumnsDataTypes, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Permission } from "../auth/permissions.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { auditLog } from "../db/schema.ts";
import { type Conflict, Refusal } from "../errors.ts";
import type { AuditAction, AuditSubject } from "./audit.ts";
import { changedFields, recordAudit } from "./record-audit.server.ts";

type Fields = Record<string, PgColumn>;

/** Postgres's own version of a row: it changes whoever writes the row, also the product, and needs no column. */
export const versionOf = (table: PgTable) => sql<string>`${table}.xmin::text`;

export interface RowChange<T extends PgTable, F extends Fields> {
  table: T;
  id: PgColumn;
  /** What the change reads, may set, and is recorded of: by field, its column. */
  fields: F;
  subject: { type: AuditSubject; id: string };
  /** What a person calls the row: "payment". */
  noun: string;
  /** The version that the person saw; undefined where only the row's present state matters, as in a move between states. */
  version: string | undefined;
  /** The row as its form shows it, for the conflict page. */
  form?: (row: InferColumnsDataTypes<F>) => Conflict["current"];
  /** The rule: what becomes of the row. Throws `Refusal`. Other rows may be read and changed through `tx`. */
  decide: (before: InferColumnsDataTypes<F>, tx: Db) => RowDecision<F> | Promise<RowDecision<F>>;
}

export interface RowDecision<F extends Fields> {
  action: AuditAction;
  set: Partial<InferColumnsDataTypes<F>>;
  reason?: string | null | undefined;
  /** Columns beside `fields` that the update sets but that the record leaves out, such as a time of change. */
  alsoSet?: Record<string, unknown>;
  /** What the record says of those columns, in place of values that it must not hold. */
  alsoRecord?: { before: Record<string, unknown>; after: Record<string, unknown> };
}

/**
 * Changes one row and records it, in one transaction: reads it, refuses a stale version, asks the rule, updates where id and version still
 * match, writes the audit row. Only columns that differ are written.
 *
 * @throws Refusal 404 the row is gone; 409 it is not as the person saw it, with its present values; 422 nothing would change; and whatever
 * `decide` refuses
 */
export async function changeRow<T extends PgTable, F extends Fields>(
  db: Db,
  staff: Granted<Permission> | Granted<never>,
  { table, id, fields, subject, noun, version, form, decide }: RowChange<T, F>,
): Promise<{ before: InferColumnsDataTypes<F>; after: InferColumnsDataTypes<F> }> {
  return db.transaction(async (tx) => {
    // Without a version to hold on to, another's change in between only means to look and decide again.
    for (let attempt = 0; ; attempt++) {
      const [row] = await tx
        .select({ ...fields, rowVersion: versionOf(table) })
        .from(table as PgTable)
        .where(eq(id, subject.id));
      if (!row) throw new Refusal(404, `This ${noun} is no longer there.`);
      const { rowVersion, ...before } = row as InferColumnsDataTypes<F> & { rowVersion: string };
      const current = before as unknown as InferColumnsDataTypes<F>;
      if (version !== undefined && rowVersion !== version) throw await staleRefusal(tx, subject, noun, rowVersion, form?.(current) ?? {});

      const { action, set, reason, alsoSet, alsoRecord } = await decide(current, tx);
      const after = { ...current, ...set };
      const changed = changedFields(current, after);
      const names = Object.keys(changed.after);
      if (names.length === 0) throw new Refusal(422, "Nothing was changed, so there is nothing to save.");

      const values = { ...Object.fromEntries(names.map((name) => [name, set[name]])), ...alsoSet };
      const updated = await tx
        .update(table as PgTable)
        .set(values)
        .where(and(eq(id, subject.id), sql`${versionOf(table)} = ${rowVersion}`))
        .returning({ id });
      if (updated.length === 1) {
        await recordAudit(tx, staff, {
          action,
          subject,
          before: { ...changed.before, ...alsoRecord?.before },
          after: { ...changed.after, ...alsoRecord?.after },
          reason,
        });
        return { before: current, after };
      }
      if (attempt === 4) throw new Refusal(409, `This ${noun} is being changed by others right now. Try again.`);
      // Changed in this very moment: the next look sees the new row, and refuses it where a version was given.
    }
  });
}

/** The refusal of a change to a row that is no longer as the person saw it, with the row as it is and who changed it last. */
export async function staleRefusal(
  tx: Db,
  subject: { type: AuditSubject; id: string },
  noun: string,
  version: string,
  current: Conflict["current"],
): Promise<Refusal> {
  const [last] = await tx
    .select({ name: auditLog.actorName, at: auditLog.createdAt })
    .from(auditLog)
    .where(and(eq(auditLog.subjectType, subject.type), eq(auditLog.subjectId, subject.id)))
    .orderBy(desc(auditLog.createdAt), desc(auditLog.id))
    .limit(1);
  return new Refusal(409, `This ${noun} was changed while you were editing it. Nothing of yours is saved yet.`, {
    conflict: { current, version, ...(last && { changedBy: { name: last.name, at: last.at.toISOString() } }) },
  });
}
