/** Every variable that the environment may set, and what it means to an operator: the text of `--help`. */
export const variables = {
  DATABASE_URL: "a postgres:// address; without one, the embedded database",
  DATABASE_READ_URL: "a postgres:// address of a replica, which lists and charts are read from (the database itself)",
  DATABASE_DRIVER: "pglite, pg or neon, where the address should not decide",
  DATABASE_TIMEOUT: "seconds that one query of a page may take, 0 for no limit (15)",
  DATABASE_POOL_MAX: "connections to a database at most (10)",
  NEON_WS_PROXY: "host:port/path of a WebSocket relay for Neon's driver (Neon's own)",
  PURSER_READ_ONLY: "1 or true: nothing can be changed; found by itself where the database lets nothing be written",
  PURSER_DATA_DIR: "folder of the embedded database and its secrets (.data)",
  PORT: "where to listen (3000)",
  HOST: "where to listen (every interface)",
  APP_URL: "the address that staff type; with https: cookies are Secure and HSTS is sent (the request's own host)",
  TRUSTED_IP_HEADER: "the proxy's header that ends with the client's address, such as x-forwarded-for (the connection's address)",
  BETTER_AUTH_SECRET: "signs session cookies; at least 32 characters (made for the embedded database, else required)",
  PURSER_ENCRYPTION_KEYS: "id:base64 of 32 bytes, comma-separated; the first encrypts, all decrypt (made for the embedded database)",
  REPORTING_TIME_ZONE: "the zone that days, charts and shown times are of (UTC)",
  PRODUCT_NAMES: "JSON of product id to name (ids are shown)",
  LOG_LEVEL: "silent, error, warn, info or debug, which adds files and health checks (info)",
  ADMIN_EMAIL: "the admin's e-mail address (asked for)",
  ADMIN_NAME: "the admin's name (what stands before the @)",
  ADMIN_PASSWORD: "the admin's password, at least 12 characters (asked for)",
} as const satisfies Record<string, string>;

export type VariableName = keyof typeof variables;

/** What every command reads that opens the database. */
export const databaseVariables = [
  "DATABASE_URL",
  "DATABASE_DRIVER",
  "NEON_WS_PROXY",
  "PURSER_READ_ONLY",
  "PURSER_DATA_DIR",
] as const satisfies VariableName[];

/** What a server reads besides. */
export const serverVariables = [
  ...databaseVariables,
  "DATABASE_READ_URL",
  "DATABASE_TIMEOUT",
  "DATABASE_POOL_MAX",
  "PORT",
  "HOST",
  "APP_URL",
  "TRUSTED_IP_HEADER",
  "BETTER_AUTH_SECRET",
  "PURSER_ENCRYPTION_KEYS",
  "REPORTING_TIME_ZONE",
  "PRODUCT_NAMES",
  "LOG_LEVEL",
] as const satisfies VariableName[];
