import { createHmac, timingSafeEqual } from "node:crypto";
import { and, eq, gt, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { readOnlyHere } from "../db/read-only.ts";
import { account, session, user, userRoles } from "../db/schema.ts";
import { shownName } from "../users/shown-name.ts";
import { auth } from "./auth.server.ts";
import { cookieValue } from "./cookie-value.ts";
import type { StaffRoleName } from "./permissions.ts";
import { isProved, readOnlyTicket } from "./read-only-cookie.server.ts";
import { isOwnCredential } from "./sign-in-read-only.server.ts";
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
 * Where nothing can be written, the cookie of a sign-in that left no session counts too.
 *
 * @returns undefined without a cookie of ours, and for a session that is over or whose person is banned
 */
export async function sessionPerson(db: Db, headers: Headers): Promise<SessionPerson | undefined> {
  const found = (readOnlyHere() !== undefined && (await byTicket(db, headers))) || (await bySession(db, headers));
  const now = new Date();
  // A ban deletes the sessions there are; this covers one that was begun in the same moment.
  if (!found || (found.banned && (!found.banExpires || found.banExpires > now))) return undefined;
  const { id, name, email, sessionId, role, grants } = found;
  return { id, name, email, sessionId, roles: rolesHeld(role, grants?.split(" ") ?? []) };
}

const person = {
  id: user.id,
  name: shownName,
  email: user.email,
  role: user.role,
  banned: user.banned,
  banExpires: user.banExpires,
  grants: sql<string | null>`(select string_agg(${userRoles.role}, ' ') from ${userRoles} where ${userRoles.userId} = ${user.id})`,
};

async function bySession(db: Db, headers: Headers) {
  const token = await signedToken(headers);
  if (token === undefined) return undefined;
  const [found] = await db
    .select({ ...person, sessionId: session.id })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(and(eq(session.token, token), gt(session.expiresAt, new Date())))
    .limit(1);
  return found;
}

/** Ends the session that the request's cookie names, if there is one. */
export async function endSession(db: Db, headers: Headers): Promise<void> {
  const token = await signedToken(headers);
  if (token !== undefined) await db.delete(session).where(eq(session.token, token));
}

async function byTicket(db: Db, headers: Headers) {
  const ticket = readOnlyTicket(headers);
  if (!ticket) return undefined;
  const [found] = await db
    .select({ ...person, hash: account.password })
    .from(user)
    .innerJoin(account, isOwnCredential)
    .where(eq(user.id, ticket.userId))
    .limit(1);
  return found?.hash && isProved(ticket, found.hash) ? { ...found, sessionId: "" } : undefined;
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
