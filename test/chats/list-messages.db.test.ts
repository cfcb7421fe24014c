import { eq } from "drizzle-orm";
import { listMessages, messageFilterOptions } from "../../lib/chats/list-messages.server.ts";
import { messageList } from "../../lib/chats/message.ts";
import { messageCsv } from "../../lib/chats/message-csv.server.ts";
import { messageTotals } from "../../lib/chats/message-totals.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { message } from "../../lib/db/schema.ts";
import { csvResponse } from "../../lib/list/csv.server.ts";
import { everyPage } from "../../lib/list/keyset.server.ts";
import { rebuildRollups } from "../../lib/rollups/rebuild.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makeChat, makeMessage } from "../helpers/factories.ts";

const at = (seconds: number) => new Date(madeAt.getTime() + seconds * 1000);

/** The ids that a URL's list shows, sorted; the totals must agree. */
async function idsOf(db: Db, search: string): Promise<string[]> {
  const query = messageList.parse(`/messages?${search}`);
  const [{ rows }, totals] = await Promise.all([listMessages(db, query), messageTotals(db, query)]);
  expect(totals).toEqual({ messages: rows.length, tokens: rows.reduce((sum, row) => sum + (row.totalTokens ?? 0), 0) });
  return rows.map((row) => row.id).sort();
}

const sorted = (...messages: { id: string }[]) => messages.map((message) => message.id).sort();

describe("the list of messages", () => {
  test("shows what is known about a message, and nothing of what it says", async ({ db }) => {
    const chat = await makeChat(db, { title: "Flights to Lisbon" });
    const message = await makeMessage(db, { chatId: chat.id, attachments: [{ name: "passport.png", url: "data:image/png;base64,AAAA" }] });
    const { rows } = await listMessages(db, messageList.defaults);
    expect(rows).toEqual([
      {
        id: message.id,
        createdAt: madeAt,
        role: "assistant",
        model: "gpt-5-mini",
        chatId: chat.id,
        chatTitle: "Flights to Lisbon",
        userId: chat.userId,
        userName: "Ada Novak",
        inputTokens: 900,
        outputTokens: 100,
        totalTokens: 1000,
        completionTime: 2.5,
      },
    ]);
  });

  test("visits every message once, in both directions, under ties", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    for (let index = 0; index < 11; index++) await makeMessage(db, { chatId, createdAt: at(index % 3) });
    for (const sort of ["createdAt", "-createdAt"]) {
      const seen: string[] = [];
      const query = messageList.parse(`/messages?sort=${sort}`);
      for await (const rows of everyPage(query, 3, (page) => listMessages(db, page))) seen.push(...rows.map((row) => row.id));
      expect(seen).toHaveLength(11);
      expect(new Set(seen).size).toBe(11);
    }
  });

  test("filters by role, model, time, user, chat and ids, and adds up the same", async ({ db }) => {
    const answer = await makeMessage(db);
    const question = await makeMessage(db, {
      chatId: answer.chatId,
      role: "user",
      model: null,
      inputTokens: null,
      outputTokens: null,
      totalTokens: null,
      completionTime: null,
      createdAt: at(-86_400),
    });
    const elsewhere = await makeMessage(db, { model: "claude-sonnet-5", totalTokens: 2_000_000_000 });
    const huge = await makeMessage(db, { model: "claude-sonnet-5", totalTokens: 2_000_000_000 });
    expect(await idsOf(db, "")).toEqual(sorted(answer, question, elsewhere, huge));
    expect(await idsOf(db, "role=user")).toEqual(sorted(question));
    expect(await idsOf(db, "role=user&role=assistant&model=gpt-5-mini")).toEqual(sorted(answer));
    expect(await idsOf(db, "model=claude-sonnet-5&model=gpt-5-mini")).toEqual(sorted(answer, elsewhere, huge));
    expect(await idsOf(db, "createdAt.to=2026-03-09")).toEqual(sorted(question));
    expect(await idsOf(db, `chat=${answer.chatId}`)).toEqual(sorted(answer, question));
    expect(await idsOf(db, `id=${answer.id}&id=nonsense`)).toEqual(sorted(answer));
    const [row] = (await listMessages(db, { ...messageList.defaults, filters: { id: [answer.id] } })).rows;
    expect(await idsOf(db, `user=${row!.userId}`)).toEqual(sorted(answer, question));
    expect(await idsOf(db, "user=nobody")).toEqual([]);
    for (const q of [answer.chatId, row!.userId]) expect(await idsOf(db, `q=${q}`)).toEqual(sorted(answer, question));
    expect(await idsOf(db, `q=${huge.id}`)).toEqual(sorted(huge));
    expect(await idsOf(db, "q=Lisbon")).toEqual([]);
  });

  test("adds up by role, model and tokens what is rolled up, and what was changed since", async ({ db }) => {
    const { chatId, ...answer } = await makeMessage(db, { createdAt: at(-86_400 * 40) });
    const unmetered = await makeMessage(db, { chatId, role: "user", model: null, totalTokens: null });
    const other = await makeMessage(db, { chatId, model: "claude-sonnet-5", totalTokens: 7 });
    await rebuildRollups(db, { zone: "UTC" });
    const expectAll = async () => {
      expect(await idsOf(db, "role=user")).toEqual(sorted(unmetered));
      expect(await idsOf(db, "tokens=no")).toEqual(sorted(unmetered));
      expect(await idsOf(db, "tokens=yes&role=assistant")).toEqual(sorted(answer, other));
      expect(await idsOf(db, "model=claude-sonnet-5&model=gpt-5-mini&createdAt.from=2026-03-01")).toEqual(sorted(other));
    };
    await expectAll();
    await db.update(message).set({ role: "system" }).where(eq(message.id, answer.id));
    expect(await idsOf(db, "role=assistant")).toEqual(sorted(other));
    await db.update(message).set({ model: "gpt-6" }).where(eq(message.id, other.id));
    expect(await idsOf(db, "model=claude-sonnet-5")).toEqual([]);
    await db.update(message).set({ role: "assistant" }).where(eq(message.id, answer.id));
    await db.update(message).set({ model: "claude-sonnet-5" }).where(eq(message.id, other.id));
    await rebuildRollups(db, { zone: "UTC" });
    await expectAll();
  });

  test("offers the roles and models that there are", async ({ db }) => {
    await makeMessage(db);
    await makeMessage(db, { role: "data", model: null });
    expect(await messageFilterOptions(db)).toEqual({ role: ["assistant", "data"], model: ["gpt-5-mini"] });
  });

  test("its export says nothing of what was said", async ({ db }) => {
    const message = await makeMessage(db);
    const batches = everyPage(messageList.defaults, 100, (page) => listMessages(db, page));
    const { messages } = await messageTotals(db, messageList.defaults);
    const text = await csvResponse({ name: "messages", columns: messageCsv, batches, expected: messages }).text();
    const lines = text.trimEnd().split("\r\n");
    expect(lines[1]).toMatch(new RegExp(`^${message.id},2026-03-10T12:00:00.000Z,assistant,gpt-5-mini,`));
    expect(lines[1]).toMatch(/,900,100,1000,2.5$/);
    expect(lines[2]).toBe("# complete: 1 rows");
    expect(text).not.toContain("Lisbon");
  });
});
