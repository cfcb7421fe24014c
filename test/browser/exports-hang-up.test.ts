import { get, request } from "node:http";
import { sql } from "drizzle-orm";
import { auditLog, exportRun } from "../../lib/db/schema.ts";
import { test } from "./purser-on-postgres.ts";
import { describe, eventually, expect } from "./staff-page.ts";

describe("a server whose clients hang up on their exports", () => {
  test("holds nothing for any of them", async ({ own, ownPageAs }) => {
    const page = await ownPageAs("admin");
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    const url = `${own.baseUrl}/users.csv`;
    const held = async () => {
      const { rows } = await own.db.execute<{ count: number }>(sql`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null and backend_type = 'client backend'`);
      return rows[0]!.count;
    };

    const before = await Promise.all([own.db.$count(exportRun), own.db.$count(auditLog)]);
    const head = await new Promise<number>((done, fail) => {
      request(url, { method: "HEAD", headers: { cookie } }, (answer) => done(answer.resume().statusCode!))
        .once("error", fail)
        .end();
    });
    expect(head).toBe(405);
    expect(await Promise.all([own.db.$count(exportRun), own.db.$count(auditLog)])).toEqual(before);

    // Each time a little later: before the rows are counted, while they are, and when the first of them has left.
    for (let after = 0; after <= 150; after += 5) {
      await new Promise<void>((done) => {
        const asking = get(url, { headers: { cookie } }, (answer) => answer.resume().once("close", done));
        asking.once("error", () => done());
        setTimeout(() => asking.destroy(), after);
      });
    }
    await eventually(held).toBe(0);
    await eventually(() => own.db.$count(exportRun, sql`status = 'running'`)).toBe(0);
    const whole = await fetch(url, { headers: { cookie } });
    expect([whole.status, (await whole.text()).trimEnd().split("\r\n").at(-1)]).toEqual([200, "# complete: 3 rows"]);
    expect(own.purser.output()).not.toMatch(/AbortError|"level":"error"/);
  });
});
