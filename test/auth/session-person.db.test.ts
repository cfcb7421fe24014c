import { eq } from "drizzle-orm";
import { auth } from "../../lib/auth/auth.server.ts";
import { sessionPerson } from "../../lib/auth/session-person.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { session, user } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeUserRole } from "../helpers/factories.ts";
import { signedIn } from "../helpers/request.ts";

/** Whom a cookie names, as we read it and as better-auth itself does. */
async function bothReadings(db: Db, cookie: string) {
  const headers = new Headers({ Cookie: cookie });
  const theirs = await auth().api.getSession({ headers });
  return { ours: (await sessionPerson(db, headers))?.id, theirs: theirs?.user.id };
}

describe("the person of a session", () => {
  test("comes with their roles, in the order of the permission table", async ({ db }) => {
    const person = await signedIn(db, "finance");
    await makeUserRole(db, { userId: person.user.id, role: "support" });
    const [own] = await db.select().from(session).where(eq(session.userId, person.user.id));
    const { id, name, email } = person.user;
    const found = await sessionPerson(db, person.get("/").headers);
    expect(found).toEqual({ id, name, email, sessionId: own!.id, roles: ["support", "finance"] });
    await db.update(user).set({ role: "admin" }).where(eq(user.id, id));
    expect((await sessionPerson(db, person.get("/").headers))?.roles).toEqual(["admin", "support", "finance"]);
  });

  test("is read from a cookie as better-auth reads it", async ({ db }) => {
    const person = await signedIn(db, "admin");
    const { id } = person.user;
    for (const cookie of [person.cookie, `theme=dark; ${person.cookie}; other=1`, `a; =b; ${person.cookie}`]) {
      expect(await bothReadings(db, cookie), cookie).toEqual({ ours: id, theirs: id });
    }
    const [name, value] = person.cookie.split("=") as [string, string];
    const [token, signature] = decodeURIComponent(value).split(".") as [string, string];
    const other = await signedIn(db, "admin");
    const [otherToken] = decodeURIComponent(other.cookie.split("=")[1]!).split(".") as [string];
    const forged = [
      ...["", token, `${token}.`, `.${signature}`, `${token}.${signature.slice(0, -1)}`, `${token}.${signature}=`],
      ...[`${token}x.${signature}`, `${otherToken}.${signature}`, `${token}.${"A".repeat(43)}=`, `${token}.${"é".repeat(22)}`],
    ];
    for (const each of forged) {
      expect(await bothReadings(db, `${name}=${encodeURIComponent(each)}`), each).toEqual({ ours: undefined, theirs: undefined });
    }
    for (const cookie of [`${name}=%`, `x${person.cookie}`, person.cookie.replace("purser", "__Secure-purser")]) {
      expect((await bothReadings(db, cookie)).ours, cookie).toBeUndefined();
    }
  });

  test("is nobody once the session is ended or over", async ({ db }) => {
    const person = await signedIn(db, "admin");
    const own = eq(session.userId, person.user.id);
    await db
      .update(session)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(own);
    expect(await sessionPerson(db, person.get("/").headers)).toBeUndefined();
    await db
      .update(session)
      .set({ expiresAt: new Date(Date.now() + 60_000) })
      .where(own);
    expect((await sessionPerson(db, person.get("/").headers))?.id).toBe(person.user.id);
    await db.delete(session).where(own);
    expect(await sessionPerson(db, person.get("/").headers)).toBeUndefined();
  });
});
