import { chatList } from "../../lib/chats/chat.ts";
import { chatCsv } from "../../lib/chats/chat-csv.server.ts";
import { getChat } from "../../lib/chats/get-chat.server.ts";
import { chatFilterOptions, countChats, listChats } from "../../lib/chats/list-chats.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { csvResponse } from "../../lib/list/csv.server.ts";
import { everyPage } from "../../lib/list/keyset.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makeChat, makeMessage, makeTag, makeToolCall, makeUser } from "../helpers/factories.ts";

const at = (seconds: number) => new Date(madeAt.getTime() + seconds * 1000);

/** The ids that a URL's list shows, in its order; the count must agree. */
async function idsOf(db: Db, search: string): Promise<string[]> {
  const query = chatList.parse(`/chats?${search}`);
  const [{ rows }, total] = await Promise.all([listChats(db, query), countChats(db, query)]);
  expect(total).toEqual({ count: rows.length, exact: true });
  return rows.map((row) => row.id);
}

describe("the list of chats", () => {
  test("has words for a chat without a title and an owner without a name, since its links are made of them", async ({ db }) => {
    const user = await makeUser(db, { name: " ", email: "grace@example.com" });
    await makeChat(db, { userId: user.id, title: "" });
    const { rows } = await listChats(db, chatList.defaults);
    expect(rows).toMatchObject([{ title: "Untitled chat", userName: "grace@example.com" }]);
  });

  test("counts each chat's own messages and tool calls, and not the one times the other", async ({ db }) => {
    const user = await makeUser(db, { name: "Ada Novak" });
    const busy = await makeChat(db, { userId: user.id, title: "Flights to Lisbon", updatedAt: at(60), visibility: "public" });
    const empty = await makeChat(db, { userId: user.id });
    for (let index = 0; index < 3; index++) await makeMessage(db, { chatId: busy.id });
    for (const status of ["failed", "timeout", "canceled", "succeeded"] as const) await makeToolCall(db, { chatId: busy.id, status });
    const tags = [
      await makeTag(db, { name: "refund", color: "red", chatIds: [busy.id] }),
      await makeTag(db, { name: "Billing", chatIds: [busy.id] }),
    ];
    const { rows } = await listChats(db, chatList.defaults);
    expect(rows[0]).toEqual({
      id: busy.id,
      title: "Flights to Lisbon",
      visibility: "public",
      createdAt: madeAt,
      updatedAt: at(60),
      userId: user.id,
      userName: "Ada Novak",
      messages: 3,
      toolCalls: 4,
      failedToolCalls: 2,
      tokens: 3000,
      tags: [
        { id: tags[1]!.id, name: "Billing", color: "grey" },
        { id: tags[0]!.id, name: "refund", color: "red" },
      ],
    });
    expect(rows[1]).toMatchObject({ id: empty.id, messages: 0, toolCalls: 0, failedToolCalls: 0, tokens: 0, tags: [] });
  });

  test("visits every chat once, in each order, under ties", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    for (let index = 0; index < 11; index++) await makeChat(db, { userId, createdAt: at(index % 2), updatedAt: at(index % 3) });
    for (const sort of ["createdAt", "-createdAt", "updatedAt", "-updatedAt"]) {
      const query = chatList.parse(`/chats?sort=${sort}`);
      const seen: string[] = [];
      for await (const rows of everyPage(query, 3, (page) => listChats(db, page))) seen.push(...rows.map((row) => row.id));
      expect(seen).toHaveLength(11);
      expect(new Set(seen).size).toBe(11);
      expect(await idsOf(db, `sort=${sort}`)).toEqual(seen);
    }
  });

  test("filters by visibility, owner, id and both times", async ({ db }) => {
    const open = await makeChat(db, { visibility: "public", createdAt: new Date("2026-03-01T08:00:00Z") });
    const closed = await makeChat(db, { updatedAt: new Date("2026-03-12T08:00:00Z") });
    expect(await idsOf(db, "visibility=public")).toEqual([open.id]);
    expect(await idsOf(db, "visibility=public&visibility=private")).toEqual([closed.id, open.id]);
    expect(await idsOf(db, `user=${closed.userId}`)).toEqual([closed.id]);
    expect(await idsOf(db, `id=${open.id}&id=nonsense`)).toEqual([open.id]);
    expect(await idsOf(db, "createdAt.to=2026-03-05")).toEqual([open.id]);
    expect(await idsOf(db, "updatedAt.from=2026-03-12&updatedAt.to=2026-03-12")).toEqual([closed.id]);
  });

  test("filters by a part of the owner's name or e-mail, or by their id", async ({ db }) => {
    const ada = await makeUser(db, { name: "Ada Novak", email: "ada@lovelace.example" });
    const { id: adas } = await makeChat(db, { userId: ada.id });
    const { id: bos } = await makeChat(db, { userId: (await makeUser(db, { name: "Bo 100%" })).id });
    for (const owner of ["NOVAK", "@lovelace", ada.id]) expect(await idsOf(db, `owner=${owner}`)).toEqual([adas]);
    expect(await idsOf(db, "owner=100%25")).toEqual([bos]);
    expect(await idsOf(db, `owner=${ada.id.slice(0, 12)}&q=${adas}`)).toEqual(ada.email.includes(ada.id.slice(0, 12)) ? [adas] : []);
    expect(await idsOf(db, "owner=nobody")).toEqual([]);
  });

  test("filters by tags in any case, by failed calls and by models", async ({ db }) => {
    const [both, one, none] = [await makeChat(db, { updatedAt: at(3) }), await makeChat(db, { updatedAt: at(2) }), await makeChat(db)];
    await makeTag(db, { name: "Refund asked", chatIds: [both.id, one.id] });
    await makeTag(db, { name: "Billing", chatIds: [both.id] });
    expect(await idsOf(db, "tag=refund+ASKED")).toEqual([both.id, one.id]);
    expect(await idsOf(db, "tag=billing&tag=nonsense")).toEqual([both.id]);
    expect(await idsOf(db, "tag=nonsense")).toEqual([]);
    for (const status of ["timeout", "succeeded"] as const) await makeToolCall(db, { chatId: one.id, status });
    await makeToolCall(db, { chatId: none.id, status: "canceled" });
    expect(await idsOf(db, "failed=yes")).toEqual([one.id]);
    expect(await idsOf(db, "failed=no")).toEqual([both.id, none.id]);
    for (const model of ["gpt-5", "gpt-5", "gpt-5-mini", null]) await makeMessage(db, { chatId: none.id, model });
    await makeMessage(db, { chatId: both.id, model: "gpt-5-mini" });
    expect(await idsOf(db, "model=gpt-5")).toEqual([none.id]);
    expect(await idsOf(db, "model=gpt-5&model=gpt-5-mini")).toEqual([both.id, none.id]);
    expect(await idsOf(db, "model=gpt-5-mini&tag=billing&failed=no")).toEqual([both.id]);
    expect(await chatFilterOptions(db)).toEqual({
      tag: [
        { value: "Billing", label: "Billing" },
        { value: "Refund asked", label: "Refund asked" },
      ],
      model: ["gpt-5", "gpt-5-mini"],
    });
  });

  test("shows titles without people's numbers", async ({ db }) => {
    const { id } = await makeChat(db, { title: "Call me at +49 170 1234567" });
    const { rows } = await listChats(db, chatList.parse(`?id=${id}`));
    expect(rows[0]!.title).not.toContain("1234567");
  });

  test("searches in titles, and for exact ids", async ({ db }) => {
    const chat = await makeChat(db, { title: "100% sunny_Algarve" });
    await makeChat(db, { title: "100 sunny Algarves" });
    for (const q of ["100%", "SUNNY_a", chat.id, chat.userId]) expect(await idsOf(db, `q=${encodeURIComponent(q)}`)).toEqual([chat.id]);
    expect(await idsOf(db, `q=${chat.id.slice(0, 8)}`)).toEqual([]);
  });

  test("its export holds what the filter matches, and the proof", async ({ db }) => {
    const chat = await makeChat(db, { title: '=HYPERLINK("x"), twice', visibility: "public" });
    await makeChat(db);
    await makeMessage(db, { chatId: chat.id });
    for (const name of ["Refund", "=billing"]) await makeTag(db, { name, chatIds: [chat.id] });
    const query = chatList.parse("/chats?visibility=public");
    const batches = everyPage(query, 100, (page) => listChats(db, page));
    const lines = (await csvResponse({ name: "chats", columns: chatCsv, batches, expected: 1 }).text()).trimEnd().split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(`${chat.id},"'=HYPERLINK(""x""), twice",public,`);
    expect(lines[0]).toMatch(/,messages,tool_calls,failed_tool_calls,tags,tokens$/);
    expect(lines[1]).toMatch(/,1,0,0,'=billing; Refund,1000$/);
    expect(lines[2]).toBe("# complete: 1 rows");
  });
});

describe("one chat", () => {
  test("comes with its owner and what it comes to", async ({ db }) => {
    const chat = await makeChat(db);
    await makeMessage(db, { chatId: chat.id, totalTokens: 1000 });
    await makeMessage(db, { chatId: chat.id, role: "user", totalTokens: null });
    await makeMessage(db);
    await makeToolCall(db, { chatId: chat.id, status: "timeout" });
    expect(await getChat(db, chat.id)).toMatchObject({
      id: chat.id,
      title: "Flights to Lisbon",
      visibility: "private",
      createdAt: madeAt,
      updatedAt: madeAt,
      user: { id: chat.userId, name: "Ada Novak", email: `${chat.userId}@example.com` },
      messages: 2,
      toolCalls: 1,
      failedToolCalls: 1,
      tokens: 1000,
    });
  });

  test("is none for an unknown id", async ({ db }) => {
    expect(await getChat(db, "nonsense")).toBeUndefined();
  });
});
