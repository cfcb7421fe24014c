import { and, type SQL } from "drizzle-orm";
import { auditLog } from "../db/schema.ts";
import { env } from "../env.server.ts";
import { oneOf, oneOfUuids } from "../list/contains.server.ts";
import { instantsOf } from "../list/day.ts";
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

/**
 * The query without what came at `end` or later: an export leaves an entry itself, after its rows are counted and before they are read,
 * and must not count as many and hold one more.
 */
export function auditUntil(query: AuditQuery, end: Date): AuditQuery {
  const { createdAt } = query.filters;
  const { until } = instantsOf(createdAt ?? {}, env().reportingTimeZone);
  if (until && until <= end) return query;
  return { ...query, filters: { ...query.filters, createdAt: { ...createdAt, to: end.toISOString() } } };
}
