import type { ServerBuild } from "@remix-run/node";

/** What stands for the routes that any address may match: index routes, `$` routes and frames without a path. */
const ANY = "";

/**
 * Splits a build by the first segment of its routes' paths. Remix ranks and compares every route up to five times a request, and makes a
 * tree of all of them for each page: with a hundred routes a tenth of a small answer's time. Of a build with the routes of one area alone
 * the same route matches, since no other could.
 *
 * @returns the build that answers an address; the same object whenever the area is the same, so that a handler can be kept for it
 */
export function areaBuilds(build: ServerBuild): (pathname: string) => ServerBuild {
  const areas = new Map<string, Set<string>>([[ANY, new Set()]]);
  for (const id of Object.keys(build.routes)) {
    const area = areaOf(pathOf(build.routes, id));
    areas.set(area, (areas.get(area) ?? new Set()).add(id));
  }
  const builds = new Map<string, ServerBuild>();
  return (pathname) => {
    const area = asked(pathname);
    // Remix's own addresses, and those that a browser does not make.
    if (area === undefined) return build;
    const known = areas.has(area) ? area : ANY;
    const narrow = builds.get(known) ?? withRoutes(build, new Set([...areas.get(ANY)!, ...areas.get(known)!]));
    builds.set(known, narrow);
    return narrow;
  };
}

/** A route's path with those of the frames around it. */
function pathOf(routes: ServerBuild["routes"], id: string | undefined): string {
  const route = id === undefined ? undefined : routes[id];
  return route ? [pathOf(routes, route.parentId), route.path ?? ""].filter(Boolean).join("/") : "";
}

/** The first segment of a route's path, without regard to case, as addresses are matched; `ANY` where it may be anything. */
function areaOf(path: string): string {
  const first = path.split("/")[0]!;
  return /^[:*]|[?]$/.test(first) ? ANY : first.toLowerCase();
}

/** The first segment of an address, as a page or as its data; undefined where all routes must be asked. */
function asked(pathname: string): string | undefined {
  if (pathname === "/") return ANY;
  if (!/^\/[^/]/.test(pathname) || pathname === "/__manifest") return undefined;
  const [, first = "", ...rest] = pathname.split("/");
  try {
    return decodeURIComponent(rest.length === 0 ? first.replace(/\.data$/, "") : first).toLowerCase();
  } catch {
    // Signs that are none.
    return undefined;
  }
}

function withRoutes(build: ServerBuild, ids: Set<string>): ServerBuild {
  for (const id of [...ids]) for (let at = build.routes[id]?.parentId; at !== undefined; at = build.routes[at]?.parentId) ids.add(at);
  const only = <T>(routes: Record<string, T>) => Object.fromEntries(Object.entries(routes).filter(([id]) => ids.has(id)));
  return { ...build, routes: only(build.routes), assets: { ...build.assets, routes: only(build.assets.routes) } };
}
