/** The process answers; it says nothing of the database, so that a load balancer does not restart it for the database's sake. */
export function loader() {
  return new Response("ok\n", { headers: { "Content-Type": "text/plain", "Cache-Control": "no-store" } });
}
