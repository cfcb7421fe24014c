import type { Database } from "../db/database.server.ts";
import { innermostMessage } from "../db/database-errors.ts";
import { missingPrivileges } from "../db/missing-privileges.server.ts";
import { log } from "../log.server.ts";

/**
 * Says in the log which tables the role of this connection may not read or write as the dashboard does, such as after the product's own
 * migration made one anew. It never fails.
 */
export async function warnOfMissingPrivileges({ db, readOnly }: Pick<Database, "db" | "readOnly">): Promise<void> {
  try {
    const missing = await missingPrivileges(db, { readOnly: readOnly !== undefined });
    if (missing.length === 0) return;
    const tables = [...new Set(missing.map(({ subject }) => subject))];
    log().warn(
      { tables },
      "this database role lacks privileges: npm run db:role prints what to grant, npm run db:doctor says what does not work",
    );
  } catch (error) {
    log().warn({ error: innermostMessage(error) }, "what this database role may do is not known");
  }
}
