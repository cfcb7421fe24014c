/** What the signs of an id, a slug or a file's name are; anything else may be words or an address that somebody typed. */
const PLAIN = /^[\w.~:-]*$/;

/**
 * The path of an address as the log may have it: its ids, and "…" in place of a part that may be text.
 *
 * @param routeId the route that answers it; without one, or with the one for addresses that there are not, the whole path is what somebody typed
 * @returns undefined where nothing of it may be told
 */
export function loggedPath(pathname: string, routeId: string | undefined): string | undefined {
  if (!routeId || /(^|[./])\$$/.test(routeId)) return undefined;
  return pathname
    .split("/")
    .map((part) => (PLAIN.test(part) ? part : "…"))
    .join("/");
}

/** "GET /payments/pay_1", or the method alone: what was being done, as the line of a fault says it. */
export function loggedRequest(method: string | undefined, pathname: string, routeId: unknown): string {
  const path = loggedPath(pathname, typeof routeId === "string" ? routeId : undefined);
  return [method, path].filter(Boolean).join(" ");
}
