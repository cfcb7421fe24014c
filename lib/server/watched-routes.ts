import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type ServerBuild } from "@remix-run/node";
import { saidOfDatabase } from "../db/said-of-database.ts";
import { logFault } from "../log-fault.server.ts";
import { loggedRequest } from "../logged-path.ts";
import { writtenTexts } from "../written-texts.ts";

type Args = LoaderFunctionArgs & ActionFunctionArgs;
type Handler = (args: Args) => unknown;

/** Said of what was sent: a connection that is lost while a transaction ends does not tell how it ended. */
const EITHER_OR = "What you sent was either done as a whole or not at all: look before you send it again.";

/**
 * A build whose loaders and actions note on the request's context, as `routeId`, which route was asked: the innermost of a page's. A database
 * that cannot be reached, takes no changes, closes to Purser's role what was asked, or took too long is an answer of its own in each of them:
 * the page that says so, with 503 or 504.
 */
export function watchedRoutes(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    const { loader, action } = route!.module;
    const watch = <H>(handle: H) => handle && (watched(build, id, handle as Handler) as H);
    return [id, { ...route!, module: { ...route!.module, loader: watch(loader), action: watch(action) } }] as const;
  });
  return { ...build, routes: Object.fromEntries(routes) };
}

function watched(build: ServerBuild, id: string, handle: Handler): Handler {
  const depth = depthOf(build, id);
  // What stands around pages answers no address of its own, but is asked for any that there is not.
  const isFrame = !build.routes[id]!.path && !build.routes[id]!.index;
  return async (args) => {
    const { context } = args;
    // An action reads what was sent; this is for the page that has to give it back.
    const sent = args.request.method === "POST" ? args.request.clone() : undefined;
    if (!isFrame && (typeof context.routeId !== "string" || depthOf(build, context.routeId) <= depth)) context.routeId = id;
    try {
      return await handle(args);
    } catch (error) {
      if (args.request.signal.aborted) throw error;
      throw (await databaseAnswer(error, args, id, sent)) ?? error;
    }
  };
}

/** How many routes there are around one. */
function depthOf(build: ServerBuild, id: string): number {
  const parent = build.routes[id]?.parentId;
  return parent === undefined ? 0 : depthOf(build, parent) + 1;
}

async function databaseAnswer(error: unknown, { request, context }: Args, routeId: string, sent: Request | undefined) {
  const said = saidOfDatabase(error);
  if (!said) return undefined;
  const requestId = String(context.requestId);
  logFault(error, { requestId, request: loggedRequest(request.method, new URL(request.url).pathname, routeId) });
  const { status, ...words } = said;
  // Who could not sign in has changed nothing.
  const mayBeDone = status === 503 && words.message === undefined && sent && routeId !== "routes/sign-in";
  const written = sent ? await writtenTexts(sent) : [];
  return data({ requestId, written, ...words, ...(mayBeDone && { message: EITHER_OR }) }, { status });
}
