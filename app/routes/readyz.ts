import { readiness } from "~lib/readiness.server.ts";

/** The process can answer pages: its database answers and has all migrations. */
export async function loader() {
  const found = await readiness();
  return new Response(found.ready ? "ready\n" : `${found.why}\n`, {
    status: found.ready ? 200 : 503,
    headers: { "Content-Type": "text/plain", "Cache-Control": "no-store" },
  });
}
