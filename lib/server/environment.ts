import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DrizzleQueryError } from "drizzle-orm/errors";
import { databaseFault, innermostMessage } from "../db/database-errors.ts";
import { functionOfProduct } from "../db/function-of-product.server.ts";
import { type Env, env, parseEnv } from "../env.server.ts";

/**
 * Prepares the environment of a command: reads `.env` where there is one (what is set already wins), and checks everything.
 *
 * @throws Error with one line for each variable that is wrong
 */
export function commandEnvironment(): Env {
  process.env.NODE_ENV ||= "production";
  if (existsSync(".env")) process.loadEnvFile(".env");
  return env();
}

/** Ends the process with an error's message alone: what an operator has to do stands there, not in a stack. */
export function exitWith(error: unknown): never {
  console.error(error instanceof DrizzleQueryError ? queryFault(error) : error instanceof Error ? error.message : String(error));
  process.exit(1);
}

function queryFault(error: DrizzleQueryError): string {
  const name = functionOfProduct(databaseFault(error)?.where);
  return `${name ? `The product's own function ${name} fails: ` : ""}${innermostMessage(error)}`;
}

/**
 * The embedded database is one person's own: secrets that the environment does not give are made once and kept beside the data, readable
 * by its owner alone. With a database address they must be given, since several servers would have to share them.
 */
export function giveLocalSecrets(dataDir: string): void {
  const file = join(dataDir, "secrets.json");
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) {
    const secrets = {
      BETTER_AUTH_SECRET: randomBytes(32).toString("base64url"),
      PURSER_ENCRYPTION_KEYS: `local:${randomBytes(32).toString("base64")}`,
    };
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600, flag: "wx" });
  }
  const kept = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  for (const [name, value] of Object.entries(kept)) process.env[name] ||= value;
  // Whoever has read the environment before would miss what has just been added.
  Object.assign(env(), parseEnv(process.env));
}
