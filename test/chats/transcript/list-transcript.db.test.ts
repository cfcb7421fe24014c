import { randomUUID } from "node:crypto";
import { type Reading, readingOf } from "../../../lib/chats/chat-reading.server.ts";
import { getTranscriptMessage } from "../../../lib/chats/transcript/get-transcript-message.server.ts";
import { listTranscript } from "../../../lib/chats/transcript/list-transcript.server.ts";
import type { TranscriptItem, TranscriptPosition } from "../../../lib/chats/transcript/transcript.ts";
import type { Db } from "../../../lib/db/database.server.ts";
import { message } from "../../../lib/db/schema.ts";
import { describe, expect, test } from "../../helpers/database-test.ts";
import { madeAt, makeChat, makeMessage, makeToolCall, makeUser } from "../../helpers/factories.ts";
import { staffAs } from "../../helpers/staff.ts";

const at = (seconds: number) => new Date(madeAt.getTime() + seconds * 1000);

async function readChat(db: Db): Promise<{ chatId: string; reading: Reading }> {
  const chat = await makeChat(db);
  const reading = await readingOf(db, staffAs(await makeUser(db), "chats:read", "chats:read-unasked"), chat);
  return { chatId: chat.id, reading: reading! };
}

/** So many messages, user and assistant in turn, one a second; three of them at the same instant. */
async function makeMessages(db: Db, chatId: string, count: number): Promise<string[]> {
  const prefix = randomUUID();
  const rows = Array.from({ length: count }, (_, i) => ({
    id: `${prefix}-${String(i).padStart(4, "0")}`,
    chatId,
    role: i % 2 ? "assistant" : "user",
    parts: [{ type: "text", text: `Message ${i}` }],
    attachments: [],
    createdAt: at(i >= 49 && i < 52 ? 50 : i),
  }));
  await db.insert(message).values(rows);
  return rows.map((row) => row.id);
}

const idsOf = (items: TranscriptItem[]) => items.map((item) => (item.type === "message" ? item.message.id : `call ${item.call.id}`));

