import type { MetaFunction } from "@remix-run/node";
import { Form, isRouteErrorResponse, Link, useLocation, useRouteError } from "@remix-run/react";
import type { ReactNode } from "react";
import { useRootData } from "~/http/use-root-data";
import { Button } from "./ui/button";
import { CopyId } from "./ui/copy-id";

export interface ErrorPageProps {
  /** The HTTP status; 0 when there was no answer at all. */
  status: number;
  title: string;
  message: ReactNode;
  /** What to look for in the server's log. */
  requestId?: string;
  action?: ReactNode;
}

/** A page that says what went wrong and what can be done about it. */
export function ErrorPage({ status, title, message, requestId, action }: ErrorPageProps) {
  return (
    <div className="mx-auto flex min-h-[60vh] w-full max-w-lg flex-col justify-center gap-3 px-6 py-16">
      {status > 0 ? <p className="font-mono text-xs text-muted">{status}</p> : null}
      <h1 className="text-2xl font-semibold">{title}</h1>
      <div className="text-base text-muted">{message}</div>
      {action ? <div className="mt-2 flex flex-wrap gap-2">{action}</div> : null}
      {requestId ? (
        <p className="mt-4 flex flex-wrap items-center gap-1.5 text-xs text-muted">
          Request id <CopyId id={requestId} label="request id" length={36} />
        </p>
      ) : null}
    </div>
  );
}

/** The document title of a route whose boundary shows an error; plainly the house's name otherwise. Export it as `meta` beside a boundary. */
export const errorMeta: MetaFunction = ({ error }) => {
  if (!error) return [{ title: "Purser" }];
  const thrown = isRouteErrorResponse(error) ? error : undefined;
  return [{ title: `${sayings(thrown?.data).title ?? titles[thrown?.status ?? 500] ?? "Error"} · Purser` }];
};

const titles: Record<number, string> = { 403: "Not allowed", 404: "Not found", 503: "Database out of reach", 504: "Took too long" };

/** The `ErrorBoundary` of every route: reads what was thrown and says it in words. */
export function RouteError() {
  const error = useRouteError();
  const root = useRootData();
  const { pathname, search } = useLocation();
  const thrown = isRouteErrorResponse(error) ? error : undefined;
  const status = thrown?.status ?? 500;
  const said = sayings(thrown?.data);
  const requestId = said.requestId ?? root?.requestId;
  const again = (
    <Button asChild variant="primary">
      <a href={pathname + search}>Try again</a>
    </Button>
  );
  const saidOr = (words?: string) => (
    <>
      {said.message ?? words}
      <Written texts={said.written} />
    </>
  );
  const home = (
    <Button asChild>
      <Link to="/">Go to the overview</Link>
    </Button>
  );
  if (isOffline(error)) {
    return <ErrorPage status={0} title="The server cannot be reached" message="Check your connection, then try again." action={again} />;
  }
  switch (status) {
    case 401:
    case 403:
      if (said.readOnly) return <ErrorPage status={403} title="Nothing can be changed here" message={saidOr()} action={home} />;
      return (
        <ErrorPage
          status={status}
          title="You may not open this"
          message={said.message ?? "Your account lacks the permission. An admin can grant it: ask one to give you the role you need."}
          requestId={requestId}
          action={
            <>
              {home}
              <Form method="post" action="/sign-out" reloadDocument>
                <Button type="submit">Sign out</Button>
              </Form>
            </>
          }
        />
      );
    case 404:
      return (
        <ErrorPage
          status={404}
          title="Not found"
          message={said.message ?? "There is nothing at this address, or not any more."}
          action={home}
        />
      );
    case 503:
      return (
        <ErrorPage
          status={503}
          title={said.title ?? "The database cannot be reached"}
          message={saidOr("Nothing was changed. Try again in a moment; if it lasts, give the request id to whoever runs this server.")}
          requestId={requestId}
          action={again}
        />
      );
    case 504:
      return (
        <ErrorPage
          status={504}
          title="This took too long"
          message={saidOr("Nothing was changed. The database took too long to answer; ask for less at once, or try again.")}
          requestId={requestId}
          action={
            <>
              {again}
              {home}
            </>
          }
        />
      );
    default:
      return (
        <ErrorPage
          status={status}
          title={status >= 500 ? "Something went wrong" : "This did not work"}
          message={
            said.message ??
            (status >= 500
              ? "This is a fault of ours, not of yours. Try again; if it lasts, give the request id to whoever runs this server."
              : "The server refused the request.")
          }
          requestId={requestId}
          action={
            <>
              {again}
              {home}
            </>
          }
        />
      );
  }
}

/** What was typed into a form that was not taken, so that it is not lost. */
function Written({ texts }: { texts: string[] }) {
  if (texts.length === 0) return null;
  return (
    <div className="mt-3 flex flex-col gap-2">
      <p>What you wrote, to keep elsewhere:</p>
      {texts.map((text) => (
        <blockquote key={text} className="border-l-2 border-line pl-3 [overflow-wrap:anywhere] whitespace-pre-wrap text-ink">
          {text}
        </blockquote>
      ))}
    </div>
  );
}

/** What browsers throw from `fetch` when no answer came; each says it in its own words. */
function isOffline(error: unknown): boolean {
  return error instanceof TypeError && /fetch|network|load failed/i.test(error.message);
}

/** What a thrown `data({ message, requestId, … }, { status })` says; Remix's own errors say nothing of the kind. */
function sayings(data: unknown): { title?: string; message?: string; requestId?: string; readOnly: boolean; written: string[] } {
  if (typeof data !== "object" || data === null) return { readOnly: false, written: [] };
  const { title, message, requestId, readOnly, written } = data as Record<string, unknown>;
  return {
    readOnly: readOnly === true,
    written: Array.isArray(written) ? written.map(String) : [],
    title: typeof title === "string" ? title : undefined,
    message: typeof message === "string" ? message : undefined,
    requestId: typeof requestId === "string" ? requestId : undefined,
  };
}
