import { eq, sql } from "drizzle-orm";
import { alias, QueryBuilder } from "drizzle-orm/pg-core";
import { versionOf } from "../audit/change-row.server.ts";
import type { Db } from "../db/database.server.ts";
import { user, userRoles } from "../db/schema.ts";
import type { StaffRole } from "../db/values.ts";
import { entitlementJson, entitlementOf } from "../entitlements/entitlement-json.server.ts";
import { shownName } from "./shown-name.ts";
import { planJson, planOf } from "./user-plan.server.ts";

/** A staff role and where it came from; `grantedBy` is null where that person is gone, or where no person granted it. */
export interface RoleGrant {
  role: StaffRole;
  grantedAt: Date;
  grantedBy: { id: string; name: string } | null;
}

const granter = alias(user, "granter");
const grantsJson = sql<{ role: StaffRole; at: number; byId: string | null; byName: string | null }[] | null>`${new QueryBuilder()
  .select({
    grants: sql`json_agg(json_build_object('role', ${userRoles.role}, 'at', (extract(epoch from ${userRoles.grantedAt}) * 1000)::float8,
      'byId', ${granter.id}, 'byName', ${granter.name}) order by ${userRoles.role} desc)`.as("grants"),
  })
  .from(userRoles)
  .leftJoin(granter, eq(granter.id, userRoles.grantedBy))
  .where(eq(userRoles.userId, user.id))}`;

/**
 * A user with everything that the top of their page shows; undefined where there is none. One query.
 *
 * @param entitlementAt also says why they have a plan then or lack one, with the red verdicts, for those who may read reports
 */
export async function getUser(db: Db, userId: string, { entitlementAt }: { entitlementAt?: Date | undefined } = {}) {
  const [row] = await db
    .select({
      id: user.id,
      name: shownName,
      email: user.email,
      emailVerified: user.emailVerified,
      image: user.image,
      role: user.role,
      createdAt: user.createdAt,
      updatedAt: user.updatedAt,
      banned: user.banned,
      banReason: user.banReason,
      banExpires: user.banExpires,
      grants: grantsJson,
      plan: planJson,
      ...(entitlementAt && { entitlement: entitlementJson(entitlementAt) }),
      version: versionOf(user),
    })
    .from(user)
    .where(eq(user.id, userId));
  if (!row) return undefined;
  const { grants, plan, entitlement, ...facts } = row;
  const staffRoles: RoleGrant[] = (grants ?? []).map(({ role, at, byId, byName }) => ({
    role,
    grantedAt: new Date(at),
    grantedBy: byId === null ? null : { id: byId, name: byName ?? byId },
  }));
  return { ...facts, staffRoles, plan: planOf(plan), entitlement: entitlement && entitlementOf(entitlement) };
}

/** The fields of a user that a change form begins with; undefined where there is none. */
export async function getUserForChange(db: Db, userId: string) {
  const found = await getUser(db, userId);
  if (!found) return undefined;
  const { id, name, email, emailVerified, role, staffRoles, banned, banReason, banExpires, version } = found;
  return {
    id,
    name,
    email,
    emailVerified,
    role,
    staffRoles: staffRoles.map((grant) => grant.role),
    banned,
    banReason,
    banExpires,
    version,
  };
}
