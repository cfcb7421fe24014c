import { sql } from "drizzle-orm";
import { db } from "~lib/db/db.server.ts";

/** The process and its database answer. */
export async function loader() {
  const headers = { "Content-Type": "text/plain", "Cache-Control": "no-store" };
  try {
    await db.execute(sql`select 1`);
    return new Response("ready\n", { headers });
  } catch {
    return new Response("the database cannot be reached\n", { status: 503, headers });
  }
}
