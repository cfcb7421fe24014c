import { getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import * as schema from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { signedIn } from "../helpers/request.ts";
import { type Dump, dump } from "./dump.ts";
import { sendForm, wordsIn } from "./forms.ts";
import { liveProducts, movedInto, one } from "./live-product.ts";
import { verbs } from "./verbs.ts";

const known = new Map(
  Object.values(schema)
    .filter((table) => is(table, PgTable))
    .map((table) => [`public.${getTableName(table)}`, Object.values(getTableColumns(table)).map(({ name }) => name)]),
);

/** What of each row is the product's alone: all of a table that we do not know, the columns that we do not know of one that we do. */
function notOurs({ rows }: Dump): Record<string, unknown> {
  return Object.fromEntries(
    [...rows]
      // Written to by the product's own trigger, as users come.
      .filter(([table]) => table !== "public.outbox")
      .map(([table, held]) => {
        const ours = known.get(table);
        if (!ours) return [table, held];
        const rest = held.map((row) => ({
          id: row.id,
          ...Object.fromEntries(Object.entries(row).filter(([column]) => !ours.includes(column))),
        }));
        return [table, Object.fromEntries(rest.map((row) => [String(row.id), row]))];
      }),
  );
}

describe.for(liveProducts)("on the product “%s”", (name) => {
  test("every change is made by its form, and touches nothing that is the product's alone", { timeout: 120_000 }, async ({
    onTestFinished,
  }) => {
    const { url, database } = await movedInto(name, onTestFinished);
    const admin = await signedIn(database.db, "admin");
    const before = notOurs(await dump(url));
    for (const verb of verbs) {
      const { status, html } = await verb.send(admin, database.db);
      expect(`${verb.name}: ${status}${status === 302 ? "" : wordsIn(html).slice(0, 500)}`).toBe(`${verb.name}: 302`);
    }
    const after = notOurs(await dump(url));
    const tags = ["public.tag", "public.chat_tags", "public.chat_note", "public.chat_reading"];
    const gone = ["public.session", ...tags];
    for (const [table, rows] of Object.entries(before)) {
      // Sessions were ended, and what is kept of ours came to more.
      if (!gone.includes(table)) expect({ [table]: after[table] }).toMatchObject({ [table]: rows as object });
    }
    expect(
      Number(await one(database.db, `select count(*) as value from audit_log where actor_id = '${admin.user.id}'`)),
    ).toBeGreaterThanOrEqual(verbs.length);
  });
});

describe("what the product's own rules refuse", () => {
  test("is told in words that name the rule, and nothing is changed", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const { url, database } = await movedInto("newer", onTestFinished);
    const { db } = database;
    const admin = await signedIn(db, "admin");
    const before = (await dump(url)).rows;
    const refused = async (path: string, fill: Record<string, string>) => {
      const { status, html } = await sendForm(admin, path, fill);
      expect(`${path} ${status}`).toBe(`${path} 422`);
      return wordsIn(html);
    };
    const reason = "Asked by phone";
    const usage = encodeURIComponent(await one(db, "select 'messages:' || id as value from message_usage limit 1"));
    expect(await refused(`/usage/${usage}/set`, { count: "10001", reason })).toContain(
      "“message_usage_message_count_check” of the table message_usage",
    );
    expect(await refused("/payments/P1/edit", { status: "failed", reason })).toContain("the books of payment P1 are closed");
    expect(await refused("/chats/C2/edit", { title: "x".repeat(121), visibility: "private", reason })).toContain("“chat_title_check”");
    const after = (await dump(url)).rows;
    for (const table of ["public.message_usage", "public.payment", "public.chat", "public.audit_log"])
      expect(after.get(table)).toEqual(before.get(table));
  });

  test("a text that its column is too short for", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const { database } = await movedInto("jsonb", onTestFinished);
    const admin = await signedIn(database.db, "admin");
    const { status, html } = await sendForm(admin, "/chats/conv_1/edit", { title: "x".repeat(61), visibility: "private", reason: "Asked" });
    expect(status).toBe(422);
    expect(wordsIn(html)).toContain("a text is longer than its column takes");
    expect(await one(database.db, "select title as value from chat where id = 'conv_1'")).toBe("Conversation 1");
  });
});
