import type { EventEmitter } from "node:events";
import type { Db } from "./database.server.ts";

/** The database itself ends what takes too long; only where it cannot say so is its silence taken for an end. Milliseconds. */
const GRACE_MS = 5_000;

/** By what a connection is known whose statements may take longer than a page's. */
const PATIENT = Symbol.for("purser.patient");

/** What the types of neither driver tell of a pool's connection. */
interface Client {
  connection: { stream: Stream };
  [PATIENT]?: boolean;
}
interface Stream {
  on(event: "data", listener: () => void): unknown;
  destroy(error?: Error): unknown;
  /** Of the driver over WebSocket, whose `destroy` waits for an answer. */
  ws?: { terminate(): void } | null;
}
/**
 * Cuts the connections of a pool on which nothing has come for longer than any query may take, while somebody waits. A network that swallows
 * everything, or a machine that is gone without a word, would else hold a page, and the connection, for a quarter of an hour.
 *
 * @param timeout seconds that a query may take; with 0 nothing is cut
 */
export function cutSilent(pool: EventEmitter, timeout: number): void {
  if (timeout === 0) return;
  const limit = timeout * 1_000 + GRACE_MS;
  const watched = new WeakMap<Client, { heard: number; timer?: NodeJS.Timeout }>();
  const watch = (client: Client) => {
    const state = watched.get(client)!;
    state.timer = setTimeout(
      () => {
        if (client[PATIENT]) state.heard = performance.now();
        if (performance.now() - state.heard >= limit) cut(client.connection.stream, limit);
        else watch(client);
      },
      limit - (performance.now() - state.heard),
    ).unref();
  };
  pool.on("connect", (client: Client) => {
    const state = { heard: performance.now() };
    watched.set(client, state);
    client.connection.stream.on("data", () => {
      state.heard = performance.now();
    });
  });
  pool.on("acquire", (client: Client) => {
    watched.get(client)!.heard = performance.now();
    watch(client);
  });
  pool.on("release", (_error: Error, client: Client) => {
    clearTimeout(watched.get(client)?.timer);
    client[PATIENT] = false;
  });
}

function cut(stream: Stream, limit: number): void {
  if (stream.ws) stream.ws.terminate();
  else stream.destroy(Object.assign(new Error(`The database has said nothing for ${limit / 1000} s`), { code: "ETIMEDOUT" }));
}

/** What this transaction asks may take longer than a page's queries: its connection is not cut for that. It ends with the transaction. */
export function bePatient(tx: Db): void {
  const { client } = tx._.session as unknown as { client?: Client };
  if (client) client[PATIENT] = true;
}
