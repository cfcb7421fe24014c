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
  const held = new Set<string>(grants.map((grant) => grant.role));
  if (user.role === "admin") held.add("admin");
  return staffRoles.filter((role) => held.has(role));
}
