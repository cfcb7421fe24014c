import { eq } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { type AuditEntry, auditLog } from "../db/schema.ts";
import { isUuid } from "../list/uuid.ts";
import { maskedFields } from "./masked-fields.ts";

/** One entry of the audit log; undefined where there is none, also for an id that is no uuid. */
export async function getAudit(db: Db, auditId: string): Promise<AuditEntry | undefined> {
  if (!isUuid(auditId)) return undefined;
  const [row] = await db.select().from(auditLog).where(eq(auditLog.id, auditId));
  return row && { ...row, before: maskedFields(row.subjectType, row.before), after: maskedFields(row.subjectType, row.after) };
}
