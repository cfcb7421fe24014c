import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "../log.server.ts";
import { loggedPath } from "../logged-path.ts";
import { answering, type RequestRecord } from "../request-record.server.ts";

/** Asked each second by machines: these are told of only to who wants to know everything. */
const HEALTH = /^routes\/(healthz|readyz)$/;

/**
 * Answers each request under an id of its own, and writes a line about it once it is over: method, path and route, who asked, status,
 * milliseconds, queries and bytes. Files and health checks are of the level "debug".
 *
 * @param trustedHeader the proxy's header that ends with the client's address
 */
export function requestLog(trustedHeader: string | undefined) {
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const record: RequestRecord = { requestId: randomUUID(), clientIp: clientIp(request, trustedHeader), queries: 0 };
    const { socket, method } = request;
    // Express takes from `url` what a route is mounted at.
    const [pathname] = request.url!.split("?");
    const began = performance.now();
    const written = socket.bytesWritten;
    response.once("close", () => {
      const { requestId, routeId, staffId, queries } = record;
      const status = response.statusCode;
      const isQuiet = routeId ? HEALTH.test(routeId) : status < 400;
      log()[isQuiet ? "debug" : "info"](
        {
          requestId,
          method,
          path: loggedPath(pathname!, routeId),
          route: routeId,
          staffId,
          status,
          ms: Math.round((performance.now() - began) * 10) / 10,
          queries,
          bytes: socket.bytesWritten - written,
          // The client did not wait for the end.
          ...(response.writableFinished ? {} : { hungUp: true }),
        },
        "request",
      );
    });
    answering(record, next);
  };
}

/**
 * The client's address: of the connection, or the last one in the trusted header. A proxy appends the address that it saw; whatever stands
 * before was sent by the client and may be anything.
 */
function clientIp(request: IncomingMessage, trustedHeader: string | undefined): string | null {
  const named = trustedHeader && request.headers[trustedHeader];
  const last = [named].flat().join(",").split(",").at(-1)?.trim();
  return last || request.socket.remoteAddress || null;
}
