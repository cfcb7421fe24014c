import { isDatabaseBusy, isDatabaseReadOnly, isDatabaseUnreachable, isStandbyConflict, isStatementTimeout } from "./database-errors.ts";
import { lackingPrivilegeWords } from "./lacking-privilege.ts";
import { readOnlyHere } from "./read-only.ts";

/** What is said where a page or a file could not be given, with its HTTP status. */
export interface SaidOfDatabase {
  status: 503 | 504;
  /** Where the page's own words for the status do not fit. */
  title?: string;
  message?: string;
}

/** What is said of an error of the database's, undefined where it is a fault of ours. */
export function saidOfDatabase(error: unknown): SaidOfDatabase | undefined {
  if (isDatabaseReadOnly(error)) return { status: 503, title: "No changes just now", message: STANDBY };
  if (readOnlyHere() !== undefined && isStandbyConflict(error)) return { status: 503, title: "Try again", message: CONFLICT };
  if (isDatabaseBusy(error)) return { status: 503, title: "Too busy just now", message: BUSY };
  if (isDatabaseUnreachable(error)) return { status: 503 };
  const lacking = lackingPrivilegeWords(error);
  if (lacking !== undefined) return { status: 503, title: "Closed to Purser", message: lacking };
  return isStatementTimeout(error) ? { status: 504 } : undefined;
}

/** As after a failover, while the address still leads to the server that gave its place away. */
const STANDBY =
  "The database that Purser is connected to takes no changes at the moment. Nothing was changed. Try again in a moment; if it stays so, Purser has to be started again to be read-only.";
const CONFLICT = "The database is a standby, and ended this read to keep up with its primary. Try again in a moment.";
const BUSY = "Too many requests wait for the database. Nothing was changed. Try again in a moment.";
