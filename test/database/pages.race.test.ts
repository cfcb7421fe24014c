import { sql } from "drizzle-orm";
import { describe, expect, test } from "../helpers/database-test.ts";
import { signedIn } from "../helpers/request.ts";
import { crawl } from "./crawl.ts";
import { wordsIn } from "./forms.ts";
import { liveProducts, movedInto, one } from "./live-product.ts";
import { serve } from "./served.ts";
import { openChat } from "./verbs.ts";

/** Orders in which rows without a name or a title have to have a place, and values that no list of ours knows. */
const beginnings = [
  "/",
  "/users?sort=name",
  "/users?sort=-name",
  "/users?banned=no",
  "/tool-calls?sort=duration",
  "/payments?sort=-totalAmount",
  "/usage",
];

describe.for(liveProducts)("on the product “%s”", (name) => {
  test("every page that can be reached is answered", { timeout: 240_000 }, async ({ onTestFinished }) => {
    const { database } = await movedInto(name, onTestFinished);
    const { db } = database;
    // A chat that is open shows its messages, its calls and its state.
    const admin = await signedIn(db, "admin");
    for (const place of [0, 1, 2, 3]) {
      const opened = await openChat(admin, await one(db, `select id as value from chat order by id offset ${place} limit 1`));
      expect(opened.status).toBe(302);
    }
    const without = await one(
      db,
      "select c.id as value from chat c where not exists (select from message m where m.chat_id = c.id) limit 1",
    );
    expect((await openChat(admin, without)).status).toBe(302);

    for (const [who, person, least] of [
      ["admin", admin, 150],
      ["support", await signedIn(db, "support"), 50],
      ["finance", await signedIn(db, "finance"), 50],
    ] as const) {
      const from = who === "admin" ? [...beginnings, `/chats/${encodeURIComponent(without)}`] : ["/"];
      const visited = await crawl(person, { ofShape: who === "admin" ? 4 : 2, from });
      expect(visited.filter(({ status }) => status !== 200).map(({ path, status }) => `${who} ${status} ${path}`)).toEqual([]);
      expect(visited.length).toBeGreaterThan(least);
      const files = visited.filter(({ path }) => /\.csv(\?|$)/.test(path) && !path.startsWith("/reports/money.csv"));
      expect(files.filter(({ html }) => !/\n# complete: \d+ rows\r\n$/.test(html)).map(({ path }) => path)).toEqual([]);
    }
  });

  test("a list has every row, whatever is empty in it", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const { database } = await movedInto(name, onTestFinished);
    const admin = await signedIn(database.db, "admin");
    for (const [list, table] of [
      ["users", '"user"'],
      ["chats", "chat"],
      ["messages", "message"],
      ["tool-calls", "tool_calls"],
      ["subscriptions", "subscription"],
      ["payments", "payment"],
    ] as const) {
      const rows = await one(database.db, `select count(*) as value from ${table}`);
      const csv = await (await serve(admin.get(`/${list}.csv`))).text();
      expect(`${list} ${/# complete: (\d+) rows/.exec(csv)?.[1]}`).toBe(`${list} ${rows}`);
    }
  });
});

describe("without the tables that not every product has", () => {
  test("their pages go away with a word of why, and nothing else does", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const { database } = await movedInto("without-optional", onTestFinished);
    const admin = await signedIn(database.db, "admin");
    const page = async (path: string) => {
      const answer = await serve(admin.get(path));
      expect(`${path} ${answer.status}`).toBe(`${path} 200`);
      return answer.text();
    };
    const overview = await page("/");
    expect(overview).not.toContain('href="/tokens"');
    expect(overview).toContain('href="/usage"');
    expect(wordsIn(await page("/tokens"))).toContain("no table amadeus_tokens");
    const usage = await page("/usage");
    expect(wordsIn(usage)).toContain("no table extreme_search_usage");
    expect(usage).not.toContain('name="counter"');
    const chatId = await one(database.db, "select id as value from chat order by id limit 1");
    await openChat(admin, chatId);
    const chat = wordsIn(await page(`/chats/${chatId}`));
    expect(chat).toContain("no table session_states");
    expect(chat).not.toContain("Extreme searches");
  });

  test("a table that the product makes later takes the place of its stand-in", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const { database } = await movedInto("without-optional", onTestFinished);
    const count = () => one(database.db, "select count(*) as value from stream");
    expect(await count()).toBe("0");
    await database.db.execute(
      sql`create table public.stream (id text primary key, "chatId" text not null references chat (id), "createdAt" timestamp not null default now())`,
    );
    await database.db.execute(sql`insert into public.stream (id, "chatId") select 'later', id from chat limit 1`);
    expect(await count()).toBe("1");
  });
});
