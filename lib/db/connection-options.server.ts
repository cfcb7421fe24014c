import { namesSearchPath, searchPathWith, USUAL_SCHEMAS } from "./search-path.ts";

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
  /** Schemas of the product's in which names are looked for behind `public`, see `ownSchemas`; by itself what is PostgreSQL's own default. */
  schemas?: readonly string[] | undefined;
}

/** No transaction of a page waits for a person: one that stands still for so long has lost whoever began it. */
const IDLE_IN_TRANSACTION = "30s";

/** How long a connection that nobody needs is kept. Milliseconds. */
const IDLE_MS = 30_000;

/** How long a connection is kept at all: after a failover the address may lead to another server than the one that it is to. Seconds. */
const LIFETIME = 600;

/** What is PostgreSQL's own default, whatever the database has; behind a pooler the dashboard's role says it. */
export const ROLE_SETTINGS = {
  // A change reads its row again, where it waited for another, and decides by what is there then.
  default_transaction_isolation: "read committed",
  // How numbers, bytes and the catalogue's names are told.
  extra_float_digits: "1",
  bytea_output: "hex",
  quote_all_identifiers: "off",
  // A change waits for what the product is doing to its row, as long as its time limit lets it.
  lock_timeout: "0",
} as const;

/** Whether an address leads to Neon's pooler, behind which one session's statements may run on several connections. */
export function isPooledAddress(url: string): boolean {
  return /-pooler\./.test(new URL(url).hostname);
}

/** What both drivers' pools are told. */
export function poolOptions({ poolMax = 10 }: ConnectionOptions) {
  return { max: poolMax, idleTimeoutMillis: IDLE_MS, maxLifetimeSeconds: LIFETIME };
}

/**
 * What is set for each connection, by name, whatever the database or its role has: settings of PostgreSQL 14 and of all since.
 *
 * @param isShared by a pooler, so that what is set there stays with a connection that the product may get next, but for what poolers keep apart
 * (the zone, how dates, intervals and strings are written): nothing then that the product could feel, which has to be set at the role
 * @param ownOptions those that the address brings along: where they say where names are looked for, that stands
 */
export function sessionSettings(
  { timeout = 0, readOnly = false, schemas = USUAL_SCHEMAS }: ConnectionOptions,
  { isShared = false, ownOptions = null }: { isShared?: boolean; ownOptions?: string | null } = {},
): Readonly<Record<string, string>> {
  return {
    // Column defaults fill in the session's local time.
    timezone: "UTC",
    // How the drivers and `new Date` read times. In which order it reads the parts of other dates is the server's own.
    datestyle: "ISO",
    intervalstyle: "postgres",
    // A backslash in a text is one.
    standard_conforming_strings: "on",
    // What a compiled plan saves, compiling it costs a page many times over.
    jit: "off",
    ...(!isShared && {
      ...(!namesSearchPath(ownOptions) && { search_path: searchPathWith(schemas) }),
      ...ROLE_SETTINGS,
      // The pool itself closes what nobody needs.
      idle_session_timeout: "0",
      statement_timeout: `${timeout}s`,
      // A command holds its lock by a transaction that stands still.
      idle_in_transaction_session_timeout: timeout > 0 ? IDLE_IN_TRANSACTION : "0",
      ...(readOnly && { default_transaction_read_only: "on" }),
    }),
  };
}
