import { PassThrough } from "node:stream";
import type { ReactElement } from "react";
import { renderToPipeableStream, renderToString } from "react-dom/server";
// What @remix-run/react itself is made of, and shows to nobody.
import { createStaticRouter, StaticRouterProvider } from "react-router-dom/server";

const root = { zone: "Europe/Lisbon", now: "2026-11-22T20:00:00.000Z", theme: "system" };

function inRouter(element: ReactElement): ReactElement {
  const route = { id: "root", path: "*", loader: () => root, element };
  const context = {
    basename: "",
    location: { pathname: "/", search: "", hash: "", state: null, key: "default" },
    matches: [{ params: { "*": "" }, pathname: "/", pathnameBase: "/", route }],
    loaderData: { root },
    actionData: null,
    errors: null,
    statusCode: 200,
    loaderHeaders: {},
    actionHeaders: {},
    activeDeferreds: null,
  };
  return <StaticRouterProvider router={createStaticRouter([route], context)} context={context} hydrate={false} />;
}

/** The HTML that the server makes of an element inside a page of the dashboard. */
export function draw(element: ReactElement): string {
  return renderToString(inRouter(element));
}

/** The same as the server streams it; rejects where it would answer with an error. */
export function stream(element: ReactElement): Promise<string> {
  return new Promise((resolve, reject) => {
    let html = "";
    const body = new PassThrough();
    body.on("data", (chunk: Buffer) => {
      html += chunk.toString();
    });
    body.on("end", () => resolve(html));
    const { pipe } = renderToPipeableStream(inRouter(element), { onShellReady: () => pipe(body), onShellError: reject, onError: reject });
  });
}

export interface DrawnElement {
  name: string;
  attributes: Record<string, string>;
}

/** The elements of HTML that React wrote: in its text no "<" stands alone, and its attributes are always in double quotes. */
export function elementsIn(html: string): DrawnElement[] {
  return [...html.matchAll(/<([a-zA-Z][^\s/>]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/g)].map(([, name, attributes]) => ({
    name: name!.toLowerCase(),
    attributes: Object.fromEntries(
      [...attributes!.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)].map(([, attribute, value]) => [
        attribute!.toLowerCase(),
        unescaped(value ?? ""),
      ]),
    ),
  }));
}

/** The text between the tags. */
export function textOf(html: string): string {
  return unescaped(html.replace(/<!--.*?-->/g, "").replace(/<[^>]*>/g, ""));
}

function unescaped(html: string): string {
  return html.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}
