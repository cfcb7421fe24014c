import { eq } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { userRoles } from "../db/schema.ts";
import { allows, type Permission, type StaffRoleName, staffRoles } from "./permissions.ts";

/** A signed-in person with at least one role here, and the request that they act in. */
export interface Staff {
  id: string;
  name: string;
  email: string;
  roles: readonly StaffRoleName[];
  sessionId: string;
  requestId: string;
  ip: string | null;
}

declare const granted: unique symbol;

/** Staff whose permission P has been checked. Only `authorize` makes one, so a verb that asks for it cannot be reached unchecked. */
export type Granted<P extends Permission> = Staff & { readonly [granted]: { readonly [K in P]: true } };

/** The evidence that `staff` may do `permission`; undefined when they may not. */
export function authorize<P extends Permission>(staff: Staff, permission: P): Granted<P> | undefined {
  return allows(staff.roles, permission) ? (staff as Granted<P>) : undefined;
}

/** The roles that a user has here, in the order of the permission table; none for a mere user of the product. */
export async function rolesOf(db: Db, user: { id: string; role?: string | null | undefined }): Promise<StaffRoleName[]> {
  const grants = await db.select({ role: userRoles.role }).from(userRoles).where(eq(userRoles.userId, user.id));
  return rolesHeld(
    user.role,
    grants.map((grant) => grant.role),
  );
}

/** The roles that a user's own role and their grants come to, in the order of the permission table. */
export function rolesHeld(role: string | null | undefined, grants: readonly string[]): StaffRoleName[] {
  const held = new Set(grants);
  if (role === "admin") held.add("admin");
  return staffRoles.filter((name) => held.has(name));
}
