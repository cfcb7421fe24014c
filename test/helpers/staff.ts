import { randomUUID } from "node:crypto";
import { and, asc, eq } from "drizzle-orm";
import type { AuditSubject } from "../../lib/audit/audit.ts";
import { allows, type Permission, type StaffRoleName } from "../../lib/auth/permissions.ts";
import { authorize, type Granted } from "../../lib/auth/staff.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { type AuditEntry, auditLog, type User } from "../../lib/db/schema.ts";

/** Staff who hold the wanted permissions through the least role that has them all. They have no row in the database. */
export function staffWith<P extends Permission>(...wanted: [P, ...P[]]): Granted<P> {
  return staffAs({ id: `staff_${randomUUID()}`, name: "Grace Okafor", email: "grace@example.com" }, ...wanted);
}

/** The same for a user who is in the database, for verbs that refer to the acting person. */
export function staffAs<P extends Permission>(user: Pick<User, "id" | "name" | "email">, ...wanted: [P, ...P[]]): Granted<P> {
  const { id, name, email } = user;
  const staff = { id, name, email, roles: leastRoles(wanted), sessionId: randomUUID(), requestId: randomUUID(), ip: "203.0.113.9" };
  const granted = authorize(staff, wanted[0]);
  if (!granted) throw new Error(`No role has the permission ${wanted[0]}`);
  return granted;
}

function leastRoles(wanted: readonly Permission[]): StaffRoleName[] {
  const choices: StaffRoleName[][] = [["support"], ["finance"], ["support", "finance"], ["admin"]];
  return choices.find((roles) => wanted.every((permission) => allows(roles, permission))) ?? [];
}

/** What the audit log says of one subject, oldest first. */
export function auditRowsOf(db: Db, subjectType: AuditSubject, subjectId: string): Promise<AuditEntry[]> {
  return db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.subjectType, subjectType), eq(auditLog.subjectId, subjectId)))
    .orderBy(asc(auditLog.createdAt), asc(auditLog.id));
}
