/** The first cookie of this name in a `Cookie` header, decoded; undefined where there is none or it cannot be decoded. */
export function cookieValue(cookies: string | null, name: string): string | undefined {
  for (const pair of cookies?.split(";") ?? []) {
    const equals = pair.indexOf("=");
    if (equals < 0 || pair.slice(0, equals).trim() !== name) continue;
    try {
      return decodeURIComponent(pair.slice(equals + 1).trim());
    } catch {
      return undefined;
    }
  }
  return undefined;
}
