import { inArray, or } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { user } from "../db/schema.ts";
import { shownName } from "./shown-name.ts";

/** Names for users whom a list's filter names by id or e-mail, as options of that filter; asks nothing where it names none. */
export async function nameUsers(db: Db, named: readonly string[] | undefined): Promise<{ value: string; label: string }[]> {
  if (!named) return [];
  const emails = named.map((name) => name.toLowerCase());
  const users = await db
    .select({ id: user.id, name: shownName, email: user.email })
    .from(user)
    .where(or(inArray(user.id, [...named]), inArray(user.email, emails)));
  return named.map((value) => {
    const found = users.find(({ id, email }) => id === value || email === value.toLowerCase());
    return { value, label: found ? found.name || found.email : value };
  });
}
