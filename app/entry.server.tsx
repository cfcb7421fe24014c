import { randomBytes } from "node:crypto";
import type { AppLoadContext, EntryContext, HandleDataRequestFunction, HandleErrorFunction } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { logFault } from "~lib/log-fault.server.ts";
import { contentSecurityPolicy, setPrivacyHeaders } from "./http/document-headers.server";
import { doing } from "./http/doing.server";
import { gatheredBody } from "./http/gathered-body.server";
import { NonceProvider } from "./http/nonce";

/** Milliseconds until what still streams is given up; the rendering gets one second more than the data. */
export const streamTimeout = 10_000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
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

export const handleDataRequest: HandleDataRequestFunction = (response) => {
  setPrivacyHeaders(response.headers);
  return response;
};

/** One line in the log for what nobody caught. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || error instanceof Response || isRouteErrorResponse(error)) return;
  logFault(error, doing({ request, context }));
};
