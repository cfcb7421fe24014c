import { randomBytes } from "node:crypto";
import type { AppLoadContext, EntryContext, HandleDataRequestFunction, HandleErrorFunction } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { isDatabaseUnreachable, isStatementTimeout } from "~lib/db/database-errors.ts";
import { logFault } from "~lib/log-fault.server.ts";
import { contentSecurityPolicy, setPrivacyHeaders } from "./http/document-headers.server";
import { gatheredBody } from "./http/gathered-body.server";
import { NonceProvider } from "./http/nonce";
import { requestIdOf } from "./http/request-id.server";

/** Milliseconds until what still streams is given up; the rendering gets one second more than the data. */
export const streamTimeout = 10_000;

// The status of requests that the database failed, out of reach or too slow: Remix hides the error itself before a page or an answer is made
// of it.
const failedByDatabase = new WeakMap<AppLoadContext, 503 | 504>();

function takeFailure(context: AppLoadContext): 503 | 504 | undefined {
  const status = failedByDatabase.get(context);
  failedByDatabase.delete(context);
  return status;
}

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const failure = takeFailure(context);
  if (failure) {
    // Remix renders again with what a request for a page throws, as if a loader had.
    throw Response.json({ requestId: requestIdOf(context) }, { status: failure });
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
        // What is drawn is sent in its place, however large: sent behind the page, a long text would need scripts to be seen.
        progressiveChunkSize: Number.POSITIVE_INFINITY,
        onShellReady() {
          shellSent = true;
          const { body, sink } = gatheredBody();
          sink.on("close", () => clearTimeout(timer));
          resolve(new Response(body, { headers, status: responseStatus }));
          pipe(sink);
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
  const failure = takeFailure(context);
  return failure ? new Response(response.body, { status: failure, headers: response.headers }) : response;
};

/** One line in the log for what nobody caught. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || error instanceof Response || isRouteErrorResponse(error)) return;
  if (isDatabaseUnreachable(error)) failedByDatabase.set(context, 503);
  else if (isStatementTimeout(error)) failedByDatabase.set(context, 504);
  logFault(error, { requestId: requestIdOf(context), request: `${request.method} ${new URL(request.url).pathname}` });
};
