import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export type StaffAccount = "admin" | "support" | "finance";

export interface RunningPurser {
  /** Without a slash at its end. */
  baseUrl: string;
  /** Of the process. */
  pid: number;
  /** The accounts whose passwords it printed: the demo's, when it has just made them. */
  accounts: Partial<Record<StaffAccount, { email: string; password: string }>>;
  /** All that it has printed so far. */
  output(): string;
  /** Its exit status, or the signal that ended it; resolved when it has ended. */
  ended: Promise<number | string>;
  stop(): Promise<void>;
}

interface Options {
  /** "demo" fills an empty database and prints three accounts; "start" serves whatever is there. */
  script?: "demo" | "start";
  /** Embedded database: its folder. */
  dataDir?: string;
  /** Otherwise the address of a PostgreSQL, and the driver to use. */
  databaseUrl?: string;
  driver?: "pglite" | "pg" | "neon";
  neonWsProxy?: string;
  port?: number;
  args?: readonly string[];
  env?: Record<string, string>;
  /** Milliseconds until it must answer. */
  timeout?: number;
}

/**
 * Starts the built server as its own process and waits until it answers.
 *
 * @throws Error with what it printed when it ends or says nothing in time
 */
export async function startPurser(options: Options = {}): Promise<RunningPurser> {
  const { script = "demo", dataDir, databaseUrl, driver, neonWsProxy, args = [], timeout = 180_000 } = options;
  const port = options.port ?? (await freePort());
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", `lib/server/${script}.ts`, ...args], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...{ PATH, HOME, TMPDIR, LANG },
      ...{ PORT: String(port), HOST: "127.0.0.1", PURSER_DATA_DIR: dataDir },
      ...{ DATABASE_URL: databaseUrl, DATABASE_DRIVER: driver, NEON_WS_PROXY: neonWsProxy },
      // The embedded database keeps its own beside the data.
      ...(databaseUrl && {
        BETTER_AUTH_SECRET: randomBytes(32).toString("base64url"),
        PURSER_ENCRYPTION_KEYS: `test:${randomBytes(32).toString("base64")}`,
      }),
      NODE_ENV: "production",
      TZ: "America/New_York",
      ...options.env,
    } as NodeJS.ProcessEnv,
  });

  let printed = "";
  let exited = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const ended = new Promise<number | string>((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? signal!));
    child.once("error", (error) => {
      printed += String(error);
      resolve(String(error));
    });
  }).finally(() => {
    exited = true;
  });
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(kill, 10_000);
    await ended;
    clearTimeout(late);
    process.removeListener("exit", kill);
  };

  const deadline = Date.now() + timeout;
  while (!exited && Date.now() < deadline) {
    const baseUrl = `http://127.0.0.1:${port}`;
    const accounts = accountsIn(printed);
    const ready = script === "start" || Object.keys(accounts).length === 3 || printed.includes("--reset-passwords");
    if (ready && (await answers(`${baseUrl}/healthz`))) return { baseUrl, pid: child.pid!, accounts, output: () => printed, ended, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`lib/server/${script}.ts ${exited ? "ended" : `did not answer in ${timeout / 1000} s`}:\n${printed}`);
}

/** The lines `role e-mail password` that the demo prints. */
function accountsIn(output: string): RunningPurser["accounts"] {
  const lines = output.matchAll(/^(admin|support|finance) (\S+@\S+) (\S+)$/gm);
  return Object.fromEntries([...lines].map(([, role, email, password]) => [role, { email, password }]));
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}
