import { and, desc, eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { session } from "../db/schema.ts";

/** A session as staff may see it: everything but its token, which would sign in whoever has it. */
export type SessionRow = Awaited<ReturnType<typeof listSessionsOf>>["rows"][number];

const columns = {
  id: session.id,
  createdAt: session.createdAt,
  expiresAt: session.expiresAt,
  ipAddress: session.ipAddress,
  userAgent: session.userAgent,
  impersonatedBy: session.impersonatedBy,
};

/** The newest sessions of a user, newest first, and how many there are in all; expired ones stay until the product clears them away. */
export async function listSessionsOf(db: Db, userId: string, limit = 10) {
  const found = await db
    .select({ ...columns, total: sql<number>`(count(*) over ())::int` })
    .from(session)
    .where(eq(session.userId, userId))
    .orderBy(desc(session.createdAt), desc(session.id))
    .limit(limit);
  return { rows: found.map(({ total: _, ...row }) => row), total: found[0]?.total ?? 0 };
}

/** One session of a user; undefined where this user has no such session. */
export async function getSessionOf(db: Db, userId: string, sessionId: string) {
  const [row] = await db
    .select(columns)
    .from(session)
    .where(and(eq(session.id, sessionId), eq(session.userId, userId)));
  return row;
}
