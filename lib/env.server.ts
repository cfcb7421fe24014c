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

const productNames = optional.transform((text, context): Readonly<Record<string, string>> => {
  if (!text) return {};
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: "custom", message: 'must be a JSON object of product id to name, such as {"prod_1":"Pro"}' });
    return z.NEVER;
  }
});

const Environment = z.object({
  NODE_ENV: optional,
  DATABASE_URL: optional
    .refine((url) => !url || /^postgres(ql)?:\/\//.test(url), { error: "must begin with postgres:// or postgresql://", abort: true })
    .refine((url) => !url || URL.canParse(url), "is no address; signs such as # / ? in its password must be percent-encoded"),
  DATABASE_DRIVER: optional.pipe(z.enum(["pglite", "pg", "neon"]).optional()),
  DATABASE_TIMEOUT: optional.transform((seconds) => Number(seconds ?? 15)).pipe(z.number().int().min(0).max(3600)),
  NEON_WS_PROXY: optional,
  PURSER_DATA_DIR: optional.transform((folder) => folder ?? ".data"),
  PORT: optional.transform((port) => Number(port ?? 3000)).pipe(z.number().int().min(0).max(65535)),
  HOST: optional,
  APP_URL: optional.pipe(z.url({ protocol: /^https?$/ }).optional()),
  TRUSTED_IP_HEADER: optional.transform((name) => name?.toLowerCase()),
  BETTER_AUTH_SECRET: optional.refine((secret) => !secret || secret.length >= 32, "must have at least 32 characters"),
  PURSER_ENCRYPTION_KEYS: optional,
  REPORTING_TIME_ZONE: optional.transform((zone) => zone ?? "UTC").refine(isTimeZone, "must be an IANA time zone, such as Europe/Berlin"),
  PRODUCT_NAMES: productNames,
});

/** What the environment says, read once and checked. */
export interface Env {
  production: boolean;
  databaseUrl: string | undefined;
  databaseDriver: "pglite" | "pg" | "neon" | undefined;
  /** Seconds that one query of a page may take; 0: as long as the database lets it. */
  databaseTimeout: number;
  /** `host:port/path` of a WebSocket relay in front of an ordinary PostgreSQL, for the Neon driver. */
  neonWsProxy: string | undefined;
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
    databaseDriver: env.DATABASE_DRIVER,
    databaseTimeout: env.DATABASE_TIMEOUT,
    neonWsProxy: env.NEON_WS_PROXY,
    dataDir: env.PURSER_DATA_DIR,
    port: env.PORT,
    host: env.HOST,
    appUrl: env.APP_URL,
    trustedIpHeader: env.TRUSTED_IP_HEADER,
    authSecret: env.BETTER_AUTH_SECRET,
    reportingTimeZone: env.REPORTING_TIME_ZONE,
    productNames: env.PRODUCT_NAMES,
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
