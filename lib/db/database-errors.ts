/** Walks an error and its causes (drizzle wraps the driver's error in a DrizzleQueryError). */
function* withCauses(error: unknown): Generator<{ code?: unknown; message?: unknown; constraint?: unknown }> {
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

/** True for a violated unique constraint (SQLSTATE 23505). */
export function isUniqueViolation(error: unknown): boolean {
  return databaseErrorCode(error) === "23505";
}

/** True for a statement that ran into its `statement_timeout` (SQLSTATE 57014). */
export function isStatementTimeout(error: unknown): boolean {
  return databaseErrorCode(error) === "57014";
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

function isUnreachableText(message: unknown): boolean {
  return typeof message === "string" && !message.startsWith("Failed query") && UNREACHABLE_TEXT.test(message);
}
