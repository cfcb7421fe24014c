import pino, { type Logger } from "pino";
import { env } from "./env.server.ts";

/** Where lines go; tests look at them here. */
export const logOutput = {
  write(line: string): void {
    process.stdout.write(line);
  },
};

let current: Logger | undefined;

/**
 * The log: one line of JSON on standard output for each thing that happened, from `LOG_LEVEL` up. Never give it a secret, an e-mail address,
 * the parameters of an address or of a query, or anything that somebody typed: a log is read by more people than the database is.
 */
export function log(): Logger {
  current ??= pino(
    {
      level: env().logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    { write: (line) => logOutput.write(line) },
  );
  return current;
}
