import { inArray, type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { user } from "../db/schema.ts";
import type { UnlinkedKind } from "./unlinked-kind.ts";

const owned = {
  payments: { table: sql.identifier("payment"), owner: sql.identifier("user_id") },
  subscriptions: { table: sql.identifier("subscription"), owner: sql.identifier("userId") },
} satisfies Record<UnlinkedKind, unknown>;

/** Whose a row was and is to be; null: nobody's. */
export interface OwnerChange {
  id: string;
  from: string | null;
  to: string | null;
}

/**
 * Keeps these rows from being changed by others until the transaction ends. In the order of their ids, so that two such wait for one another
 * and do not deadlock.
 */
export async function lockRows(tx: Db, of: UnlinkedKind, ids: readonly string[]): Promise<void> {
  const wanted = sql`json_array_elements_text(${JSON.stringify(ids)}::json) as k (id)`;
  await tx.execute(sql`select t.id from ${owned[of].table} as t join ${wanted} on k.id = t.id order by t.id for update of t`);
}

/**
 * Changes the owners of many rows in one statement, each only where it is still `from`'s. The rows are locked first; the users are kept
 * from being deleted until the transaction ends.
 *
 * @returns how many rows were changed: fewer than asked where somebody else was quicker
 */
export async function setOwners(tx: Db, of: UnlinkedKind, changes: readonly OwnerChange[]): Promise<number> {
  const { table, owner } = owned[of];
  const wanted: SQL = sql`json_to_recordset(${JSON.stringify(changes)}::json) as k (id text, "from" text, "to" text)`;
  await lockRows(
    tx,
    of,
    changes.map(({ id }) => id),
  );
  const users = [...new Set(changes.flatMap(({ to }) => to ?? []))];
  if (users.length > 0) {
    const kept = await tx.select({ id: user.id }).from(user).where(inArray(user.id, users)).orderBy(user.id).for("key share");
    if (kept.length < users.length) return 0;
  }
  const { rows } = await tx.execute<{ id: string }>(
    sql`update ${table} as t set ${owner} = k."to" from ${wanted} where t.id = k.id and t.${owner} is not distinct from k."from" returning t.id`,
  );
  return rows.length;
}
