import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { vi } from "vitest";
import { openChat } from "../../../lib/chats/chat-reading.server.ts";
import { chatSearch } from "../../../lib/chats/search/search.ts";
import { searchMessages } from "../../../lib/chats/search/search-messages.server.ts";
import { backfill, chatReading, chat as chatTable, messageText } from "../../../lib/db/schema.ts";
import { formatCursor } from "../../../lib/list/cursor.ts";
import { countQueries } from "../../../lib/request-record.server.ts";
import { describe, expect, test } from "../../helpers/database-test.ts";
import { makeUser } from "../../helpers/factories.ts";
import { seeded } from "../../helpers/seeded.ts";
import { staffAs, staffWith } from "../../helpers/staff.ts";
import { anyText } from "../../list/thing-list.ts";
import { found, makeTalk, searchesOf, shownIds, snippetsOf } from "./search.ts";

const support = () => staffWith("chats:read");

/** The statements that are sent meanwhile, in their order. */
async function statementsOf(run: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const logged = vi.spyOn(countQueries, "logQuery").mockImplementation((...query: unknown[]) => {
    statements.push(String(query[0]));
  });
  await run().finally(() => logged.mockRestore());
  return statements;
}

describe("a search in what was said", () => {
  test("finds words in any form, phrases, one or the other, and not what must not be there", async ({ db }) => {
    const { ids } = await makeTalk(db, [
      "Is there a quokkaflight to Lisbon?",
      "Three quokkaflights leave in the morning.",
      "The morning quokkaflight is cancelled, the evening one is not.",
    ]);
    const staff = support();
    const by = async (q: string) => shownIds(await found(db, staff, `q=${encodeURIComponent(q)}`));
    const [asked, three, cancelled] = ids;
    expect(await by("quokkaflight")).toEqual([cancelled, three, asked]);
    expect(await by("QUOKKAFLIGHTS leaves")).toEqual([three]);
    expect(await by('"morning quokkaflight"')).toEqual([cancelled]);
    expect(await by("quokkaflight lisbon or evening")).toEqual(expect.arrayContaining([asked, cancelled]));
    expect(await by("quokkaflight -morning")).toEqual([asked]);
    expect(await by("quokkaflight walrus")).toEqual([]);
  });

  test("shows plain text around the matches, and takes the signs of its marks from nobody", async ({ db }) => {
    await makeTalk(db, ["<img src=x onerror=alert(1)> a \ue000 quokkafare \ue001 of <b>nothing</b>"]);
    const result = await found(db, support(), "q=quokkafare");
    expect(snippetsOf(result)).toEqual(["<img src=x onerror=alert(1)> a  [quokkafare]  of <b>nothing</b>"]);
  });

  test("turns pages forwards and backwards without losing or repeating a match, in every order", async ({ db }) => {
    const { ids } = await makeTalk(
      db,
      Array.from({ length: 60 }, (_, n) => `quokkapage ${"quokkapage ".repeat(n % 3)}number ${n}`),
    );
    const staff = support();
    for (const sort of ["-newest", "newest", "best"]) {
      const pages: string[][] = [];
      let query = chatSearch.parse(`?q=quokkapage&sort=${sort}`);
      let result = await found(db, staff, chatSearch.params(query).toString());
      expect(result.total).toEqual({ count: 60, exact: true });
      expect(result.previous).toBeUndefined();
      for (;;) {
        pages.push(shownIds(result));
        if (!result.next) break;
        query = chatSearch.parse(chatSearch.pageHref(query, "after", result.next));
        result = await found(db, staff, chatSearch.params(query).toString());
      }
      expect(pages.map((page) => page.length)).toEqual([25, 25, 10]);
      if (sort === "-newest") expect(pages.flat()).toEqual(ids.toReversed());
      else if (sort === "newest") expect(pages.flat()).toEqual(ids);
      else expect(new Set(pages.flat())).toEqual(new Set(ids));
      query = chatSearch.parse(chatSearch.pageHref(query, "before", result.previous!));
      result = await found(db, staff, chatSearch.params(query).toString());
      expect(shownIds(result)).toEqual(pages[1]);
    }
  });

  test("puts the message that says it most often first, where asked", async ({ db }) => {
    const { ids } = await makeTalk(db, ["quokkarank quokkarank quokkarank", "A long way from one quokkarank", "quokkarank quokkarank"]);
    expect(shownIds(await found(db, support(), "q=quokkarank&sort=-best"))).toEqual([ids[0], ids[2], ids[1]]);
  });

  test("keeps to the days, the roles and the owner that are asked for", async ({ db }) => {
    const { ids, chat } = await makeTalk(db, ["quokkawhen", "quokkawhen"], {});
    const { ids: others } = await makeTalk(db, ["quokkawhen"]);
    const staff = support();
    expect(shownIds(await found(db, staff, "q=quokkawhen&time.from=2026-03-10&time.to=2026-03-10"))).toHaveLength(3);
    expect(shownIds(await found(db, staff, "q=quokkawhen&time.from=2026-03-11"))).toEqual([]);
    expect(shownIds(await found(db, staff, "q=quokkawhen&role=assistant"))).toEqual([ids[1]]);
    expect(shownIds(await found(db, staff, `q=quokkawhen&user=${chat.userId}`))).toEqual([ids[1], ids[0]]);
    expect((await found(db, staff, `q=quokkawhen&user=${chat.userId}`)).total.count).toBe(2);
    expect(others).toHaveLength(1);
  });

  test("says so where there is no word to look for", async ({ db }) => {
    const kindOf = async (q: string) => (await searchMessages(db, support(), chatSearch.parse(`?q=${encodeURIComponent(q)}`))).kind;
    expect(await kindOf("")).toBe("nothing");
    for (const q of ['""', "!?", "- -"]) expect(await kindOf(q), q).toBe("no-words");
    for (const q of ["-lisbon", "lisbon or -porto", "-lisbon -porto"]) expect(await kindOf(q), q).toBe("only-not");
    expect(await kindOf("lisbon -porto")).toBe("found");
  });

  test("says so while older messages are being filled in", async ({ db }) => {
    expect((await found(db, support(), "q=quokka")).indexing).toBe(false);
    await db.update(backfill).set({ finishedAt: null }).where(eq(backfill.name, "message_text"));
    expect((await found(db, support(), "q=quokka")).indexing).toBe(true);
  });

  test("never fails, whatever is asked", { timeout: 120_000 }, async ({ db }) => {
    await makeTalk(db, ["A quokka is not a kangaroo: it's \\smaller & 'kinder' (mostly)."]);
    const word = fc.constantFrom(
      "quokka",
      "kangaroo",
      '"',
      "-",
      "or",
      "OR",
      "and",
      "(",
      ")",
      "!",
      "&",
      "|",
      ":*",
      "<->",
      "\\",
      "'",
      "@",
      "12",
      "*",
    );
    const q = fc.oneof(
      anyText(80),
      fc.array(word, { maxLength: 12 }).map((words) => words.join(" ")),
      fc.array(word).map((words) => words.join("")),
    );
    const keys = [
      "2026-03-10 12:00:00",
      "infinity",
      "-infinity",
      "0001-01-01 00:00:00",
      "99999-12-31 23:59:59",
      "0",
      "-1",
      "999999999999999999",
      "x",
    ];
    const cursor = fc.tuple(fc.constantFrom("after", "before"), fc.constantFrom(...keys), fc.constantFrom("", "m", "\ud800", "中文", "'"));
    const staff = staffWith("chats:pii", "chats:read");
    await fc.assert(
      fc.asyncProperty(q, fc.constantFrom("-newest", "newest", "best", "-best"), cursor, async (asked, sort, [side, key, id]) => {
        const query = chatSearch.parse(new URLSearchParams({ q: asked, sort, [side]: formatCursor(sort, { key, id }) }));
        const result = await searchMessages(db, staff, query);
        expect(["nothing", "no-words", "only-not", "found"]).toContain(result.kind);
      }),
      seeded(150),
    );
  });
});

