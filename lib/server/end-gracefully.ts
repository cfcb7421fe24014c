import type { Server, ServerResponse } from "node:http";
import { constants } from "node:os";
import { beginEnding } from "../ending.server.ts";
import { log } from "../log.server.ts";

/** What is under way then is cut off, whatever it is: a download that never ends must not keep the process alive. */
const LONGEST_MS = 10_000;
/** Closing what was open when the requests were over takes no longer than this. */
const CLOSING_MS = 1_500;
/** How often connections are closed on which nothing is under way any more. */
const IDLE_MS = 100;
/** A terminal sends its interrupt to every process between it and this one, and some of them pass it on: so soon, it is still the first. */
const SAME_SIGNAL_MS = 500;

/**
 * Ends the process in good order when it is told to: nothing new is accepted, `/readyz` says so, requests are finished, `close` is called, and
 * the process ends with 0, all within ten seconds. A second signal ends it at once.
 */
export function endGracefully(server: Server, close: () => Promise<unknown>): void {
  let since: number | undefined;
  const end = (signal: "SIGINT" | "SIGTERM") => {
    if (since !== undefined) {
      if (performance.now() - since > SAME_SIGNAL_MS) process.exit(128 + constants.signals[signal]);
      return;
    }
    since = performance.now();
    log().info({ signal }, "ending");
    beginEnding();
    setTimeout(() => process.exit(0), LONGEST_MS).unref();
    // Those that are cut off are told apart from those that ended; what they held is given back before the process ends.
    setTimeout(() => server.closeAllConnections(), LONGEST_MS - CLOSING_MS).unref();
    server.close(() => close().finally(() => process.exit(0)));
    server.closeIdleConnections();
    // A connection that is kept alive would bring one request after another: whoever still comes by it is answered and told to leave.
    server.prependListener("request", (_request, response: ServerResponse) => response.setHeader("Connection", "close"));
    setInterval(() => server.closeIdleConnections(), IDLE_MS).unref();
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
}
