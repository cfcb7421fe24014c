import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import * as entry from "../../app/entry.server.tsx";
import * as root from "../../app/root.tsx";
import { routeIds, routeModules } from "../routes/route-modules.ts";

type Routes = ServerBuild["routes"];

/** Where a route hangs and what it answers, by the rules of flat routes. */
function routeOf(id: string): Routes[string] {
  const parent = routeIds.filter((other) => id.startsWith(`${other}.`)).sort((a, b) => b.length - a.length)[0];
  const own = (parent === undefined ? id : id.slice(parent.length + 1)).replaceAll("[.]", "\0").split(".");
  const segments = own
    .filter((part) => !part.startsWith("_"))
    .map((part) => part.replace(/_$/, "").replaceAll("\0", "."))
    .map((part) => (part === "$" ? "*" : part.replace(/^\$/, ":")));
  const path = segments.join("/");
  return {
    id,
    parentId: parent ?? "root",
    ...(path && { path }),
    ...(own.at(-1) === "_index" && { index: true }),
    module: routeModules.get(id) as Routes[string]["module"],
  } as Routes[string];
}

const routes: Routes = {
  root: { id: "root", path: "", module: root as Routes[string]["module"] },
  ...Object.fromEntries(routeIds.map((id) => [id, routeOf(id)])),
};

const build: ServerBuild = {
  mode: "test",
  entry: { module: entry },
  routes,
  assets: {
    entry: { module: "/entry.js", imports: [] },
    routes: Object.fromEntries(
      Object.values(routes).map(({ id, parentId, path, index, module }) => [
        id,
        {
          ...{ id, parentId, path, index, module: `/${id}.js`, imports: [], hasClientAction: false, hasClientLoader: false },
          ...{ hasAction: "action" in module, hasLoader: "loader" in module, hasErrorBoundary: "ErrorBoundary" in module },
        },
      ]),
    ) as ServerBuild["assets"]["routes"],
    url: "/manifest.js",
    version: "test",
  },
  publicPath: "/",
  assetsBuildDirectory: "build/client",
  future: {
    ...{ v3_fetcherPersist: true, v3_relativeSplatPath: true, v3_throwAbortReason: true, v3_singleFetch: true },
    ...{ v3_lazyRouteDiscovery: true, v3_routeConfig: true, unstable_optimizeDeps: true },
  } as ServerBuild["future"],
  isSpaMode: false,
};

const handler = createRequestHandler(build, "production");

/** What the built server answers, from the sources: pages are drawn, forms are taken, and what nobody caught is a 500. */
export function serve(request: Request): Promise<Response> {
  // A browser sends it, and Remix compares it with a form's origin.
  request.headers.set("Host", new URL(request.url).host);
  return handler(request);
}
