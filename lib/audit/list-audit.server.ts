import { and, desc, eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { auditLog } from "../db/schema.ts";
import { distinctValues } from "../list/distinct.server.ts";
import { readPage } from "../list/keyset.server.ts";
import { countMatching, type Total } from "../list/total.server.ts";
import { type AuditSubject, auditList } from "./audit.ts";
import { type AuditQuery, auditWhere } from "./audit-where.server.ts";
import { maskedFields } from "./masked-fields.ts";

/** An entry as the list shows it: the names of the changed fields, without their values. */
export type AuditRow = Awaited<ReturnType<typeof listAudit>>["rows"][number];

/** One page of the audit log. */
export function listAudit(db: Db, query: AuditQuery) {
  return readPage(
    query,
    { sort: { createdAt: auditLog.createdAt }, types: auditList.sort, id: auditLog.id, idType: "uuid", where: auditWhere(query) },
    ({ where, orderBy, limit, sortKey }) =>
      db
        .select({
          id: auditLog.id,
          createdAt: auditLog.createdAt,
          actorId: auditLog.actorId,
          actorName: auditLog.actorName,
          actorEmail: auditLog.actorEmail,
          actorRoles: auditLog.actorRoles,
          action: auditLog.action,
          subjectType: auditLog.subjectType,
          subjectId: auditLog.subjectId,
          fields: sql<string[]>`array(select json_object_keys(${auditLog.after}))`,
          reason: auditLog.reason,
          requestId: auditLog.requestId,
          ip: auditLog.ip,
          sortKey,
        })
        .from(auditLog)
        .where(where)
        .orderBy(...orderBy)
        .limit(limit),
  );
}

/** How many entries match. */
export function countAudit(db: Db, query: AuditQuery): Promise<Total> {
  return countMatching(db, sql`select 1 from ${auditLog} where ${auditWhere(query) ?? sql`true`}`, query.exact);
}

/** An entry as the history of its subject shows it, with what changed. */
export type AuditOf = Awaited<ReturnType<typeof listAuditOf>>[number];

/** The newest entries of one subject, newest first: the history at the end of its page. */
export async function listAuditOf(db: Db, subject: { type: AuditSubject; id: string }, limit = 20) {
  const entries = await db
    .select({
      id: auditLog.id,
      createdAt: auditLog.createdAt,
      actorId: auditLog.actorId,
      actorName: auditLog.actorName,
      action: auditLog.action,
      before: auditLog.before,
      after: auditLog.after,
      reason: auditLog.reason,
    })
    .from(auditLog)
    .where(and(eq(auditLog.subjectType, subject.type), eq(auditLog.subjectId, subject.id)))
    .orderBy(desc(auditLog.createdAt), desc(auditLog.id))
    .limit(limit);
  return entries.map((entry) => ({
    ...entry,
    before: maskedFields(subject.type, entry.before),
    after: maskedFields(subject.type, entry.after),
  }));
}

/** What the filters over open sets can offer; an actor by id, with the name that their newest entry has. */
export async function auditFilterOptions(
  db: Db,
): Promise<{ actor: { value: string; label: string }[]; action: string[]; subjectType: string[] }> {
  const [actor, action, subjectType] = await Promise.all([
    listActors(db),
    distinctValues(db, auditLog.action),
    distinctValues(db, auditLog.subjectType),
  ]);
  return { actor, action, subjectType };
}

/** Everybody who has an entry, at most `limit`, each found by one step down the index on the actor's id (see distinctValues). */
async function listActors(db: Db, limit = 100): Promise<{ value: string; label: string }[]> {
  const { rows } = await db.execute<{ value: string; label: string }>(sql`
    with recursive step (id, place) as (
      (select actor_id, 1 from audit_log order by actor_id limit 1)
      union all
      select (select actor_id from audit_log where actor_id > step.id order by actor_id limit 1), step.place + 1
      from step where step.id is not null and step.place < ${limit}
    )
    select step.id as value, newest.actor_name as label
    from step
    cross join lateral (select actor_name from audit_log where actor_id = step.id order by created_at desc, id desc limit 1) as newest
    where step.id is not null
    order by label, value`);
  return rows;
}
