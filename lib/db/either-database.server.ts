import { PgDatabase, PgDialect, type PgPreparedQuery, type PreparedQueryConfig } from "drizzle-orm/pg-core";
import type { Db } from "./database.server.ts";

/** Runs the first, or in its place the other: which of them, and whether a failure counts, is the caller's to say. */
export type Try = <T>(first: () => Promise<T>, other: () => Promise<T>) => Promise<T>;

type Session = Db["_"]["session"];
type Query = PgPreparedQuery<PreparedQueryConfig>;

/** What a prepared query is run by. */
const RUNS = new Set<string | symbol>(["execute", "all", "values"]);

/** One database in front of two: each query, and each transaction as a whole, goes to one of them as `attempt` says. For reading alone. */
export function eitherDatabase(first: Db, other: Db, attempt: Try): Db {
  const { fullSchema, schema, tableNamesMap } = first._;
  return new PgDatabase(new PgDialect(), eitherSession(first, other, attempt), {
    fullSchema,
    schema: schema!,
    tableNamesMap,
  });
}

function eitherSession(first: Db, other: Db, attempt: Try): Session {
  const prepareQuery = (...query: Parameters<Session["prepareQuery"]>) =>
    eitherQuery(first._.session.prepareQuery(...query), other._.session.prepareQuery(...query), attempt);
  const transaction: Db["transaction"] = (run, config) =>
    attempt(
      () => first.transaction(run, config),
      () => other.transaction(run, config),
    );
  // What else a session does, it does by preparing queries.
  return new Proxy(first._.session, {
    get: (session, name, itself) =>
      name === "prepareQuery" ? prepareQuery : name === "transaction" ? transaction : Reflect.get(session, name, itself),
  });
}

function eitherQuery(first: Query, other: Query, attempt: Try): Query {
  const run = (query: Query, name: string | symbol, values: unknown[]): Promise<unknown> =>
    Reflect.apply(Reflect.get(query, name), query, values);
  return new Proxy(first, {
    get: (query, name, itself) =>
      RUNS.has(name)
        ? (...values: unknown[]) =>
            attempt(
              () => run(first, name, values),
              () => run(other, name, values),
            )
        : Reflect.get(query, name, itself),
    // What a query builder notes on the query, such as which joins may find nothing, both have to know.
    set: (_query, name, value) => Reflect.set(first, name, value) && Reflect.set(other, name, value),
  });
}
