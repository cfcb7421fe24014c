import { randomBytes, randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { signIn } from "../../lib/auth/auth.server.ts";
import type { StaffRoleName } from "../../lib/auth/permissions.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { account, type User, type user } from "../../lib/db/schema.ts";
import { makeUser, makeUserRole } from "./factories.ts";

const ORIGIN = "http://localhost";

export interface SignedIn {
  user: User;
  /** The value of a `Cookie` header. */
  cookie: string;
  /** A page's request: `loader({ request: person.get("/users"), params: {}, context: {} })`. */
  get(path: string): Request;
  /** A form's request from a page of ours; a field with several values is given as an array. */
  post(path: string, fields?: Fields): Request;
}

type Fields = Record<string, string | readonly string[]>;

/** Requests of somebody who is not signed in. */
export const stranger = requestsWith(undefined);

// Hashing takes a tenth of a second by design; one password a worker is enough.
const password = randomBytes(18).toString("base64url");
let hash: Promise<string> | undefined;

/**
 * Makes a person and signs them in for real, with a session in the database. "user" is a user of the product without a role here.
 *
 * @param db the `db` fixture, or `database.db`
 */
export async function signedIn(
  db: Db,
  who: StaffRoleName | "user" = "admin",
  overrides: Partial<typeof user.$inferInsert> = {},
): Promise<SignedIn> {
  const person = await makeUser(db, { role: who === "admin" ? "admin" : "user", ...overrides });
  if (who === "support" || who === "finance") await makeUserRole(db, { userId: person.id, role: who });
  hash ??= hashPassword(password);
  const now = new Date();
  await db.insert(account).values({
    id: randomUUID(),
    accountId: person.id,
    providerId: "credential",
    userId: person.id,
    password: await hash,
    createdAt: now,
    updatedAt: now,
  });
  // An address of its own, so that many people signing in do not meet the rate limit.
  const result = await signIn({ email: person.email, password }, { ip: randomAddress(), userAgent: "test" });
  if (!result.ok) throw new Error(`The test's person could not sign in: ${result.why}`);
  // A browser sends no cookie that it was told to forget.
  const kept = result.cookies.filter((line) => !/; *Max-Age=0\b/i.test(line));
  const cookie = kept.map((line) => line.split(";")[0]).join("; ");
  return { user: person, cookie, ...requestsWith(cookie) };
}

function requestsWith(cookie: string | undefined): Pick<SignedIn, "get" | "post"> {
  const headers = { ...(cookie && { Cookie: cookie }) };
  return {
    get: (path) => new Request(new URL(path, ORIGIN), { headers }),
    post(path, fields = {}) {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each);
      return new Request(new URL(path, ORIGIN), { method: "POST", headers: { ...headers, Origin: ORIGIN }, body });
    },
  };
}

function randomAddress(): string {
  return ["10", ...randomBytes(3)].join(".");
}
