import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Runs a command to its end as its own process, with nothing in its environment but what is given and the secrets it asks for.
 *
 * @param command the name of its file in `lib/server/`, such as "db-migrate"
 */
export function runCommand(
  command: string,
  env: Record<string, string>,
  args: readonly string[] = [],
): Promise<{ code: number; output: string }> {
  const { PATH, HOME, TMPDIR } = process.env;
  return new Promise((done) => {
    execFile(
      process.execPath,
      ["--import", "tsx", `lib/server/${command}.ts`, ...args],
      {
        cwd: ROOT,
        timeout: 50_000,
        env: {
          ...{ PATH, HOME, TMPDIR },
          BETTER_AUTH_SECRET: randomBytes(32).toString("base64url"),
          PURSER_ENCRYPTION_KEYS: `test:${randomBytes(32).toString("base64")}`,
          ...{ NODE_ENV: "production", PORT: "0" },
          ...env,
        } as NodeJS.ProcessEnv,
      },
      (error, stdout, stderr) => done({ code: error ? Number(error.code ?? -1) : 0, output: `${stdout}${stderr}` }),
    );
  });
}
