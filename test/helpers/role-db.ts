import { NodePgSession, NodePgTransaction } from "drizzle-orm/node-postgres/session";
import type pg from "pg";
import type { Database, Db } from "../../lib/db/database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";

/**
 * What is run by an operator as the owner of the tables (see lib/db/access.ts), or stands for the product itself. Everything else in `lib` and
 * `app` is the dashboard.
 */
const OWNERS = /\/lib\/(demo\/|auth\/make-staff\.|db\/fill-)/;

// A query is begun some frames below the verb that asks for it.
Error.stackTraceLimit = 60;

/** True where the nearest code of the project on the stack is the dashboard's; what only a package asks, it asks for the dashboard. */
function isDashboard(): boolean {
  const frames = (new Error().stack ?? "").split("\n").slice(1);
  const nearest = frames.find(
    (frame) => /\/(lib|app|test)\//.test(frame) && !/node_modules|test\/helpers\/(role-db|test-database)\.ts/.test(frame),
  );
  return !nearest || (!/\/test\//.test(nearest) && !OWNERS.test(nearest));
}

/** One database as the test sees it, with all privileges, and as the dashboard does, with those of its role. */
interface Sides {
  owner: Db;
  dashboard: Db;
}

const BEGIN_A_QUERY = ["select", "selectDistinct", "selectDistinctOn", "insert", "update", "delete", "execute", "$count", "with", "query"];

/** A database whose queries go to one side or the other, by who begins them. */
function sided(sides: Sides, role: string): Db {
  const mine = () => (isDashboard() ? sides.dashboard : sides.owner);
  return new Proxy(sides.owner, {
    get(_, key) {
      if (key === "query") return mine().query;
      // What a test watches to count the dashboard's queries.
      if (key === "_") return sides.dashboard._;
      if (key === "transaction") {
        return (run: (tx: Db) => Promise<unknown>, config?: object) =>
          mine().transaction((tx) => run(sidedTransaction(tx, role)), config as never);
      }
      if (typeof key === "string" && BEGIN_A_QUERY.includes(key)) {
        return (...given: unknown[]) => {
          const side = mine();
          return Reflect.apply(Reflect.get(side, key) as (...given: unknown[]) => unknown, side, given);
        };
      }
      return Reflect.get(sides.owner, key, sides.owner);
    },
  });
}

interface Inside {
  session: { client: pg.ClientBase; options: object; schema: undefined };
  dialect: ConstructorParameters<typeof NodePgTransaction>[0];
  schema: undefined;
  nestedIndex: number;
}

const ofClient = Symbol("the client that a side's client stands before");

/** A transaction's two sides: both on its one connection, each setting its role before each of its statements. */
function sidedTransaction(tx: Db, role: string): Db {
  const { session, dialect, schema, nestedIndex } = tx as unknown as Inside;
  const client = (session.client as { [ofClient]?: pg.ClientBase })[ofClient] ?? session.client;
  const side = (name: string) => {
    const own = new NodePgSession(clientOf(client, name), dialect, session.schema, session.options);
    return new NodePgTransaction(dialect, own, schema, nestedIndex) as unknown as Db;
  };
  return sided({ owner: side("none"), dashboard: side(role) }, role);
}

function clientOf(client: pg.ClientBase, role: string): pg.PoolClient {
  const query = (asked: { text?: string } | string, ...rest: unknown[]) => {
    const text = typeof asked === "string" ? asked : (asked.text ?? "");
    // A transaction that failed takes no other statement than these, and going back to a savepoint takes back the role that was set since.
    if (!/^\s*(rollback|savepoint|release|begin|commit)\b/i.test(text)) client.query(`set local role ${role}`).catch(() => {});
    return Reflect.apply(client.query, client, [asked, ...rest]);
  };
  return Object.assign(Object.create(client) as pg.PoolClient, { query, [ofClient]: client });
}

/**
 * Opens a database in which the dashboard's code has only what its role may do, while a test's own statements, factories and checks have all
 * privileges.
 *
 * @param role a role's name as SQL has it
 */
export function openUnderRole(url: string, role: string): Database {
  const owner = openPg(url);
  const restricted = new URL(url);
  restricted.searchParams.set("options", `-c role=${role}`);
  const dashboard = openPg(restricted.href);
  return {
    ...dashboard,
    db: sided({ owner: owner.db, dashboard: dashboard.db }, role),
    migrate: owner.migrate,
    close: async () => {
      await Promise.all([owner.close(), dashboard.close()]);
    },
  };
}
