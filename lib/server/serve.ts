import { existsSync, readdirSync } from "node:fs";
import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler, type RequestHandler, type ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import { noteAbsentTables } from "../db/absent-tables.server.ts";
import type { Database } from "../db/database.server.ts";
import type { Env } from "../env.server.ts";
import { type Doing, logFault } from "../log-fault.server.ts";
import { loggedRequest } from "../logged-path.ts";
import { keepSnapshots } from "../reports/snapshots/keep-snapshots.server.ts";
import { currentRequest } from "../request-record.server.ts";
import { keepRollups } from "../rollups/keep-rollups.server.ts";
import { areaBuilds } from "./area-builds.ts";
import { endGracefully } from "./end-gracefully.ts";
import { requestLog } from "./request-log.ts";
import { watchedRoutes } from "./watched-routes.ts";
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
  await noteAbsentTables(database.db);
  const build = watchedRoutes((await import(pathToFileURL(entry).href)) as ServerBuild);

  const app = express();
  app.disable("x-powered-by");
  app.use(requestLog(env.trustedIpHeader));
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
    async (request) => {
      const record = currentRequest()!;
      const response = await answer(request, record);
      response.headers.set(REQUEST_ID, record.requestId);
      return response;
    },
    (error, _response, from) => logFault(error, doing(from)),
  );
  app.use((request, response, next) => {
    page(request, response).catch(next);
  });
  app.use(answerFault);

  // What nobody waited for any more when it failed, as where two queries of a page fail at once, is a fault, not the end of every page.
  process.on("unhandledRejection", (error) => logFault(error, { requestId: null, request: "what nobody waited for" }));
  const server = await listen(app, env);
  const endKeeping = database.readOnly === undefined ? keepUp(database, env) : async () => {};
  endGracefully(server, () => endKeeping().then(() => database.close()));
  return env.appUrl ?? `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** What is written beside the server's requests; ended by the function that it gives. */
function keepUp({ db }: Database, { reportingTimeZone: zone }: Env): () => Promise<unknown> {
  const endSnapshots = keepSnapshots(db, {
    zone,
    onFault: (error) => logFault(error, { requestId: null, request: "monthly snapshot" }),
  });
  const endRollups = keepRollups(db, {
    zone,
    onFault: (error) => logFault(error, { requestId: null, request: "roll-ups" }),
  });
  return () => Promise.allSettled([endSnapshots(), endRollups()]);
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
  if (status === 500 && !response.destroyed) logFault(error, doing(request));
  if (response.headersSent) response.destroy();
  else response.status(status).type("text").send(`${STATUS_CODES[status]}\n`);
}

function doing({ method, url }: IncomingMessage): Doing {
  const { requestId = null, routeId } = currentRequest() ?? {};
  return { requestId, request: loggedRequest(method, url!.split("?")[0]!, routeId) };
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
