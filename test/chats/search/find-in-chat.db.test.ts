import { openChat } from "../../../lib/chats/chat-reading.server.ts";
import { findInChat } from "../../../lib/chats/search/find-in-chat.server.ts";
import type { Db } from "../../../lib/db/database.server.ts";
import { describe, expect, test } from "../../helpers/database-test.ts";
import { makeUser } from "../../helpers/factories.ts";
import { staffAs } from "../../helpers/staff.ts";
import { makeTalk } from "./search.ts";

/** What is found in a chat of these messages: their places, and the snippets with `[` and `]` around what is marked. */
async function finder(db: Db, said: readonly string[]) {
  const { chat, ids } = await makeTalk(db, said, { visibility: "private" });
  await makeTalk(db, said);
  const reading = await openChat(db, staffAs(await makeUser(db), "chats:read"), chat.id, "Complaint 7");
  return async (q: string) => {
    const { found, more } = await findInChat(db, reading, q);
    return {
      places: found.map(({ id }) => ids.indexOf(id)),
      snippets: found.map(({ snippet }) => snippet.map(({ text, match }) => (match ? `[${text}]` : text)).join("")),
      found,
      more,
    };
  };
}

describe("finding in one chat", () => {
  test("finds a part of a word and a flight number, in any case, and words in any form, oldest first", async ({ db }) => {
    const find = await finder(db, ["Flight TP534 to Lisbon", "It was cancelled", "Cancelling costs nothing on tp5341"]);
    expect((await find("tp534")).snippets).toEqual(["Flight [TP534] to Lisbon", "Cancelling costs nothing on [tp534]1"]);
    expect((await find("isbo")).snippets).toEqual(["Flight TP534 to L[isbo]n"]);
    expect((await find("cancel")).places).toEqual([1, 2]);
    expect((await find("cancels")).snippets).toEqual(["It was [cancelled]", "[Cancelling] costs nothing on tp5341"]);
    expect((await find('"costs nothing"')).places).toEqual([2]);
    expect((await find("lisbon or nothing")).places).toEqual([0, 2]);
    expect(await find("Porto")).toMatchObject({ places: [], more: false });
  });

  test("takes wildcards, expressions and quotes for what they are", async ({ db }) => {
    const find = await finder(db, ["100% of it", "a_b and a.b", "(see\\here) [x]"]);
    expect((await find("100%")).places).toEqual([0]);
    expect((await find("0% o")).places).toEqual([0]);
    expect((await find("a_b")).places).toContain(1);
    expect((await find("%")).places).toEqual([0]);
    expect((await find("_")).places).toEqual([1]);
    expect((await find("see\\here")).snippets).toEqual(["([see\\here]) [x]"]);
    for (const q of ["", " ", "\0", "[", ".*", "$&", '"', "\ud800", "-the", "the"]) await find(q);
  });

  test("looks at the masked text, so that nothing hidden can be guessed", async ({ db }) => {
    const find = await finder(db, ["Write to ada.novak@example.com or call +49 170 1234567 about the refund"]);
    for (const q of ["ada.novak@example.com", "ada.nov", "1234567", "170 12", "+49 1"]) expect((await find(q)).places, q).toEqual([]);
    const { snippets } = await find("refund");
    expect(snippets).toHaveLength(1);
    expect(snippets[0]).not.toMatch(/novak|1234567/);
  });

  test("stops at 200, and says that there are more", async ({ db }) => {
    const find = await finder(
      db,
      Array.from({ length: 205 }, (_, n) => `Message ${n}`),
    );
    const { places, more } = await find("message");
    expect(places).toEqual(Array.from({ length: 200 }, (_, n) => n));
    expect(more).toBe(true);
  });

  test("cuts a long text around what was found, and no character in two", async ({ db }) => {
    const find = await finder(db, [`${"😀".repeat(500)} needle ${"word ".repeat(500)}`]);
    const { snippets, found } = await find("needle");
    expect(snippets[0]).toMatch(/^… 😀+ \[needle\] word .* …$/u);
    expect(snippets[0]!.length).toBeLessThan(300);
    expect(JSON.stringify(found).isWellFormed()).toBe(true);
  });
});
