import type { Permission } from "../auth/permissions.ts";
import type { Granted } from "../auth/staff.server.ts";
import type { Db } from "../db/database.server.ts";
import { auditLog } from "../db/schema.ts";
import type { AuditAction, AuditSubject } from "./audit.ts";
import { maskedFields } from "./masked-fields.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A change as the log keeps it. */
export interface AuditRecord {
  action: AuditAction;
  subject: { type: AuditSubject; id: string };
  /** Any fields, as they were and as they became; only those that differ are kept. A field that one side lacks counts as null there. */
  before: Fields;
  after: Fields;
  reason?: string | null | undefined;
}

/** As JSON keeps it, so that two dates of one instant are equal. */
const plain = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));

/** The fields that differ, on both sides. */
export function changedFields(before: Fields, after: Fields): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const changed = { before: {} as Record<string, unknown>, after: {} as Record<string, unknown> };
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, became] = [plain(before[field]), plain(after[field])];
    if (JSON.stringify(was) === JSON.stringify(became)) continue;
    changed.before[field] = was;
    changed.after[field] = became;
  }
  return changed;
}

/**
 * Writes the one row that a change leaves. To be called with the transaction that makes the change, so that there is never the one without
 * the other.
 */
export async function recordAudit(tx: Db, staff: Granted<Permission> | Granted<never>, record: AuditRecord): Promise<void> {
  await recordAudits(tx, staff, [record]);
}

/** The rows of several changes that one act makes, such as a bulk change, in one statement. */
export async function recordAudits(tx: Db, staff: Granted<Permission> | Granted<never>, records: readonly AuditRecord[]): Promise<void> {
  if (records.length === 0) return;
  await tx.insert(auditLog).values(
    records.map(({ action, subject, ...record }) => ({
      createdAt: new Date(),
      actorId: staff.id,
      actorName: staff.name,
      actorEmail: staff.email,
      actorRoles: [...staff.roles],
      action,
      subjectType: subject.type,
      subjectId: subject.id,
      // What a user wrote goes when the chat does; the log stays.
      ...maskedFields(subject.type, changedFields(record.before, record.after)),
      reason: record.reason?.trim() || null,
      requestId: staff.requestId,
      ip: staff.ip,
    })),
  );
}
