import { asc, eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { account } from "../db/schema.ts";

export type AccountRow = Awaited<ReturnType<typeof listAccountsOf>>[number];

/** The ways in which a user can sign in, never the tokens or the password that they do it with. */
export function listAccountsOf(db: Db, userId: string) {
  return db
    .select({
      id: account.id,
      providerId: account.providerId,
      accountId: account.accountId,
      scope: account.scope,
      hasPassword: sql<boolean>`${account.password} is not null`,
      createdAt: account.createdAt,
    })
    .from(account)
    .where(eq(account.userId, userId))
    .orderBy(asc(account.createdAt), asc(account.id))
    .limit(20);
}
