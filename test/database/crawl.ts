import type { SignedIn } from "../helpers/request.ts";
import { serve } from "./served.ts";

/** What a page was answered with, and where it leads. */
export interface Visited {
  path: string;
  status: number;
  html: string;
}

/** Links of a page to others of the dashboard, without those within it. */
export function linksIn(html: string): string[] {
  return [...html.matchAll(/\shref="(\/[^"#]*)/g)]
    .map(([, href]) => href!.replaceAll("&amp;", "&").replaceAll("&#x27;", "'").replaceAll("&quot;", '"'))
    .filter((href) => !/^\/(assets\/|favicon)|\.js$|^\/manifest/.test(href));
}

/** An address with what varies in it left out: pages of one shape are visited a few times, not for every row. */
function shapeOf(path: string): string {
  const known = /^[a-z][a-z.-]*$/;
  const { pathname } = new URL(path, "http://localhost");
  return pathname
    .split("/")
    .map((part) => (known.test(part) ? part : part ? ":" : ""))
    .join("/");
}

/** Visits what can be reached from the overview, so many addresses of each shape at most. */
export async function crawl(person: SignedIn, { ofShape, from }: { ofShape: number; from: readonly string[] }): Promise<Visited[]> {
  const visited: Visited[] = [];
  const seen = new Set<string>(from);
  const shapes = new Map<string, number>();
  const waiting = [...seen];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const response = await serve(person.get(path));
    const html = await response.text();
    visited.push({ path, status: response.status, html });
    for (const link of linksIn(html)) {
      const shape = shapeOf(link);
      const taken = shapes.get(shape) ?? 0;
      if (seen.has(link) || taken >= ofShape) continue;
      seen.add(link);
      shapes.set(shape, taken + 1);
      waiting.push(link);
    }
  }
  return visited;
}
