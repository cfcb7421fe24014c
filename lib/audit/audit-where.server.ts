import { and, type SQL } from "drizzle-orm";
import { auditLog } from "../db/schema.ts";
import { oneOf, oneOfUuids } from "../list/contains.server.ts";
import type { QueryOf } from "../list/list-spec.ts";
import { within } from "../list/range.server.ts";
import type { auditList } from "./audit.ts";

export type AuditQuery = QueryOf<typeof auditList>;

/** The one condition behind the list, its count and its export. */
export function auditWhere({ filters }: Pick<AuditQuery, "filters">): SQL | undefined {
  const { actor, action, subjectType, subject, createdAt, id } = filters;
  return and(
    oneOf(auditLog.actorId, actor),
    oneOf(auditLog.action, action),
    oneOf(auditLog.subjectType, subjectType),
    oneOf(auditLog.subjectId, subject),
    within(auditLog.createdAt, createdAt),
    oneOfUuids(auditLog.id, id),
  );
}
