import { normalizeIP } from "@better-auth/core/utils/ip";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { and, eq } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { account, user } from "../db/schema.ts";
import { banState } from "../users/user.ts";
import type { SignInResult } from "./auth.server.ts";
import { readOnlyCookie } from "./read-only-cookie.server.ts";
import { attemptsInMemory } from "./sign-in-limit.ts";

/** better-auth's own bound; a longer one is no password. */
const MOST_CHARACTERS = 128;

const attempt = attemptsInMemory();

/** Whose account of better-auth's "credential" kind a row is: it names its user twice. */
export const isOwnCredential = and(eq(account.userId, user.id), eq(account.accountId, user.id), eq(account.providerId, "credential"));

/**
 * Signs a person in without writing anything, by the rules of the ordinary sign-in: the same answers, as slow for an e-mail that nobody has,
 * and no more attempts, which are counted in memory by address, of IPv6 by the network of 64 bits that one customer has; counted by e-mail,
 * anybody could keep a person out.
 */
export async function signInReadOnly(
  db: Db,
  { email, password }: { email: string; password: string },
  ip: string | null,
): Promise<SignInResult> {
  const retryAfter = attempt(ip === null ? "unknown" : normalizeIP(ip));
  if (retryAfter > 0) return { ok: false, why: "too-many", retryAfter };
  if (password.length > MOST_CHARACTERS) return { ok: false, why: "credentials" };
  const [person] = await db
    .select({ id: user.id, banned: user.banned, banExpires: user.banExpires, hash: account.password })
    .from(user)
    .innerJoin(account, isOwnCredential)
    .where(eq(user.email, email.toLowerCase()))
    .limit(1);
  if (!person?.hash) {
    await hashPassword(password);
    return { ok: false, why: "credentials" };
  }
  if (!(await verifyPassword({ hash: person.hash, password }))) return { ok: false, why: "credentials" };
  if (banState(person, new Date()) === "banned") return { ok: false, why: "banned" };
  return { ok: true, cookies: [readOnlyCookie(person.id, person.hash)] };
}
