import type { AppLoadContext } from "@remix-run/node";
import type { Doing } from "~lib/log-fault.server.ts";
import { loggedRequest } from "~lib/logged-path.ts";
import { requestIdOf } from "./request-id.server";

/** What a request was doing, as the line of a fault says it. */
export function doing({ request, context }: { request: Request; context: AppLoadContext }): Doing {
  return { requestId: requestIdOf(context), request: loggedRequest(request.method, new URL(request.url).pathname, context.routeId) };
}
