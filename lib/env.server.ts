import { z } from "zod";

/** True when `Intl` knows the IANA zone. An offset such as "+02:00" is none: PostgreSQL reads its sign the other way round. */
function isTimeZone(zone: string): boolean {
  if (!/^[a-z]/i.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

const optional = z
  .string()
  .trim()
  .optional()
  .transform((value) => value || undefined);

const postgresAddress = optional
  .refine((url) => !url || /^postgres(ql)?:\/\//.test(url), { error: "must begin with postgres:// or postgresql://", abort: true })
  .refine((url) => !url || URL.canParse(url), {
    error: "is no address; signs such as # / ? in its password must be percent-encoded",
    abort: true,
  });

/** A whole number from `least` to `most`; `usual` where nothing is given. */
const wholeNumber = (usual: number, least: number, most: number) =>
  optional
    .transform((text) => (text === undefined ? usual : /^\d+$/.test(text) ? Number(text) : Number.NaN))
    .refine((value) => value >= least && value <= most, `must be a whole number from ${least} to ${most}`);

/** What is logged: lines of this kind and of those before it. */
const logLevels = ["silent", "error", "warn", "info", "debug"] as const;

const productNames = optional.transform((text, context): Readonly<Record<string, string>> => {
  if (!text) return {};
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: "custom", message: 'must be a JSON object of product id to name, such as {"prod_1":"Pro"}' });
    return z.NEVER;
  }
});

const Variables = z.object({
  NODE_ENV: optional,
  DATABASE_URL: postgresAddress,
  DATABASE_READ_URL: postgresAddress,
  DATABASE_DRIVER: optional.pipe(z.enum(["pglite", "pg", "neon"]).optional()),
  DATABASE_TIMEOUT: wholeNumber(15, 0, 3600),
  DATABASE_POOL_MAX: wholeNumber(10, 1, 1_000),
  NEON_WS_PROXY: optional,
  PURSER_READ_ONLY: optional
    .refine((value) => value === undefined || ["1", "true", "0", "false"].includes(value.toLowerCase()), "must be 1, true, 0 or false")
    .transform((value) => value === "1" || value?.toLowerCase() === "true"),
  PURSER_DATA_DIR: optional.transform((folder) => folder ?? ".data"),
  PORT: wholeNumber(3000, 0, 65535),
  HOST: optional,
  APP_URL: optional.pipe(z.url({ protocol: /^https?$/ }).optional()),
  TRUSTED_IP_HEADER: optional.transform((name) => name?.toLowerCase()),
  BETTER_AUTH_SECRET: optional.refine((secret) => !secret || secret.length >= 32, "must have at least 32 characters"),
  PURSER_ENCRYPTION_KEYS: optional,
  REPORTING_TIME_ZONE: optional.transform((zone) => zone ?? "UTC").refine(isTimeZone, "must be an IANA time zone, such as Europe/Berlin"),
  PRODUCT_NAMES: productNames,
  LOG_LEVEL: optional.pipe(z.enum(logLevels, `must be one of ${logLevels.join(", ")}`).optional()),
});

const Environment = Variables.refine((env) => !env.DATABASE_READ_URL || env.DATABASE_URL, {
  path: ["DATABASE_READ_URL"],
  error: "needs DATABASE_URL, the database that it is a copy of",
});

/** What the environment says, read once and checked. */
export interface Env {
  production: boolean;
  databaseUrl: string | undefined;
  /** The address of a replica, which lists and charts are read from. */
  databaseReadUrl: string | undefined;
  databaseDriver: "pglite" | "pg" | "neon" | undefined;
  /** Seconds that one query of a page may take; 0: as long as the database lets it. */
  databaseTimeout: number;
  /** How many connections this process opens to a database at most. */
  databasePoolMax: number;
  /** `host:port/path` of a WebSocket relay in front of an ordinary PostgreSQL, for the Neon driver. */
  neonWsProxy: string | undefined;
  /** Nothing is changed, whatever the database would allow. */
  readOnly: boolean;
  dataDir: string;
  port: number;
  host: string | undefined;
  /** The address that staff type; with https, cookies are Secure and HSTS is sent. Undefined: whatever host the request names. */
  appUrl: string | undefined;
  /** The proxy's header whose value is the client's address; undefined: the address of the connection. */
  trustedIpHeader: string | undefined;
  authSecret: string | undefined;
  reportingTimeZone: string;
  productNames: Readonly<Record<string, string>>;
  logLevel: (typeof logLevels)[number];
}

/**
 * Reads and checks the environment.
 *
 * @throws Error with one line for each variable that is wrong; a value is never repeated, since it may be a secret.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = Environment.safeParse(source);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"));
  }
  const env = parsed.data;
  return {
    production: env.NODE_ENV === "production",
    databaseUrl: env.DATABASE_URL,
    databaseReadUrl: env.DATABASE_READ_URL,
    databaseDriver: env.DATABASE_DRIVER,
    databaseTimeout: env.DATABASE_TIMEOUT,
    databasePoolMax: env.DATABASE_POOL_MAX,
    neonWsProxy: env.NEON_WS_PROXY,
    readOnly: env.PURSER_READ_ONLY,
    dataDir: env.PURSER_DATA_DIR,
    port: env.PORT,
    host: env.HOST,
    appUrl: env.APP_URL,
    trustedIpHeader: env.TRUSTED_IP_HEADER,
    authSecret: env.BETTER_AUTH_SECRET,
    reportingTimeZone: env.REPORTING_TIME_ZONE,
    productNames: env.PRODUCT_NAMES,
    logLevel: env.LOG_LEVEL ?? "info",
  };
}

let current: Env | undefined;

/** The process's environment; read at the first call and kept. */
export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}

/** The product's name where `PRODUCT_NAMES` gives one, its id otherwise. */
export function productName(productId: string): string {
  const { productNames } = env();
  // Ids come from webhooks: one may be "constructor".
  return Object.hasOwn(productNames, productId) ? productNames[productId]! : productId;
}
