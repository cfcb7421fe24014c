import type { EventEmitter } from "node:events";
import { log } from "../log.server.ts";
import { innermostMessage } from "./database-errors.ts";

/** Where a database goes away, all of a pool's connections break at once, and so do those that are opened meanwhile. Milliseconds. */
const AT_MOST_EVERY_MS = 10_000;

/**
 * Says once in a while that idle connections of a pool break: the pool replaces them. Without a listener they would end the process. One that
 * breaks within a transaction has no listener of the pool's; its query fails, which says enough.
 */
export function reportBroken(pool: EventEmitter & { ending: boolean }): void {
  let said = Number.NEGATIVE_INFINITY;
  pool.on("error", (error: unknown) => {
    // Once the pool itself is being closed, nobody needs them.
    if (pool.ending || performance.now() - said < AT_MOST_EVERY_MS) return;
    said = performance.now();
    log().warn({ error: innermostMessage(error) }, "an idle database connection broke");
  });
  pool.on("connect", (client: EventEmitter) => client.on("error", () => {}));
}
