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
  const { name, message, stack } = error instanceof Error ? error : { name: "Thrown", message: String(error), stack: undefined };
  log().error(
    {
      requestId,
      request,
      error: isDatabaseUnreachable(error) ? "the database cannot be reached" : `${name}: ${withoutParameters(message)}${causeOf(error)}`,
      at: stack
        ?.split("\n")
        .filter((line) => /^\s+at /.test(line))
        .slice(0, 6)
        .map((line) => line.trim()),
    },
    "fault",
  );
}

// What the database itself said about a failed query.
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? ` (${cause.name}: ${withoutParameters(cause.message)})` : "";
}

// A failed query's message ends with its parameters; the database's own with the value that it could not read, and so does JSON's.
function withoutParameters(message: string): string {
  return message
    .split(/\n\s*params:/)[0]!
    .replace(/\s+/g, " ")
    .replace(/: ".*$/, "")
    .replace(/".*(?= is not valid JSON)/, "…")
    .slice(0, 1000);
}