describe("a transcript", () => {
  test("comes in pages of fifty, from the start and from the end, without gap or repetition", async ({ db }) => {
    const { chatId, reading } = await readChat(db);
    const ids = await makeMessages(db, chatId, 120);
    await makeMessages(db, (await makeChat(db)).id, 3);

    const forwards: string[] = [];
    let position: TranscriptPosition | null = { at: "start" };
    const sizes: number[] = [];
    while (position) {
      const page = await listTranscript(db, reading, position);
      forwards.push(...idsOf(page.items));
      sizes.push(page.items.length);
      position = page.later === null ? null : { after: page.later };
    }
    expect(forwards).toEqual(ids);
    expect(sizes).toEqual([50, 50, 20]);

    const backwards: string[] = [];
    position = { at: "end" };
    while (position) {
      const page = await listTranscript(db, reading, position);
      backwards.unshift(...idsOf(page.items));
      position = page.earlier === null ? null : { before: page.earlier };
    }
    expect(backwards).toEqual(ids);
  });

  test("says whether there is more on either side", async ({ db }) => {
    const { chatId, reading } = await readChat(db);
    await makeMessages(db, chatId, 50);
    expect(await listTranscript(db, reading, { at: "start" })).toMatchObject({ earlier: null, later: null, items: { length: 50 } });
    expect(await listTranscript(db, reading, { at: "end" })).toMatchObject({ earlier: null, later: null, items: { length: 50 } });
    await makeMessage(db, { chatId, createdAt: at(1000) });
    expect(await listTranscript(db, reading, { at: "start" })).toMatchObject({ earlier: null, later: expect.any(String) });
    expect(await listTranscript(db, reading, { at: "end" })).toMatchObject({ earlier: expect.any(String), later: null });
  });

  test("opens at a message, and at the start for one of another chat or a cursor that is none", async ({ db }) => {
    const { chatId, reading } = await readChat(db);
    const ids = await makeMessages(db, chatId, 120);
    const [foreign] = await makeMessages(db, (await makeChat(db)).id, 1);
    const page = await listTranscript(db, reading, { message: ids[60]! });
    expect(idsOf(page.items)).toEqual(ids.slice(35, 85));
    expect(idsOf((await listTranscript(db, reading, { after: page.later! })).items)).toEqual(ids.slice(85));
    expect(idsOf((await listTranscript(db, reading, { before: page.earlier! })).items)).toEqual(ids.slice(0, 35));
    expect(idsOf((await listTranscript(db, reading, { message: ids[0]! })).items)).toEqual(ids.slice(0, 25));
    for (const nonsense of [{ message: foreign! }, { message: "no\0thing" }, { message: "\ud800" }, { after: "x" }, { before: "\0" }]) {
      expect(idsOf((await listTranscript(db, reading, nonsense)).items)).toEqual(ids.slice(0, 50));
    }
  });

  test("of a chat without messages is empty, its calls apart", async ({ db }) => {
    const { chatId, reading } = await readChat(db);
    expect(await listTranscript(db, reading, { at: "start" })).toEqual({ items: [], earlier: null, later: null });
    const call = await makeToolCall(db, { chatId, status: "succeeded" });
    expect(idsOf((await listTranscript(db, reading, { at: "end" })).items)).toEqual([`call ${call.id}`]);
  });

  test("shows each part with its row, and the rows without a part in their place", async ({ db }) => {
    const { chatId, reading } = await readChat(db);
    const named = await makeToolCall(db, {
      chatId,
      toolName: "find",
      status: "failed",
      error: "Down",
      createdAt: at(2),
      startedAt: at(2),
      finishedAt: at(5),
    });
    const keyed = await makeToolCall(db, {
      chatId,
      toolName: "find",
      status: "succeeded",
      dedupeKey: `find:${randomUUID()}`,
      createdAt: at(3),
    });
    const nearby = await makeToolCall(db, { chatId, toolName: "price", status: "succeeded", createdAt: at(4) });
    const alone = await makeToolCall(db, { chatId, toolName: "price", status: "succeeded", createdAt: at(30) });
    await makeToolCall(db, { toolName: "find", status: "succeeded", createdAt: at(3) });
    const part = (tool: string, toolCallId: string) => ({
      type: `tool-${tool}`,
      toolCallId,
      state: "output-available",
      input: {},
      output: {},
    });
    const asked = await makeMessage(db, { chatId, role: "user", createdAt: at(0) });
    const parts = [
      part("find", named.id),
      part("find", keyed.dedupeKey!),
      part("price", "call_1"),
      part("find", "call_2"),
      part("unheard-of", "call_3"),
    ];
    const answered = await makeMessage(db, { chatId, parts, createdAt: at(10) });
    const last = await makeMessage(db, { chatId, role: "user", createdAt: at(60) });

    const { items } = await listTranscript(db, reading, { at: "start" });
    expect(idsOf(items)).toEqual([asked.id, answered.id, `call ${alone.id}`, last.id]);
    const shown = items[1]!.type === "message" ? items[1]!.message.parts : [];
    expect(shown.map((each) => (each.kind === "tool" ? [each.call?.id, each.call?.joinedBy, ...each.flags] : []))).toEqual([
      [named.id, "id", "part-done-row-failed"],
      [keyed.id, "id"],
      [nearby.id, "name and time"],
      [undefined, undefined, "part-without-row"],
      [undefined, undefined],
    ]);
    expect(shown[0]).toMatchObject({ call: { status: "failed", error: "Down", durationMs: 3000, createdAt: at(2).toISOString() } });
    expect(items[2]).toMatchObject({ call: { joinedBy: null }, flags: ["row-without-part"] });
  });

  test("a message with more calls than a statement has parameters is shown", { timeout: 60_000 }, async ({ db }) => {
    const { chatId, reading } = await readChat(db);
    const parts = Array.from({ length: 66_000 }, (_, i) => ({ type: `tool-t${i % 9}`, toolCallId: `c${i}`, state: "output-available" }));
    const { id } = await makeMessage(db, { chatId, parts });
    await makeToolCall(db, { chatId, toolName: "t1", createdAt: at(-86_400) });
    const shown = await getTranscriptMessage(db, reading, id, { revealed: false });
    expect(shown!.parts).toHaveLength(66_000);
    expect(shown!.parts.some((part) => part.kind === "tool" && part.flags.includes("part-without-row"))).toBe(false);
  });

  test("leaves long documents behind, and masks what it shows", async ({ db }) => {
    const { chatId, reading } = await readChat(db);
    const long = { note: "x ".repeat(15_000), mail: "mia.lang@example.com" };
    const call = await makeToolCall(db, {
      chatId,
      toolName: "find",
      status: "succeeded",
      request: { to: "mia.lang@example.com" },
      response: long,
    });
    const said = await makeMessage(db, {
      chatId,
      parts: [
        { type: "text", text: "Write to mia.lang@example.com" },
        { type: "tool-find", toolCallId: call.id, state: "output-available", input: { to: "mia.lang@example.com" }, output: long },
        { type: "source-url", url: "mailto:mia.lang@example.com" },
        { type: "hologram", of: "mia.lang@example.com" },
      ],
      attachments: [{ name: "mia.lang@example.com.pdf", url: "https://files.example/?for=mia.lang@example.com" }],
      createdAt: at(5),
    });
    const { items } = await listTranscript(db, reading, { at: "start" });
    const [item] = items;
    expect(JSON.stringify(items)).not.toContain("mia.lang");
    expect(JSON.stringify(items).length).toBeLessThan(5_000);
    expect(item).toMatchObject({
      message: {
        parts: {
          1: {
            output: { kind: "deferred", href: `/chats/${chatId}/messages/${said.id}/json/1.output`, bytes: expect.any(Number) },
            call: { response: { kind: "deferred", href: `/chats/${chatId}/tool-calls/${call.id}/json/response` } },
          },
          2: { link: { href: null } },
        },
        attachments: [{ from: "missing", href: null }],
      },
    });
    const masked = item?.type === "message" ? item.message.masked : 0;
    expect(masked).toBeGreaterThanOrEqual(8);

    const revealed = await getTranscriptMessage(db, reading, said.id, { revealed: true });
    expect(revealed).toMatchObject({
      masked: 0,
      parts: {
        0: { text: "Write to mia.lang@example.com" },
        1: { output: { kind: "inline", value: long }, call: { response: { kind: "inline", value: long } } },
      },
      attachments: [{ filename: "mia.lang@example.com.pdf", from: "link" }],
    });
    expect(await getTranscriptMessage(db, reading, said.id, { revealed: false })).toEqual(
      item?.type === "message" ? item.message : undefined,
    );
  });

  test("a message of another chat is none of this one's", async ({ db }) => {
    const { reading } = await readChat(db);
    const foreign = await makeMessage(db);
    expect(await getTranscriptMessage(db, reading, foreign.id, { revealed: true })).toBeUndefined();
    expect(await getTranscriptMessage(db, reading, "no\0thing", { revealed: true })).toBeUndefined();
  });

  test("a row that nobody should have written spoils no other", async ({ db }) => {
    const { chatId, reading } = await readChat(db);
    const strange: unknown[] = [
      7,
      "text",
      {},
      [[]],
      [{ type: {} }],
      [{ type: "tool-x", toolCallId: "x".repeat(10_000), state: "input-available" }],
      [null],
    ];
    for (const [i, parts] of strange.entries()) await makeMessage(db, { chatId, parts, attachments: parts, createdAt: at(i) });
    const fine = await makeMessage(db, { chatId, createdAt: at(100) });
    const { items } = await listTranscript(db, reading, { at: "start" });
    expect(items).toHaveLength(strange.length + 1);
    expect(items.at(-1)).toMatchObject({ message: { id: fine.id, problem: null, parts: [{ kind: "text" }] } });
  });
});