describe("a search in private chats", () => {
  test("shows support only that there is a match, until they have opened the chat with a reason", async ({ db }) => {
    const { chat, ids } = await makeTalk(db, ["My quokkasecret is marigold", "I keep the quokkasecret"], {
      visibility: "private",
      title: "A private matter",
    });
    const staff = staffAs(await makeUser(db), "chats:read");
    const closed = await found(db, staff, "q=quokkasecret");
    expect(closed.chats).toEqual([
      {
        open: false,
        chatId: chat.id,
        title: "A private matter",
        user: expect.objectContaining({ id: chat.userId }),
        times: expect.any(Array),
        firstMessageId: ids[1],
      },
    ]);
    expect(closed.chats[0]).toHaveProperty("times.length", 2);
    expect(JSON.stringify(closed)).not.toMatch(/marigold|keep/);

    // Opened without a reason while it was public: that does not hold any more.
    const until = new Date(Date.now() + 60_000);
    await db.insert(chatReading).values({ chatId: chat.id, staffId: staff.id, reason: null, openedAt: new Date(), expiresAt: until });
    expect((await found(db, staff, "q=quokkasecret")).chats[0]!.open).toBe(false);

    await openChat(db, staff, chat.id, "Complaint 7");
    const open = await found(db, staff, "q=quokkasecret");
    expect(shownIds(open)).toEqual([ids[1], ids[0]]);
    expect(snippetsOf(open)[1]).toBe("My [quokkasecret] is marigold");

    await db.update(chatReading).set({ expiresAt: new Date(Date.now() - 1) });
    expect((await found(db, staff, "q=quokkasecret")).chats[0]!.open).toBe(false);
    const another = staffAs(await makeUser(db), "chats:read");
    expect((await found(db, another, "q=quokkasecret")).chats[0]!.open).toBe(false);
  });

  test("takes a visibility that is not plainly public for private", async ({ db }) => {
    const { chat } = await makeTalk(db, ["quokkaodd"]);
    await db.update(chatTable).set({ visibility: sql`'unlisted'` }).where(eq(chatTable.id, chat.id));
    expect((await found(db, support(), "q=quokkaodd")).chats[0]!.open).toBe(false);
  });

  test("shows an admin everything, and records it like anybody's", async ({ db }) => {
    const { chat } = await makeTalk(db, ["quokkaadmin"], { visibility: "private" });
    const admin = staffWith("chats:read-unasked", "chats:read");
    expect(snippetsOf(await found(db, admin, "q=quokkaadmin"))).toEqual(["[quokkaadmin]"]);
    expect(await searchesOf(db, admin)).toMatchObject([
      { subjectType: "list", subjectId: "chats", after: { q: "quokkaadmin", shown: [chat.id], closed: [] } },
    ]);
  });

  test("is recorded before a text is read, and reads none where that fails", async ({ db }) => {
    const { chat } = await makeTalk(db, ["quokkaorder"]);
    const { chat: closed } = await makeTalk(db, ["quokkaorder"], { visibility: "private" });
    const staff = support();
    const statements = await statementsOf(() => found(db, staff, "q=quokkaorder&time.from=2026-01-01"));
    const recorded = statements.findIndex((statement) => statement.includes('insert into "audit_log"'));
    const read = statements.findIndex((statement) => /"text"|ts_headline/.test(statement));
    expect(recorded).toBeGreaterThan(0);
    expect(read).toBeGreaterThan(recorded);
    expect(await searchesOf(db, staff)).toMatchObject([
      { after: { q: "quokkaorder", filter: "time.from=2026-01-01", shown: [chat.id], closed: [closed.id] } },
    ]);

    const nobody = { ...staff, id: null as unknown as string };
    const refused = await statementsOf(() =>
      expect(db.transaction((tx) => found(tx, nobody as typeof staff, "q=quokkaorder"))).rejects.toThrow(),
    );
    expect(refused.some((statement) => /ts_headline|"text"/.test(statement))).toBe(false);
  });

  test("is written down also where nothing is found: that too is an answer", async ({ db }) => {
    const staff = support();
    await found(db, staff, "q=quokkanowhere");
    expect(await searchesOf(db, staff)).toMatchObject([{ after: { q: "quokkanowhere", shown: [], closed: [] } }]);
  });

  test("asks for every word, also for those that a language has too many of", async ({ db }) => {
    const { ids } = await makeTalk(db, ["There are no quokkaflights on Tuesday", "I found three quokkaflights on Tuesday"], {
      visibility: "public",
    });
    expect(shownIds(await found(db, support(), `q=${encodeURIComponent('"no quokkaflights"')}`))).toEqual([ids[0]]);
    expect(shownIds(await found(db, support(), `q=${encodeURIComponent("quokkaflight -no")}`))).toEqual([ids[1]]);
  });
});

