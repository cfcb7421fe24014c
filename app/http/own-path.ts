const HERE = "http://purser.invalid";

/**
 * The page of this dashboard that `path` names, for a redirect; "/" for whatever leads elsewhere, also where it only does so once a browser
 * has taken the dots out of it: `/.//example.com` becomes `//example.com`, which is another site.
 */
export function ownPath(path: string): string {
  if (!path.startsWith("/") || !URL.canParse(path, HERE)) return "/";
  const { origin, pathname, search } = new URL(path, HERE);
  return origin === HERE && !pathname.startsWith("//") ? pathname + search : "/";
}
