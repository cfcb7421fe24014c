import { eq, or } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { user } from "../db/schema.ts";
import { Refusal } from "../errors.ts";
import { shownName } from "./shown-name.ts";

/**
 * The user to whom a row is to be linked: the one with exactly this id, or this e-mail in any case (better-auth stores e-mails in lower
 * case). Their row is kept from being deleted until the transaction ends, so that the link cannot lead nowhere.
 *
 * @param present the id of the user that the row is linked to now
 * @param noun what is linked: "payment"
 * @throws Refusal 422 there is no such user, or it is theirs already
 */
export async function userToLink(tx: Db, idOrEmail: string, present: string | null, noun: string) {
  const [found] = await tx
    .select({ id: user.id, name: shownName })
    .from(user)
    .where(or(eq(user.id, idOrEmail), eq(user.email, idOrEmail.toLowerCase())))
    .limit(1)
    .for("key share");
  if (!found) throw new Refusal(422, "There is no user with this id or e-mail.", { field: "userId" });
  if (found.id === present) throw new Refusal(422, `This ${noun} is linked to ${found.name} already.`, { field: "userId" });
  return found;
}
