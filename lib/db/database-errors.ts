/** Walks an error and its causes (drizzle wraps the driver's error in a DrizzleQueryError). */
function* withCauses(error: unknown): Generator<Partial<Record<keyof DatabaseFault, unknown>>> {
  let current = error;
  for (let depth = 0; depth < 6 && typeof current === "object" && current !== null; depth++) {
    yield current;
    if (current instanceof AggregateError) for (const inner of current.errors) if (typeof inner === "object" && inner) yield inner;
    current = (current as { cause?: unknown }).cause;
  }
}

/** The SQLSTATE or system code of a failed query, undefined when the error is of another kind. */
export function databaseErrorCode(error: unknown): string | undefined {
  for (const { code } of withCauses(error)) if (typeof code === "string") return code;
  return undefined;
}

/** What PostgreSQL says of a statement that it did not do, beside its code; undefined members are those that it left out. */
export interface DatabaseFault {
  code: string;
  message: string;
  schema: string | undefined;
  table: string | undefined;
  column: string | undefined;
  constraint: string | undefined;
  /** In what it was: functions, the innermost first, a line each. */
  where: string | undefined;
}

/** The innermost thing that the database itself said; undefined where the error is of another kind. */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  for (const { code, message, schema, table, column, constraint, where } of withCauses(error)) {
    if (typeof code !== "string" || !/^[0-9A-Z]{5}$/.test(code)) continue;
    const text = (value: unknown) => (typeof value === "string" ? value : undefined);
    return {
      ...{ code, message: String(message) },
      ...{ schema: text(schema), table: text(table), column: text(column), constraint: text(constraint), where: text(where) },
    };
  }
  return undefined;
}

/** True for a violated unique constraint (SQLSTATE 23505). */
export function isUniqueViolation(error: unknown): boolean {
  return databaseErrorCode(error) === "23505";
}

/** True for a statement that ran into its `statement_timeout` (SQLSTATE 57014). */
export function isStatementTimeout(error: unknown): boolean {
  return databaseErrorCode(error) === "57014";
}

/** True for a statement that its role may not run (SQLSTATE 42501). */
export function isPrivilegeLacking(error: unknown): boolean {
  return databaseErrorCode(error) === "42501";
}

/** True for a change that a database does not take at all, such as a standby (SQLSTATE 25006). */
export function isDatabaseReadOnly(error: unknown): boolean {
  return databaseErrorCode(error) === "25006";
}

/**
 * True for a read that a standby ended because it stood in the way of what it has to replay (SQLSTATE 40001; 40P01 where that waited for a page in
 * memory): a moment later the same read may do. Only of a connection that cannot write: there are no others of these codes then.
 */
export function isStandbyConflict(error: unknown): boolean {
  return /^(40001|40P01)$/.test(databaseErrorCode(error) ?? "");
}

const NETWORK = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH)$/;
// SQLSTATE class 08 (connection), 53300 (too many connections), 57P01 to 57P03 (shutting down, crashed, starting).
const UNREACHABLE_STATE = /^(08\w{3}|53300|57P0[123])$/;
const UNREACHABLE_TEXT =
  /Connection terminated|timeout exceeded when trying to connect|connection timeout|Client has encountered a connection error|PGlite is closed|WebSocket/i;

/** True when a query failed because no connection could be had or it broke, so that trying again may help. */
export function isDatabaseUnreachable(error: unknown): boolean {
  for (const { code, message } of withCauses(error)) {
    // The words of an error with a code of its own are the database's, and may repeat what somebody typed.
    if (typeof code === "string" ? NETWORK.test(code) || UNREACHABLE_STATE.test(code) : isUnreachableText(message)) return true;
  }
  return false;
}

/** True when the database cannot be reached or, as in a failover, takes no changes at the moment, so that trying a change again may help. */
export function isDatabaseAway(error: unknown): boolean {
  return isDatabaseUnreachable(error) || isDatabaseReadOnly(error);
}

/** True when a query found every connection in use until it had waited too long, here or in the database (SQLSTATE 53300). */
export function isDatabaseBusy(error: unknown): boolean {
  for (const { code, message } of withCauses(error)) {
    if (code === "53300" || message === "timeout exceeded when trying to connect") return true;
  }
  return false;
}

function isUnreachableText(message: unknown): boolean {
  return typeof message === "string" && !message.startsWith("Failed query") && UNREACHABLE_TEXT.test(message);
}

/** What the database or the network itself said, in one line: drizzle's own words repeat the whole query with its parameters. */
export function innermostMessage(error: unknown): string {
  let current = error;
  while (current instanceof Error && current.cause) current = current.cause;
  if (current instanceof AggregateError) current = current.errors[0];
  // The driver over WebSocket rejects with the socket's own error event.
  const inner = current as { message?: string; code?: string; error?: { message?: string } } | undefined;
  return (inner?.message || inner?.error?.message || inner?.code || String(current)).replace(/\s+/g, " ");
}
