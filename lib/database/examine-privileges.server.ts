import type { Db } from "../db/database.server.ts";
import { missingPrivileges } from "../db/missing-privileges.server.ts";
import type { Finding } from "./finding.ts";

/** What the role of this connection may not read or write of what the dashboard does, and what does not work for that. */
export async function examinePrivileges(db: Db): Promise<Finding[]> {
  const missing = await missingPrivileges(db);
  return missing.map(({ subject, privilege, columns, feature }): Finding => {
    const about = `privilege on ${subject}`;
    const what = columns ? `${privilege} of ${columns.join(", ")}` : privilege;
    // A page whose rows may not be read fails as a whole; a change that may not be written is refused by itself.
    const isNeeded = privilege === "select" || privilege === "execute" || privilege === "usage of its schema";
    return isNeeded
      ? { about, verdict: "stops", says: `The role may not: ${what}. npm run db:role prints what to grant.` }
      : { about, verdict: "limited", feature, says: `The role may not: ${what}. npm run db:role prints what to grant.` };
  });
}
