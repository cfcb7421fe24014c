import { isDatabaseUnreachable } from "./db/database-errors.ts";

/**
 * Writes the one line in the log that a fault leaves: request id, method and path without its query, and the error's own words, never the
 * parameters of a query, which may be anything that someone typed.
 *
 * @param request "GET /payments"
 */
export function logFault(error: unknown, { requestId, request }: { requestId: string | null; request: string }): void {
  const { name, message, stack } = error instanceof Error ? error : { name: "Thrown", message: String(error), stack: undefined };
  console.error(
    JSON.stringify({
      level: "error",
      time: new Date().toISOString(),
      requestId,
      request,
      error: isDatabaseUnreachable(error) ? "the database cannot be reached" : `${name}: ${withoutParameters(message)}${causeOf(error)}`,
      at: stack
        ?.split("\n")
        .filter((line) => /^\s+at /.test(line))
        .slice(0, 6)
        .map((line) => line.trim()),
    }),
  );
}

// What the database itself said about a failed query.
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? ` (${cause.name}: ${withoutParameters(cause.message)})` : "";
}

// A failed query's message ends with its parameters.
function withoutParameters(message: string): string {
  return message
    .split(/\n\s*params:/)[0]!
    .replace(/\s+/g, " ")
    .slice(0, 1000);
}