describe("personal data in a search", () => {
  test("cannot be asked for without the permission", async ({ db }) => {
    const kindOf = async (q: string) => (await searchMessages(db, support(), chatSearch.parse(`?q=${encodeURIComponent(q)}`))).kind;
    for (const q of [
      "ada@example.com",
      "flight +49 170 1234567",
      "4111 1111 1111 1111",
      "1234567",
      "170 12 34 56",
      '"555-01 23 77"',
      '"415,555,2671"',
      "415 a 555 the 267",
    ]) {
      expect(await kindOf(q), q).toBe("personal");
    }
    for (const q of ["2026-11-22", "TP534", "flight 1250 EUR", "seat 12A in 2026", "1250 EUR in 2025 or 2026", "TP1234 TP5678"])
      expect(await kindOf(q), q).toBe("found");
  });

  test("may be asked for with it, and stays masked", async ({ db }) => {
    await makeTalk(db, ["Write to quokka.person@example.com about the refund"]);
    const admin = staffWith("chats:pii", "chats:read");
    const result = await found(db, admin, "q=quokka.person%40example.com");
    expect(shownIds(result)).toHaveLength(1);
    expect(JSON.stringify(result.chats)).not.toContain("quokka.person@example.com");
    expect(result.chats[0]).toMatchObject({ messages: [{ snippet: null }] });
    expect(snippetsOf(await found(db, admin, "q=refund+write+about")).join()).not.toContain("quokka.person");
  });

  test("does not stand in the index's way", async ({ db }) => {
    const { ids } = await makeTalk(db, ["\ud83d quokkahalf \u0000"]);
    const [row] = await db.select().from(messageText).where(eq(messageText.messageId, ids[0]!));
    expect(row).toBeDefined();
  });
});
