import { sql } from "drizzle-orm";
import { fileRoute } from "../../app/http/file-route.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";

const back = { href: "/payments", label: "Back to the payments" };
const asking = (accept = "text/html") => new Request("http://localhost/payments.csv", { headers: { Accept: accept } });

/** Has PostgreSQL itself fail a statement with this code. */
async function fails(db: Db, code: string, message: string): Promise<Response> {
  const statement = `do $$ begin raise exception using errcode = '${code}', message = '${message}'; end $$`;
  await db.transaction((tx) => tx.execute(sql.raw(statement)));
  return new Response("It was made.");
}

describe("a file that the database does not let be made", () => {
  test.for([
    ["25006", "cannot execute INSERT in a read-only transaction", 503, "takes no changes at the moment"],
    ["42501", "permission denied for table export_run", 503, "permission denied for table export_run. An operator can grant it"],
    ["57014", "canceling statement due to statement timeout", 504, "took too long to answer"],
    ["57P01", "terminating connection", 503, "cannot be reached"],
  ] as const)("says why in words, for %s", async ([code, message, status, words], { db }) => {
    const make = () => fails(db, code, message);
    for (const accept of ["text/html", "*/*"]) {
      const answer = await fileRoute(asking(accept), back, make);
      expect(answer.status).toBe(status);
      expect(await answer.text()).toContain(words);
    }
  });

  test("for a fault of ours leaves the words to whoever answers for those", async ({ db }) => {
    await expect(fileRoute(asking(), back, () => fails(db, "42703", "no such column"))).rejects.toThrow("Failed query");
  });
});
