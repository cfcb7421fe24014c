import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database, Db } from "../../lib/db/database.server.ts";
import { openDatabase } from "../../lib/db/open-database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { roleScript } from "../../lib/db/role-script.ts";
import { createTestDatabase } from "./test-database.ts";

type OnCleanup = (close: () => Promise<void>) => void;

export interface UnderRole {
  /** All that a database's owner may do, and its superuser. */
  owner: Db;
  role: string;
  /** Opened by the role itself. */
  database: Database;
}

/**
 * A migrated database that is opened by a role that the script has made and that signs in by itself.
 *
 * @param prepare what is there before the script runs
 */
export async function openAsItself(onCleanup: OnCleanup, prepare: (owner: Db) => Promise<unknown> = async () => {}): Promise<UnderRole> {
  const ownerUrl = await createTestDatabase("template");
  const owner = openPg(ownerUrl);
  onCleanup(() => owner.close());
  const url = new URL(ownerUrl);
  url.username = `dashboard_${randomBytes(6).toString("hex")}`;
  url.password = randomBytes(18).toString("base64url");
  await prepare(owner.db);
  await owner.db.execute(sql.raw(roleScript(url.username)));
  await owner.db.execute(sql.raw(`alter role ${url.username} password '${url.password}'`));
  const database = await openDatabase({ databaseUrl: url.href, databaseDriver: "pg", neonWsProxy: undefined, dataDir: "unused" });
  onCleanup(() => database.close());
  return { owner: owner.db, role: url.username, database };
}
