import { randomBytes, randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import type { Db } from "../../lib/db/database.server.ts";
import { account, type User, type user } from "../../lib/db/schema.ts";
import { makeUser } from "../helpers/factories.ts";

// Hashing takes a tenth of a second by design; one password a worker is enough.
export const password = randomBytes(18).toString("base64url");
let hash: Promise<string> | undefined;

/** An admin, unless told otherwise, who can sign in with `password`. */
export async function makePerson(db: Db, overrides: Partial<typeof user.$inferInsert> = {}): Promise<User> {
  const person = await makeUser(db, { role: "admin", ...overrides });
  hash ??= hashPassword(password);
  const now = new Date();
  const rest = { accountId: person.id, userId: person.id, password: await hash, createdAt: now, updatedAt: now };
  await db.insert(account).values({ id: randomUUID(), providerId: "credential", ...rest });
  return person;
}

/** An address that nobody else in the run signs in from, so that the rate limit counts this test alone. */
export const anAddress = () => ["10", ...randomBytes(3)].join(".");
