import "./styles.css";
import { data, type LinksFunction, type LoaderFunctionArgs } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useFetchers } from "@remix-run/react";
import type { ReactNode } from "react";
import { readOnlyHere } from "~lib/db/read-only.ts";
import { env } from "~lib/env.server.ts";
import { DENSITY_COOKIE } from "./components/data-table/density-toggle";
import { RouteError } from "./components/error-page";
import { RAIL_COOKIE } from "./components/shell/use-rail";
import { ANNOUNCER_ID } from "./components/ui/announce";
import { LateToasts } from "./components/ui/late-toasts";
import { useNonce } from "./http/nonce";
import { requestIdOf } from "./http/request-id.server";
import { isTheme, type Theme } from "./http/theme";
import { readTheme } from "./http/theme.server";
import { takeToast } from "./http/toast.server";
import { useRootData } from "./http/use-root-data";

export const links: LinksFunction = () => [{ rel: "icon", href: "/favicon.svg", type: "image/svg+xml" }];

export { errorMeta as meta } from "./components/error-page";

/** What every page needs to be drawn; it says nothing about anyone, so strangers may have it too. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { toast, headers } = await takeToast(request);
  return data(
    {
      theme: await readTheme(request),
      zone: env().reportingTimeZone,
      now: new Date().toISOString(),
      toast,
      requestId: requestIdOf(context),
      /** Why nothing can be changed here; null where changes can be made. */
      readOnly: readOnlyHere() ?? null,
      compactRows: request.headers.get("Cookie")?.includes(`${DENSITY_COOKIE}=compact`) ?? false,
      railFolded: request.headers.get("Cookie")?.includes(`${RAIL_COOKIE}=folded`) ?? false,
    },
    { headers },
  );
}

export function Layout({ children }: { children: ReactNode }) {
  const theme = useTheme();
  const nonce = useNonce();
  const root = useRootData();
  return (
    <html lang="en" className={theme} data-density={root?.compactRows ? "compact" : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content={theme === "system" ? "light dark" : theme} />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <div id={ANNOUNCER_ID} role="status" className="sr-only" />
        <LateToasts theme={theme} toast={root?.toast ?? null} requestId={root?.requestId} />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  const toast = useRootData()?.toast;
  return (
    <>
      {toast ? (
        <noscript>
          <p className="border-b border-line bg-sunken px-4 py-2 font-medium">{toast.title}</p>
        </noscript>
      ) : null}
      <Outlet />
    </>
  );
}

export function ErrorBoundary() {
  return (
    <main id="main">
      <RouteError />
    </main>
  );
}

/** The stored theme, or the one just chosen while it is on its way to being stored. */
function useTheme(): Theme {
  const stored = useRootData()?.theme ?? "system";
  const chosen = useFetchers()
    .find((fetcher) => fetcher.formAction === "/theme")
    ?.formData?.get("theme");
  return isTheme(chosen) ? chosen : stored;
}
