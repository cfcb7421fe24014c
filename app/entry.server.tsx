import { randomBytes } from "node:crypto";
import { PassThrough } from "node:stream";
import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type HandleDataRequestFunction,
  type HandleErrorFunction,
} from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { isDatabaseUnreachable } from "~lib/db/database-errors.ts";
import { contentSecurityPolicy, setPrivacyHeaders } from "./http/document-headers.server";
import { NonceProvider } from "./http/nonce";
import { requestIdOf } from "./http/request-id.server";

/** Milliseconds until what still streams is given up; the rendering gets one second more than the data. */
export const streamTimeout = 10_000;

// Requests whose loaders failed for want of a database: Remix hides the error itself before a page or an answer is made of it.
const withoutDatabase = new WeakSet<AppLoadContext>();

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  if (withoutDatabase.delete(context)) {
    // Remix renders again with what a request for a page throws, as if a loader had.
    throw Response.json({ requestId: requestIdOf(context) }, { status: 503 });
  }
  const nonce = randomBytes(16).toString("base64");
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Content-Security-Policy", contentSecurityPolicy(nonce));
  setPrivacyHeaders(headers);

  return new Promise((resolve, reject) => {
    let shellSent = false;
    let responseStatus = status;
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider value={nonce}>
        <RemixServer context={remixContext} url={request.url} nonce={nonce} />
      </NonceProvider>,
      {
        nonce,
        onShellReady() {
          shellSent = true;
          const body = new PassThrough();
          body.on("close", () => clearTimeout(timer));
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: responseStatus }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          responseStatus = 500;
          // What fails before the shell is out is rejected above and logged by Remix.
          if (shellSent) handleError(error, { request, context, params: {} });
        },
      },
    );
    const timer = setTimeout(abort, streamTimeout + 1000);
  });
}

export const handleDataRequest: HandleDataRequestFunction = (response, { context }) => {
  setPrivacyHeaders(response.headers);
  if (!withoutDatabase.delete(context)) return response;
  return new Response(response.body, { status: 503, headers: response.headers });
};

/** One line in the log for what nobody caught: request id, method, path without its query, and the error's own words. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || error instanceof Response || isRouteErrorResponse(error)) return;
  const unreachable = isDatabaseUnreachable(error);
  if (unreachable) withoutDatabase.add(context);
  const { name, message, stack } = error instanceof Error ? error : { name: "Thrown", message: String(error), stack: undefined };
  console.error(
    JSON.stringify({
      level: "error",
      time: new Date().toISOString(),
      requestId: requestIdOf(context),
      request: `${request.method} ${new URL(request.url).pathname}`,
      error: unreachable ? "the database cannot be reached" : `${name}: ${withoutParameters(message)}${causeOf(error)}`,
      at: stack
        ?.split("\n")
        .filter((line) => /^\s+at /.test(line))
        .slice(0, 6)
        .map((line) => line.trim()),
    }),
  );
};

// What the database itself said about a failed query.
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? ` (${cause.name}: ${withoutParameters(cause.message)})` : "";
}

// A failed query's message ends with its parameters, which may be anything that someone typed.
function withoutParameters(message: string): string {
  return message
    .split(/\n\s*params:/)[0]!
    .replace(/\s+/g, " ")
    .slice(0, 1000);
}
