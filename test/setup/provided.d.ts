import "vitest";
import type { RunningPurser } from "../helpers/start-purser.ts";

declare module "vitest" {
  /** What global set-ups hand to the tests, see `inject`. */
  interface ProvidedContext {
    /** A file with PGlite's dumped data folder, migrated and empty. */
    pgliteTemplate: string;
    /** The test PostgreSQL as its superuser. */
    postgresUrl: string;
    /** A migrated, empty database to copy. */
    postgresTemplate: string;
    /** `host:port/path` of the WebSocket relay in front of the test PostgreSQL. */
    neonWsProxy: string;
    /** The served demo, or null where there is no browser and the tests are skipped. */
    browserTests: (Pick<RunningPurser, "baseUrl" | "accounts"> & { chromium: string }) | null;
  }
}
