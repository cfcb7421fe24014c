import type { Step } from "./finding.ts";

/**
 * The statements of a step that is done all at once or not at all, in a transaction that ends before anybody has waited for longer than
 * `lockTimeout` milliseconds.
 */
export function transactionOf({ statements }: Step, lockTimeout: number): string[] {
  // Half for the wait, which others wait behind, and half for the work.
  const settings = [`set local lock_timeout = ${Math.ceil(lockTimeout / 2)}`, `set local statement_timeout = ${lockTimeout}`];
  return ["begin", ...settings, ...statements, "commit"];
}
