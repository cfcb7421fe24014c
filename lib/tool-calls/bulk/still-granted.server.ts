import { eq } from "drizzle-orm";
import { authorize, type Granted, rolesOf } from "../../auth/staff.server.ts";
import type { Db } from "../../db/database.server.ts";
import { user } from "../../db/schema.ts";

/**
 * The evidence anew for a person in whose name work goes on after their request: with the roles that they have by now. Undefined once they
 * are gone, banned or may no longer change tool calls.
 */
export async function stillGranted(db: Db, staff: Granted<"tool-calls:change">): Promise<Granted<"tool-calls:change"> | undefined> {
  const [row] = await db
    .select({ id: user.id, role: user.role, banned: user.banned, banExpires: user.banExpires })
    .from(user)
    .where(eq(user.id, staff.id));
  if (!row || (row.banned && (!row.banExpires || row.banExpires > new Date()))) return undefined;
  return authorize({ ...staff, roles: await rolesOf(db, row) }, "tool-calls:change");
}
