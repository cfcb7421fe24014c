import { execFileSync, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Builds the bare app and starts its server. Its `/` renders a constant table of 50 rows. */
export async function startBare(): Promise<{ baseUrl: string; stop: () => void }> {
  const cli = fileURLToPath(new URL("../../../node_modules/@remix-run/dev/dist/cli.js", import.meta.url));
  execFileSync(process.execPath, [cli, "vite:build", "--config", "test/bench/bare/vite.config.ts"], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  });
  const child = fork(fileURLToPath(new URL("server.ts", import.meta.url)), {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, NODE_ENV: "production" },
  });
  const port = await new Promise<number>((done, fail) => {
    child.once("message", (message) => done(Number(message)));
    child.once("exit", (code) => fail(new Error(`The bare server ended with ${code}`)));
  });
  process.once("exit", () => child.kill("SIGKILL"));
  return { baseUrl: `http://127.0.0.1:${port}`, stop: () => child.disconnect() };
}
