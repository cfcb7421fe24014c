import { randomUUID } from "node:crypto";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import type pg from "pg";
import type { Database } from "../../../lib/db/database.server.ts";
import { recordingDatabase, type Statement } from "../statements.ts";

export interface Recorder {
  /**
   * What the loaders of a page send, in their order, and how many rows of a table the page shows to who is signed in at a server.
   *
   * @throws Error where it does not answer with 200
   */
  record(path: string, at: { baseUrl: string; cookie: string }): Promise<{ statements: Statement[]; rows: number }>;
  pool: pg.Pool;
  close: () => Promise<void>;
}

/**
 * Runs the built dashboard in this process on a database that keeps its statements; once a process, for its modules hold on to the database
 * that they have found. The environment must be that of the servers.
 */
export async function startRecorder(url: string): Promise<Recorder> {
  const { db, pool, take } = recordingDatabase(url);
  const never = () => Promise.reject(new Error("No page asks for this."));
  const database: Database = {
    db,
    driver: "pg",
    address: url,
    connect: never,
    exclusively: never,
    migrate: never,
    close: () => pool.end(),
  };
  // Where the bundled routes look for it, see db.server.ts.
  (globalThis as typeof globalThis & { purserDatabase?: Database }).purserDatabase = database;
  const entry = fileURLToPath(new URL("../../../build/server/index.js", import.meta.url));
  const answer = createRequestHandler((await import(pathToFileURL(entry).href)) as ServerBuild, "production");
  return {
    async record(path, { baseUrl, cookie }) {
      take();
      const response = await answer(new Request(baseUrl + path, { headers: { Cookie: cookie } }), {
        requestId: randomUUID(),
        clientIp: null,
      });
      const html = await response.text();
      if (response.status !== 200) throw new Error(`${path} was answered with ${response.status}`);
      return { statements: take(), rows: html.split("<tr").length - 1 };
    },
    pool,
    close: () => pool.end(),
  };
}
