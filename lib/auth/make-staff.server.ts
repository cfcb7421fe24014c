import { randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { and, eq } from "drizzle-orm";
import { type AuditRecord, recordAudit } from "../audit/record-audit.server.ts";
import type { Db } from "../db/database.server.ts";
import { account, session, user, userRoles } from "../db/schema.ts";
import { type StaffRole, staffRole, type UserRole } from "../db/values.ts";
import type { StaffRoleName } from "./permissions.ts";
import { authorize, type Staff } from "./staff.server.ts";

/** Who acts when a command does: nobody is signed in there. */
const commandLine: Staff = {
  id: "command-line",
  name: "Command line",
  email: "",
  roles: ["admin"],
  sessionId: "",
  requestId: `command-${randomUUID()}`,
  ip: null,
};

export interface StaffAccount {
  email: string;
  name: string;
  role: StaffRoleName;
  /** Undefined keeps the password that the account has. */
  password: string | undefined;
}

/**
 * Makes an account with a role, or gives the role to the user who has the e-mail; a password that is given replaces theirs and ends their
 * sessions. One audit row where the role is new. For commands only: in the dashboard roles change through `changeRoles`.
 */
export async function makeStaff(db: Db, { email, name, role, password }: StaffAccount): Promise<{ created: boolean }> {
  const hash = password === undefined ? undefined : await hashPassword(password);
  const address = email.trim().toLowerCase();
  return db.transaction(async (tx) => {
    const now = new Date();
    const [known] = await tx.select({ id: user.id, role: user.role }).from(user).where(eq(user.email, address)).for("update");
    const userId = known?.id ?? randomUUID();
    if (!known) {
      await tx.insert(user).values({ id: userId, name, email: address, emailVerified: true, createdAt: now, updatedAt: now });
    }
    const gained = role === "admin" ? await promote(tx, userId, known?.role ?? null, now) : await grant(tx, userId, role, now);
    if (hash !== undefined) await setPassword(tx, userId, hash, now);
    if (gained) {
      const subject = { type: "user", id: userId } as const;
      await recordAudit(tx, authorize(commandLine, "users:change-roles")!, { ...gained, subject });
    }
    return { created: !known };
  });
}

type Gained = Pick<AuditRecord, "action" | "before" | "after"> | undefined;

async function promote(tx: Db, userId: string, present: UserRole | null, now: Date): Promise<Gained> {
  if (present === "admin") return undefined;
  await tx.update(user).set({ role: "admin", updatedAt: now }).where(eq(user.id, userId));
  return { action: "user.make_admin", before: { role: present }, after: { role: "admin" } };
}

async function grant(tx: Db, userId: string, role: StaffRole, now: Date): Promise<Gained> {
  const grants = await tx.select({ role: userRoles.role }).from(userRoles).where(eq(userRoles.userId, userId));
  const held = new Set(grants.map((each) => each.role));
  if (held.has(role)) return undefined;
  await tx.insert(userRoles).values({ userId, role, grantedAt: now });
  const inOrder = (roles: Set<StaffRole>) => staffRole.filter((each) => roles.has(each));
  return { action: "user.change_roles", before: { staffRoles: inOrder(held) }, after: { staffRoles: inOrder(new Set([...held, role])) } };
}

/** The password stands in better-auth's "credential" account, hashed by better-auth's own function. */
async function setPassword(tx: Db, userId: string, hash: string, now: Date): Promise<void> {
  const updated = await tx
    .update(account)
    .set({ password: hash, updatedAt: now })
    .where(and(eq(account.userId, userId), eq(account.providerId, "credential")))
    .returning({ id: account.id });
  if (updated.length === 0) {
    await tx
      .insert(account)
      .values({ id: randomUUID(), accountId: userId, providerId: "credential", userId, password: hash, createdAt: now, updatedAt: now });
  }
  await tx.delete(session).where(eq(session.userId, userId));
}
