import { AsyncLocalStorage } from "node:async_hooks";
import type { Logger } from "drizzle-orm/logger";

/** What is known of a request that is being answered, for its line in the log. It is also the context that loaders and actions get. */
export interface RequestRecord extends Record<string, unknown> {
  readonly requestId: string;
  /** The client's address, null where it cannot be told. */
  readonly clientIp: string | null;
  /** Queries sent for it so far, those that begin and end a transaction among them. */
  queries: number;
  /** Who asks, once a guard has looked. */
  staffId?: string;
  /** The innermost route that was asked. */
  routeId?: string;
}

// The server's start-up and the bundled routes are two module graphs in one process, see db.server.ts.
const holder = globalThis as typeof globalThis & { purserRequests?: AsyncLocalStorage<RequestRecord> };
holder.purserRequests ??= new AsyncLocalStorage();
const requests = holder.purserRequests;

/** Runs what answers a request, so that its queries are counted. */
export function answering<T>(record: RequestRecord, run: () => T): T {
  return requests.run(record, run);
}

/** The request that is being answered here; undefined outside one. */
export function currentRequest(): RequestRecord | undefined {
  return requests.getStore();
}

/** Counts a query for the request that it is sent for; it never sees what is logged. For drizzle. */
export const countQueries: Logger = {
  logQuery() {
    const record = requests.getStore();
    if (record) record.queries++;
  },
};
