import type { Db } from "../db/database.server.ts";
import { type MissingPrivilege, missingPrivileges } from "../db/missing-privileges.server.ts";
import type { Finding } from "./finding.ts";

/** What the role of this connection may not read or write of what the dashboard does, a line a table, and what does not work for that. */
export async function examinePrivileges(db: Db): Promise<Finding[]> {
  const missing = await missingPrivileges(db);
  const subjects = [...new Set(missing.map(({ subject }) => subject))];
  return subjects.flatMap((subject) => {
    const own = missing.filter((each) => each.subject === subject);
    const needed = own.filter(isNeeded);
    const others = own.filter((each) => !isNeeded(each));
    return [
      ...(needed.length > 0 ? [{ about: `privilege on ${subject}`, verdict: "stops" as const, says: mayNot(needed) }] : []),
      ...(others.length > 0
        ? [
            {
              about: `privilege on ${subject}`,
              verdict: "limited" as const,
              feature: [...new Set(others.map(({ feature }) => feature))].join("; "),
              says: mayNot(others),
            },
          ]
        : []),
    ];
  });
}

/** A page whose rows may not be read fails as a whole; a change that may not be written is refused by itself. */
const isNeeded = ({ privilege }: MissingPrivilege) => !["insert", "update", "delete"].includes(privilege);

const mayNot = (missing: readonly MissingPrivilege[]) =>
  `The role may not: ${missing.map(({ privilege, columns }) => (columns ? `${privilege} of ${columns.join(", ")}` : privilege)).join("; ")}. npm run db:role prints what to grant.`;
