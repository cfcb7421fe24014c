import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { admin } from "better-auth/plugins";
import type { Db } from "../db/database.server.ts";
import { currentDatabase } from "../db/db.server.ts";
import { readOnlyHere } from "../db/read-only.ts";
import { authOrigin } from "./auth-origin.server.ts";
import { authSecret } from "./auth-secret.server.ts";
import { forgetReadOnlyCookie } from "./read-only-cookie.server.ts";
import { SIGN_IN_LIMIT } from "./sign-in-limit.ts";
import { signInReadOnly } from "./sign-in-read-only.server.ts";
import { signInTables } from "./sign-in-tables.server.ts";

/** Hours until a person signs in again, however busy. */
const SESSION_HOURS = 12;

/** The header that tells better-auth the client's address. Only `signIn` sets it: a value from outside never gets here. */
const CLIENT_IP = "x-purser-client-ip";

function createAuth(db: Db, { secret, origin }: { secret: string; origin: string }) {
  return betterAuth({
    appName: "Purser",
    baseURL: origin,
    basePath: "/api/auth",
    secret,
    database: drizzleAdapter(db, { provider: "pg", schema: signInTables }),
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
      // It would miss columns that only routes which nobody reaches would write.
      database: { validateSchema: false },
    },
    // The plugin's columns and its check of a ban at sign-in. Its routes, which change people without an audit row, cannot be reached:
    // no route of ours hands a request to better-auth but the two below.
    plugins: [admin({ bannedUserMessage: "This account is banned." })],
    telemetry: { enabled: false },
    logger: { disabled: true },
    // A fault that is not an answer of its own, such as the database's, goes to whoever asked: it would print it, with the query's parameters.
    onAPIError: { throw: true },
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

/** How a sign-in ended. `retryAfter` is in seconds. */
export type SignInResult =
  | { ok: true; cookies: string[] }
  | { ok: false; why: "credentials" | "banned" }
  | { ok: false; why: "too-many"; retryAfter: number };

/**
 * Signs a person in through better-auth's own request handler, because calling its API directly passes by the rate limit; where nothing can be
 * written, without a session.
 *
 * @returns the cookies to set; the session's token stands in them alone
 * @throws what the database says, where it is its fault
 */
export async function signIn(
  { email, password }: { email: string; password: string },
  { ip, userAgent }: { ip: string | null; userAgent: string | null },
): Promise<SignInResult> {
  if (readOnlyHere() !== undefined) return signInReadOnly(currentDatabase().db, { email, password }, ip);
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
  // Of whoever used this browser while nothing could be written.
  if (response.ok) return { ok: true, cookies: [...response.headers.getSetCookie(), forgetReadOnlyCookie()] };
  if (response.status === 429)
    return { ok: false, why: "too-many", retryAfter: Number(response.headers.get("X-Retry-After")) || SIGN_IN_LIMIT.window };
  if (response.status >= 500) throw new Error(`Sign-in failed with status ${response.status}`);
  const { code } = (await response.json().catch(() => ({}))) as { code?: string };
  return { ok: false, why: code === "BANNED_USER" ? "banned" : "credentials" };
}
