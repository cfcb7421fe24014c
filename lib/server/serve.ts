import { randomUUID } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler, type RequestHandler, type ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import type { Database } from "../db/database.server.ts";
import type { Env } from "../env.server.ts";
import { logFault } from "../log-fault.server.ts";
import { keepSnapshots } from "../reports/snapshots/keep-snapshots.server.ts";
import { keepRollups } from "../rollups/keep-rollups.server.ts";
import { areaBuilds } from "./area-builds.ts";
import { webHandler } from "./web-handler.ts";

const BUILD = resolve("build");
const REQUEST_ID = "X-Request-Id";

/**
 * Serves the built dashboard until the process is told to end; then it finishes what is under way and closes the database.
 *
 * @returns the address that it answers at
 * @throws Error of one line when there is no build or the port is taken
 */
export async function serve(database: Database, env: Env): Promise<string> {
  const entry = resolve(BUILD, "server", "index.js");
  if (!existsSync(entry)) throw new Error("There is no build yet. Run: npm run build");
  // Where the bundled routes look for it, see db.server.ts.
  (globalThis as typeof globalThis & { purserDatabase?: Database }).purserDatabase = database;
  const build = (await import(pathToFileURL(entry).href)) as ServerBuild;

  const app = express();
  app.disable("x-powered-by");
  app.use(compression());
  const setHeaders = (response: express.Response) => response.setHeader("X-Content-Type-Options", "nosniff");
  app.use("/assets", express.static(resolve(BUILD, "client", "assets"), { immutable: true, maxAge: "1y", fallthrough: false, setHeaders }));
  for (const file of readdirSync(resolve(BUILD, "client"), { withFileTypes: true })) {
    // One route a file, so that no page waits until the disk has said that it has no such file.
    if (!file.isFile()) continue;
    const options = { root: resolve(BUILD, "client"), maxAge: "1h", headers: { "X-Content-Type-Options": "nosniff" } };
    app.get(`/${file.name}`, (_request, response) => response.sendFile(file.name, options));
  }
  const answer = answerWith(build);
  const page = webHandler(
    async (request, from) => {
      const requestId = randomUUID();
      const response = await answer(request, { requestId, clientIp: clientIp(from, env.trustedIpHeader) });
      response.headers.set(REQUEST_ID, requestId);
      return response;
    },
    (error, response, from) => logFault(error, { requestId: response.headers.get(REQUEST_ID), request: requestLine(from) }),
  );
  app.use((request, response, next) => {
    page(request, response).catch(next);
  });
  app.use(answerFault);

  const server = await listen(app, env);
  const endSnapshots = keepSnapshots(database.db, {
    zone: env.reportingTimeZone,
    onFault: (error) => logFault(error, { requestId: null, request: "monthly snapshot" }),
  });
  const endRollups = keepRollups(database.db, {
    zone: env.reportingTimeZone,
    onFault: (error) => logFault(error, { requestId: null, request: "roll-ups" }),
  });
  endGracefully(server, () => Promise.allSettled([endSnapshots(), endRollups()]).then(() => database.close()));
  return env.appUrl ?? `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** Remix's handler, made once for each area. */
function answerWith(build: ServerBuild): RequestHandler {
  const buildFor = areaBuilds(build);
  const handlers = new Map<ServerBuild, RequestHandler>();
  return (request, context) => {
    const narrow = buildFor(new URL(request.url).pathname);
    const handler = handlers.get(narrow) ?? createRequestHandler(narrow, process.env.NODE_ENV);
    handlers.set(narrow, handler);
    return handler(request, context);
  };
}

/**
 * What went wrong outside every page, in place of Express's own answer, which writes a stack into the log for each file that is not there.
 * Express tells such a function from others by its four parameters.
 */
function answerFault(error: unknown, request: express.Request, response: express.Response, _next: express.NextFunction): void {
  const named = typeof error === "object" && error !== null && "status" in error ? Number(error.status) : 500;
  const status = named >= 400 && named < 500 ? named : 500;
  if (status === 500 && !response.destroyed) logFault(error, { requestId: null, request: requestLine(request) });
  if (response.headersSent) response.destroy();
  else response.status(status).type("text").send(`${STATUS_CODES[status]}\n`);
}

/** "GET /payments": the method and the path without its query, which may hold what somebody searched for. */
function requestLine({ method, url }: IncomingMessage): string {
  return `${method} ${url?.split("?")[0]}`;
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

function listen(app: express.Express, { port, host }: Env): Promise<Server> {
  return new Promise((done, fail) => {
    const server = host ? app.listen(port, host) : app.listen(port);
    server.once("listening", () => done(server));
    server.once("error", (error: NodeJS.ErrnoException) =>
      fail(error.code === "EADDRINUSE" ? new Error(`Port ${port} is in use. Choose another with PORT.`) : error),
    );
  });
}

function endGracefully(server: Server, close: () => Promise<void>): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    server.close(() => close().finally(() => process.exit(0)));
    server.closeIdleConnections();
    // A download that never ends must not keep the process alive.
    setTimeout(() => server.closeAllConnections(), 8_000).unref();
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
}
