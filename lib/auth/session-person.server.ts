import { createHmac, timingSafeEqual } from "node:crypto";
import { and, eq, gt, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { session, user, userRoles } from "../db/schema.ts";
import { auth } from "./auth.server.ts";
import type { StaffRoleName } from "./permissions.ts";
import { rolesHeld } from "./staff.server.ts";

/** The person whose session a request's cookie names. */
export interface SessionPerson {
  id: string;
  name: string;
  email: string;
  /** In the order of the permission table; none for a mere user of the product. */
  roles: StaffRoleName[];
  sessionId: string;
}

/**
 * Who is signed in, in one statement: the session as better-auth keeps it (its signed cookie, its table, its end), the person and their roles.
 * Nothing of it is remembered, so a session that was ended, a ban and a role count from the next request on. better-auth's own reading of
 * a session takes two statements, and the roles a third.
 *
 * @returns undefined without a cookie of ours, and for a session that is over or whose person is banned
 */
export async function sessionPerson(db: Db, headers: Headers): Promise<SessionPerson | undefined> {
  const token = await signedToken(headers);
  if (token === undefined) return undefined;
  const now = new Date();
  const [found] = await db
    .select({
      id: user.id,
      name: user.name,
      email: user.email,
      role: user.role,
      banned: user.banned,
      banExpires: user.banExpires,
      sessionId: session.id,
      grants: sql<string | null>`(select string_agg(${userRoles.role}, ' ') from ${userRoles} where ${userRoles.userId} = ${user.id})`,
    })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(and(eq(session.token, token), gt(session.expiresAt, now)))
    .limit(1);
  // A ban deletes the sessions there are; this covers one that was begun in the same moment.
  if (!found || (found.banned && (!found.banExpires || found.banExpires > now))) return undefined;
  const { id, name, email, sessionId, role, grants } = found;
  return { id, name, email, sessionId, roles: rolesHeld(role, grants?.split(" ") ?? []) };
}

/** The token in better-auth's session cookie, if it is better-auth that signed it: `token.HMAC-SHA256`, the latter in base64. */
async function signedToken(headers: Headers): Promise<string | undefined> {
  const cookies = headers.get("Cookie");
  if (!cookies) return undefined;
  const { secret, authCookies } = await auth().$context;
  const value = cookieValue(cookies, authCookies.sessionToken.name);
  const dot = value?.lastIndexOf(".") ?? -1;
  if (!value || dot < 1) return undefined;
  const token = value.slice(0, dot);
  const signature = Buffer.from(value.slice(dot + 1));
  const expected = Buffer.from(createHmac("sha256", secret).update(token).digest("base64"));
  return signature.length === expected.length && timingSafeEqual(signature, expected) ? token : undefined;
}

/** The first cookie of this name, decoded; undefined where there is none or it cannot be decoded. */
function cookieValue(cookies: string, name: string): string | undefined {
  for (const pair of cookies.split(";")) {
    const equals = pair.indexOf("=");
    if (equals < 0 || pair.slice(0, equals).trim() !== name) continue;
    try {
      return decodeURIComponent(pair.slice(equals + 1).trim());
    } catch {
      return undefined;
    }
  }
  return undefined;
}
