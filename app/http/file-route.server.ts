import { saidOfDatabase } from "~lib/db/said-of-database.ts";
import { ExportRefused } from "~lib/exports/export-refused.ts";
import { noteWrite } from "./last-write.server";

/** For a status that says nothing more of itself. */
const WORDS = {
  503: "The database cannot be reached. Try again in a moment.",
  504: "The database took too long to answer. Ask for less at once, or try again.",
};

/** Where somebody goes on who got no file. */
interface WayBack {
  href: string;
  label: string;
}

/**
 * Answers with a file, or says in a sentence why there is none: a route without a page has no boundary that would. A browser that shows pages
 * gets a small one with a link back, anything else plain text. HEAD is refused before anything is begun, since a file begun for nobody would
 * be held, and written down as taken.
 */
export async function fileRoute(request: Request, back: WayBack, make: () => Promise<Response>): Promise<Response> {
  if (request.method === "HEAD") return new Response(null, { status: 405, headers: { Allow: "GET, POST" } });
  try {
    const file = await make();
    // That it was taken is written down.
    await noteWrite(file);
    return file;
  } catch (error) {
    const said = whatIsSaid(error);
    if (!said) throw error;
    return withoutFile(request, back, said.status, said.message);
  }
}

function whatIsSaid(error: unknown): { status: number; message: string } | undefined {
  if (error instanceof ExportRefused) return error;
  const said = saidOfDatabase(error);
  if (said) return { status: said.status, message: said.message ?? WORDS[said.status] };
  // As `data` throws it, which the guards do.
  if (typeof error !== "object" || error === null || !("data" in error) || !("init" in error)) return undefined;
  const { data, init } = error as { data: { message?: string } | null; init: ResponseInit | null };
  if (typeof data?.message === "string") return { status: init?.status ?? 500, message: data.message };
  // A guard that could not ask who somebody is leaves the words to whoever answers.
  return init?.status === 503 ? { status: 503, message: WORDS[503] } : undefined;
}

function withoutFile(request: Request, back: WayBack, status: number, message: string): Response {
  const wantsPage = request.headers.get("Accept")?.includes("text/html");
  return new Response(wantsPage ? page(message, back) : `${message}\n`, {
    status,
    headers: {
      "Content-Type": `${wantsPage ? "text/html" : "text/plain"}; charset=utf-8`,
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
      "Cache-Control": "no-store",
      "Referrer-Policy": "same-origin",
      "X-Content-Type-Options": "nosniff",
      ...(status === 503 && { "Retry-After": "30" }),
    },
  });
}

const marks: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const text = (plain: string) => plain.replace(/[&<>"]/g, (mark) => marks[mark]!);

function page(message: string, { href, label }: WayBack): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>No file · Purser</title>
<style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto 0; padding: 0 1.5rem }</style>
<h1>No file was made</h1>
<p>${text(message)}</p>
<p><a href="${text(href)}">${text(label)}</a></p>
</html>
`;
}
