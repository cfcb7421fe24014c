import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { PGlite } from "@electric-sql/pglite";
import { inject } from "vitest";
import type { Database, Db, DriverName } from "../../lib/db/database.server.ts";

/** Which driver this worker's tests run on; the projects in `vite.config.ts` say so. */
export const testDriver = (process.env.TEST_DRIVER ?? "pglite") as DriverName;

/**
 * Whether a test may set roles by itself: the embedded database has one user alone, and the project that runs under the dashboard's role sets it
 * before each statement.
 */
export const takesRoles = testDriver !== "pglite" && !process.env.TEST_ROLE;

interface Open {
  database: Database;
  /** The transaction of the `db` fixture that is running, if one is. */
  transaction: Db | undefined;
}

let open: Open | undefined;
let opening: Promise<Open> | undefined;

/** This worker's own migrated database; opened at the first call and kept. */
export async function openTestDatabase(): Promise<Database> {
  opening ??= (testDriver === "pglite" ? openOnPglite() : openOnPostgres()).then((database) => {
    open = { database, transaction: undefined };
    return open;
  });
  return (await opening).database;
}

async function openOnPglite(): Promise<Database> {
  // Drivers are loaded on demand: most tests of the unit project need none.
  const [{ PGlite }, { pg_trgm }, { pgliteDatabase }] = await Promise.all([
    import("@electric-sql/pglite"),
    import("@electric-sql/pglite/contrib/pg_trgm"),
    import("../../lib/db/open-pglite.server.ts"),
  ]);
  const template = new Blob([readFileSync(inject("pgliteTemplate"))]);
  const client = await PGlite.create({ loadDataDir: template, extensions: { pg_trgm } });
  refuseWhileInTransaction(client);
  return pgliteDatabase(client, "PGlite in memory");
}

/**
 * PGlite has one connection: a query beside an open transaction waits for that transaction's end, which waits for the test. Such a
 * test would hang, so it is told instead. (A transaction's own queries do not pass through these methods.)
 */
function refuseWhileInTransaction(client: PGlite): void {
  const methods = { query: client.query.bind(client), exec: client.exec.bind(client), transaction: client.transaction.bind(client) };
  const guarded =
    (name: keyof typeof methods) =>
    (...args: unknown[]) => {
      if (open?.transaction) {
        throw new Error(
          "This test uses `database.db` while its `db` fixture holds a transaction, which never ends on PGlite. Use one of the two.",
        );
      }
      return Reflect.apply(methods[name], client, args);
    };
  for (const name of ["query", "exec", "transaction"] as const) Object.defineProperty(client, name, { value: guarded(name) });
}

async function openOnPostgres(): Promise<Database> {
  const url = await createTestDatabase("template");
  return openOn(url);
}

/** Opens an address of the test PostgreSQL with this worker's driver, and under the dashboard's role where the project says so. */
export async function openOn(url: string): Promise<Database> {
  const role = process.env.TEST_ROLE;
  if (role) return (await import("./role-db.ts")).openUnderRole(url, role);
  if (testDriver === "neon") return (await import("../../lib/db/open-neon.server.ts")).openNeon(url, inject("neonWsProxy"));
  return (await import("../../lib/db/open-pg.server.ts")).openPg(url);
}

/**
 * Makes a database on the test PostgreSQL, migrated ("template") or empty, and gives its address. It goes when the server goes, at
 * the end of the run.
 */
export async function createTestDatabase(from: "template" | "empty"): Promise<string> {
  const url = new URL(inject("postgresUrl"));
  const name = `purser_${randomUUID().replaceAll("-", "")}`;
  const { default: pg } = await import("pg");
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${from === "template" ? inject("postgresTemplate") : "template0"}`);
  } finally {
    await admin.end();
  }
  url.pathname = `/${name}`;
  return url.href;
}

/** Makes `database` the process's own, for routes and sign-in, until the function that it gives is called. */
export function takeDatabase(database: Database): () => void {
  const before = open;
  open = { database, transaction: undefined };
  return () => {
    open = before;
  };
}

class RolledBack extends Error {}

/** Begins a transaction that `rollback` ends; until then the process's own `db` is this transaction too. */
export async function beginRolledBack(database: Database): Promise<{ db: Db; rollback: () => Promise<void> }> {
  const state = (await opening)!;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return new Promise((resolve, reject) => {
    const ended = database.db
      .transaction(async (tx) => {
        state.transaction = tx;
        resolve({
          db: tx,
          rollback: async () => {
            finish();
            await ended;
          },
        });
        await finished;
        throw new RolledBack();
      })
      .catch((error: unknown) => {
        if (!(error instanceof RolledBack)) reject(error);
      })
      .finally(() => {
        state.transaction = undefined;
      });
  });
}

let another: Database | undefined;

/** Until it is called with nothing, what routes and sign-in get as the process's database is this one. */
export function standInDatabase(database: Database | undefined): void {
  another = database;
}

/**
 * What routes and sign-in get as the process's database: the running `db` fixture's transaction, or else the worker's database. It
 * opens nothing by itself, so a test without a database costs nothing.
 */
export const processDatabase: Database = {
  get db() {
    return processDb;
  },
  driver: testDriver,
  address: "the test database",
  get readOnly() {
    return another?.readOnly;
  },
  get isStandby() {
    return another?.isStandby;
  },
  connect: () => (another ?? open!.database).connect(),
  exclusively: (run) => run(new AbortController().signal),
  migrate: async () => {},
  close: async () => {},
};

const processDb = new Proxy({} as Db, {
  get(_, key) {
    const target = currentDb();
    const value: unknown = Reflect.get(target, key, target);
    return typeof value === "function" ? value.bind(target) : value;
  },
  has: (_, key) => key in currentDb(),
  getPrototypeOf: () => (open ? Object.getPrototypeOf(currentDb()) : Object.prototype),
});

function currentDb(): Db {
  if (another) return another.db;
  if (!open) throw new Error("No database is open: take the `db` or `database` fixture of test/helpers/database-test.ts in this test.");
  return open.transaction ?? open.database.db;
}
