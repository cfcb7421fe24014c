import { sql } from "drizzle-orm";
import { countMatches, matchesByTime } from "../../../lib/chats/search/matching-messages.server.ts";
import { chatSearch } from "../../../lib/chats/search/search.ts";
import type { Db } from "../../../lib/db/database.server.ts";
import { describe, expect, test } from "../../helpers/database-test.ts";
import { madeAt, makeChat, makeMessage } from "../../helpers/factories.ts";

/** 40 messages of two chats, some at one instant; every third of the older half says the word, and the newest one. */
async function makeOld(db: Db): Promise<{ matching: string[]; userId: string }> {
  const chats = [await makeChat(db), await makeChat(db)] as const;
  const all: { id: string; at: number; says: boolean }[] = [];
  for (let n = 0; n < 40; n++) {
    const at = madeAt.getTime() + Math.floor(n / 3) * 1000;
    const says = (n < 20 && n % 3 !== 1) || n === 39;
    const parts = [{ type: "text", text: says ? "quokkawalk and more" : "Nothing of it" }];
    const { id } = await makeMessage(db, {
      chatId: chats[n % 2]!.id,
      role: n % 4 === 0 ? "user" : "assistant",
      parts,
      createdAt: new Date(at),
    });
    all.push({ id, at, says });
  }
  return { matching: all.filter(({ says }) => says).map(({ id }) => id), userId: chats[0].userId };
}

describe("matches by time", () => {
  test("are the same however far the walk goes before the index is asked", async ({ db }) => {
    const { matching } = await makeOld(db);
    const query = chatSearch.parse("?q=quokkawalk");
    for (const direction of ["desc", "asc"] as const) {
      const all = await matchesByTime(db, query, { direction, limit: 100, rare: true });
      expect(new Set(all.map(({ id }) => id))).toEqual(new Set(matching));
      expect(all.map(({ key }) => key)).toEqual(
        all.map(({ key }) => key).sort((a, b) => (direction === "asc" ? 1 : -1) * a.localeCompare(b)),
      );
      for (const walked of [1, 2, 3, 7, 20, 39, 40, 41, 1000]) {
        for (const limit of [1, 2, 5, 13, 14, 15, 100]) {
          const found = await matchesByTime(db, query, { direction, limit, rare: false, walked });
          expect(found, `${direction}, walk ${walked}, limit ${limit}`).toEqual(all.slice(0, limit));
        }
      }
    }
  });

  test("go on behind any match, without a gap and without a repetition", async ({ db }) => {
    await makeOld(db);
    const query = chatSearch.parse("?q=quokkawalk");
    for (const direction of ["desc", "asc"] as const) {
      const all = await matchesByTime(db, query, { direction, limit: 100, rare: true });
      for (const [place, after] of all.entries()) {
        for (const rare of [true, false]) {
          const found = await matchesByTime(db, query, { direction, limit: 4, rare, after, walked: 5 });
          expect(found).toEqual(all.slice(place + 1, place + 5));
        }
      }
    }
  });

  test("keep to role, time and owner on either way, and are counted alike", async ({ db }) => {
    const { matching, userId } = await makeOld(db);
    for (const filter of [
      "role=user",
      "role=assistant&role=user",
      "time.from=2026-03-10T12:00:03Z&time.to=2026-03-10T12:00:05Z",
      `user=${userId}`,
    ]) {
      const query = chatSearch.parse(`?q=quokkawalk&${filter}`);
      const ways = [];
      for (const wanted of [{ rare: true }, { rare: false }, { rare: false, walked: 3 }]) {
        ways.push(await matchesByTime(db, query, { direction: "desc", limit: 100, ...wanted }));
      }
      expect(ways[0]!.length, filter).toBeGreaterThan(0);
      expect(ways[0]!.length).toBeLessThanOrEqual(matching.length);
      expect(ways[1]).toEqual(ways[0]);
      expect(ways[2]).toEqual(ways[0]);
      expect(await countMatches(db, query)).toEqual({ count: ways[0]!.length, exact: true });
    }
  });

  test("are counted to a thousand, and then said to be more", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    const say = (from: number, to: number) =>
      db.execute(sql`
        insert into message (id, chat_id, role, parts, attachments, created_at)
        select ${chatId} || n, ${chatId}, 'user', '[{"type":"text","text":"quokkacount"}]', '[]', timestamp '2026-03-10' + n * interval '1 second'
        from generate_series(${from}::int, ${to}::int) as n`);
    const query = chatSearch.parse("?q=quokkacount");
    await say(1, 1000);
    expect(await countMatches(db, query)).toEqual({ count: 1000, exact: true });
    await say(1001, 1002);
    expect(await countMatches(db, query)).toEqual({ count: 1000, exact: false });
    expect(await countMatches(db, chatSearch.parse("?q=quokkacount&role=assistant"))).toEqual({ count: 0, exact: true });
  });
});
