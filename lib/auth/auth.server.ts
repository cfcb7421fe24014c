import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { admin } from "better-auth/plugins";
import { sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { currentDatabase } from "../db/db.server.ts";
import * as schema from "../db/schema.ts";
import { env } from "../env.server.ts";
import { authSecret } from "./auth-secret.server.ts";

/** Hours until a person signs in again, however busy. */
const SESSION_HOURS = 12;

/** The header that tells better-auth the client's address. Only `signIn` sets it: a value from outside never gets here. */
const CLIENT_IP = "x-purser-client-ip";

/** Sign-in attempts that one address may make in a window of seconds. */
export const SIGN_IN_LIMIT = { window: 60, max: 10 };

function createAuth(db: Db, { secret, origin }: { secret: string; origin: string }) {
  return betterAuth({
    appName: "Purser",
    baseURL: origin,
    basePath: "/api/auth",
    secret,
    database: drizzleAdapter(db, { provider: "pg", schema }),
    emailAndPassword: { enabled: true, disableSignUp: true },
    session: { expiresIn: SESSION_HOURS * 3600, disableSessionRefresh: true },
    account: { encryptOAuthTokens: true },
    rateLimit: {
      enabled: true,
      storage: "database",
      window: 60,
      max: 100,
      customRules: { "/sign-in/email": SIGN_IN_LIMIT },
    },
    advanced: {
      cookiePrefix: "purser",
      useSecureCookies: origin.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax" },
      ipAddress: { ipAddressHeaders: [CLIENT_IP] },
    },
    // The plugin's columns and its check of a ban at sign-in. Its routes, which change people without an audit row, cannot be reached:
    // no route of ours hands a request to better-auth but the two below.
    plugins: [admin({ bannedUserMessage: "This account is banned." })],
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

type Auth = ReturnType<typeof createAuth>;
let current: { db: Db; auth: Auth } | undefined;

/** better-auth on the process's database. */
export function auth(): Auth {
  const { db } = currentDatabase();
  if (current?.db !== db) current = { db, auth: createAuth(db, { secret: authSecret(), origin: authOrigin() }) };
  return current.auth;
}

function authOrigin(): string {
  return env().appUrl ? new URL(env().appUrl!).origin : "http://localhost";
}

/** How a sign-in ended. `retryAfter` is in seconds. */
export type SignInResult =
  | { ok: true; cookies: string[] }
  | { ok: false; why: "credentials" | "banned" }
  | { ok: false; why: "too-many"; retryAfter: number };

/**
 * Signs a person in through better-auth's own request handler, because calling its API directly passes by the rate limit.
 *
 * @returns the cookies to set; the session's token stands in them alone
 */
export async function signIn(
  { email, password }: { email: string; password: string },
  { ip, userAgent }: { ip: string | null; userAgent: string | null },
): Promise<SignInResult> {
  const origin = authOrigin();
  const response = await auth().handler(
    new Request(`${origin}/api/auth/sign-in/email`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Origin: origin,
        [CLIENT_IP]: ip ?? "127.0.0.1",
        ...(userAgent && { "User-Agent": userAgent.slice(0, 500) }),
      },
      body: JSON.stringify({ email, password }),
    }),
  );
  if (response.ok) return { ok: true, cookies: response.headers.getSetCookie() };
  if (response.status === 429)
    return { ok: false, why: "too-many", retryAfter: Number(response.headers.get("X-Retry-After")) || SIGN_IN_LIMIT.window };
  if (response.status >= 500) {
    // better-auth keeps the fault to itself. Where it is the database's, this fails in the same way and says so.
    await currentDatabase().db.execute(sql`select 1`);
    throw new Error(`Sign-in failed with status ${response.status}`);
  }
  const { code } = (await response.json().catch(() => ({}))) as { code?: string };
  return { ok: false, why: code === "BANNED_USER" ? "banned" : "credentials" };
}

/** Ends the session that the request's cookie names, and gives the cookies that forget it. */
export async function signOut(headers: Headers): Promise<string[]> {
  const origin = authOrigin();
  const response = await auth().handler(
    new Request(`${origin}/api/auth/sign-out`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: origin, Cookie: headers.get("Cookie") ?? "" },
      body: "{}",
    }),
  );
  return response.headers.getSetCookie();
}
