import { namesSearchPath, SEARCH_PATH } from "./search-path.ts";

/** How connections to a database are opened, whichever driver does. */
export interface ConnectionOptions {
  /**
   * Seconds after which the database ends a query, and a little later whoever waits for it is let go. 0, as commands want it: as long as the
   * database lets it.
   */
  timeout?: number | undefined;
  /** Connections at most; by itself 10. */
  poolMax?: number | undefined;
  /** The database refuses whatever would write. */
  readOnly?: boolean | undefined;
}

/** No transaction of a page waits for a person: one that stands still for so long has lost whoever began it. */
const IDLE_IN_TRANSACTION = "30s";

/** How long a connection that nobody needs is kept. Milliseconds. */
const IDLE_MS = 30_000;

/** Whether an address leads to Neon's pooler, behind which one session's statements may run on several connections. */
export function isPooledAddress(url: string): boolean {
  return /-pooler\./.test(new URL(url).hostname);
}

/** What both drivers' pools are told. */
export function poolOptions({ poolMax = 10 }: ConnectionOptions) {
  return { max: poolMax, idleTimeoutMillis: IDLE_MS };
}

/**
 * What is set for each connection, by name.
 *
 * @param isShared by a pooler, so that what is set there stays with a connection that the product may get next: no limits then, and where
 * names are looked for has to be set at the role
 * @param ownOptions those that the address brings along: where they say where names are looked for, that stands
 */
export function sessionSettings(
  { timeout = 0, readOnly = false }: ConnectionOptions,
  { isShared = false, ownOptions = null }: { isShared?: boolean; ownOptions?: string | null } = {},
): Readonly<Record<string, string>> {
  return {
    // Column defaults fill in the session's local time.
    timezone: "UTC",
    // What a compiled plan saves, compiling it costs a page many times over.
    jit: "off",
    ...(!isShared && {
      ...(!namesSearchPath(ownOptions) && { search_path: SEARCH_PATH }),
      ...(timeout > 0 && { statement_timeout: `${timeout}s` }),
      // A command holds its lock by a transaction that stands still.
      idle_in_transaction_session_timeout: timeout > 0 ? IDLE_IN_TRANSACTION : "0",
      ...(readOnly && { default_transaction_read_only: "on" }),
    }),
  };
}
