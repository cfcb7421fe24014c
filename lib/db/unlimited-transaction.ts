/**
 * SQL that takes away a limit which the role or database has for a whole transaction, of a server that knows one (PostgreSQL 17 and later); in
 * another one it does nothing.
 *
 * @param scope until the transaction that runs, or the session, ends
 */
export function unlimitedTransaction(scope: "local" | "session"): string {
  return `select set_config('transaction_timeout', '0', ${scope === "local"}) where current_setting('transaction_timeout', true) is not null`;
}
