import { eq, or } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { user } from "../db/schema.ts";

/** The user with exactly this id, or this e-mail in any case (better-auth stores e-mails in lower case); undefined where there is none. */
export async function findUserByIdOrEmail(db: Db, idOrEmail: string) {
  const [row] = await db
    .select({ id: user.id, name: user.name, email: user.email })
    .from(user)
    .where(or(eq(user.id, idOrEmail), eq(user.email, idOrEmail.toLowerCase())))
    .limit(1);
  return row;
}
