import { isDatabaseUnreachable } from "./db/database-errors.ts";
import { log } from "./log.server.ts";

/** What somebody or something was doing when it went wrong. */
export interface Doing {
  requestId: string | null;
  /** "GET /payments/pay_1", see `loggedPath`; or the name of work in the background. */
  request: string;
}

/**
 * Writes the one line in the log that a fault leaves: what was being done, and the error's own words, never the parameters of a query, which
 * may be anything that someone typed.
 */
export function logFault(error: unknown, { requestId, request }: Doing): void {
  const thrown = error instanceof Error ? error : undefined;
  log().error(
    {
      requestId,
      request,
      error: isDatabaseUnreachable(error)
        ? "the database cannot be reached"
        : thrown
          ? `${wordsOf(thrown)}${causeOf(thrown)}`
          : `Thrown: ${withoutParameters(String(error))}`,
      at: thrown && framesOf(thrown),
    },
    "fault",
  );
}

// Behind the message, which a stack repeats: a line of what somebody typed may look like a frame.
function framesOf({ message, stack = "" }: Error): string[] {
  const begin = stack.indexOf(message);
  if (begin < 0) return [];
  return stack
    .slice(begin + message.length)
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim());
}

// What the database itself said about a failed query.
function causeOf({ cause }: Error): string {
  return cause instanceof Error ? ` (${wordsOf(cause)})` : "";
}

// What a product's own trigger says may name anybody.
function wordsOf(error: Error): string {
  const isRaised = "code" in error && error.code === RAISED;
  return `${error.name}: ${isRaised ? `raised by code in the database (${RAISED})` : withoutParameters(error.message)}`;
}

/** SQLSTATE of `raise exception` that gives no other: PostgreSQL, Appendix A. */
const RAISED = "P0001";

// A failed query's message ends with its parameters; the database's own with the value that it could not read, and so does JSON's.
function withoutParameters(message: string): string {
  return message
    .split(/\n\s*params:/)[0]!
    .replace(/\s+/g, " ")
    .replace(/: ".*$/, "")
    .replace(/".*(?= is not valid JSON)/, "…")
    .slice(0, 1000);
}
