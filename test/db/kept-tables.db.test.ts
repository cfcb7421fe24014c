import { eq, sql } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { chat, message, messageText, toolCallFailure, toolCalls } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeChat, makeMessage, makeToolCall } from "../helpers/factories.ts";

const textOf = async (db: Db, id: string) => (await db.select().from(messageText).where(eq(messageText.messageId, id)))[0];
const failureOf = async (db: Db, id: string) => (await db.select().from(toolCallFailure).where(eq(toolCallFailure.toolCallId, id)))[0];

/** A message whose parts are this JSON, as the product may have written it. */
async function written(db: Db, parts: string) {
  const { id } = await makeMessage(db);
  await db.execute(sql`update message set parts = ${parts}::json where id = ${id}`);
  return textOf(db, id);
}

describe("the text of a message", () => {
  test("is that of its text parts, whatever else it has", async ({ db }) => {
    const parts = [
      { type: "step-start" },
      { type: "text", text: "One" },
      { type: "reasoning", text: "Not this" },
      { type: "tool-search", toolCallId: "1", input: { text: "nor this" } },
      { type: "text", text: "Two" },
    ];
    const { id, chatId, createdAt } = await makeMessage(db, { parts, role: "user" });
    expect(await textOf(db, id)).toMatchObject({ chatId, role: "user", createdAt, text: "One\nTwo" });
  });

  for (const [shape, parts, text] of [
    ["a bare string", '"Said long ago"', "Said long ago"],
    ["nothing", "null", ""],
    ["an object", '{"type":"text","text":"no list"}', ""],
    ["a number", "7", ""],
    ["an empty list", "[]", ""],
    ["a list of anything", '["a", 1, null, [], {"type":7}, {"type":"text"}, {"type":"text","text":null}, {"type":"text","text":"b"}]', "b"],
    ["a text that is no string", '[{"type":"text","text":7},{"type":"text","text":"b"}]', "7\nb"],
  ] as const) {
    test(`is read from ${shape}`, async ({ db }) => {
      expect((await written(db, parts))?.text).toBe(text);
    });
  }

  test("follows the message: corrected, moved to another chat, with another role or time, deleted", async ({ db }) => {
    const { id } = await makeMessage(db);
    await db
      .update(message)
      .set({ parts: [{ type: "text", text: "Corrected" }] })
      .where(eq(message.id, id));
    expect((await textOf(db, id))?.text).toBe("Corrected");
    const other = await makeChat(db);
    const createdAt = new Date("2025-01-01T00:00:00Z");
    await db.update(message).set({ chatId: other.id, role: "system", createdAt }).where(eq(message.id, id));
    expect(await textOf(db, id)).toMatchObject({ chatId: other.id, role: "system", createdAt, text: "Corrected" });
    await db.delete(chat).where(eq(chat.id, other.id));
    expect(await textOf(db, id)).toBeUndefined();
  });

  test("follows a message whose id is changed", async ({ db }) => {
    const { id } = await makeMessage(db);
    await db
      .update(message)
      .set({ id: `${id}-new` })
      .where(eq(message.id, id));
    expect(await textOf(db, `${id}-new`)).toMatchObject({ text: "I found three flights to Lisbon." });
    expect(await textOf(db, id)).toBeUndefined();
  });

  test("never makes the product's write fail, and keeps what can be kept", async ({ db }) => {
    for (const parts of [
      String.raw`[{"type":"text","text":"NUL \u0000"},{"type":"text","text":"kept"}]`,
      String.raw`[{"type":"text","text":"half \ud83d"},{"type":"text","text":"kept"}]`,
      String.raw`[{"type":"te\u0000xt","text":"x"},{"type":"text","text":"kept"}]`,
      String.raw`[{"te\u0000xt":1,"type":"tool-x","input":"\udc00"},{"type":"text","text":"kept"}]`,
    ]) {
      expect((await written(db, parts))?.text, parts).toMatch(/kept$/);
    }
    expect((await written(db, String.raw`"\u0000"`))?.text).not.toBe("I found three flights to Lisbon.");
  });

  test("is cut, and words without end are no fault", async ({ db }) => {
    expect((await written(db, JSON.stringify([{ type: "text", text: "long ".repeat(50_000) }])))?.text).toHaveLength(100_000);
    expect((await written(db, JSON.stringify([{ type: "text", text: "x".repeat(300_000) }])))?.text).toHaveLength(100_000);
    const many = Array.from({ length: 40_000 }, (_, n) => `${n.toString(36)}-${n}/é`).join(" ");
    const { id } = await makeMessage(db, { parts: [{ type: "text", text: many }] });
    expect((await db.select({ id: message.id }).from(message).where(eq(message.id, id))).length).toBe(1);
  });

  test("is kept for a role that may write messages and knows nothing of ours", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    await db.execute(sql`create role product_role nologin`);
    await db.execute(sql`grant insert, update, select on message to product_role`);
    await db.execute(sql`create schema theirs`);
    await db.execute(sql`create table theirs.message_text (message_id text)`);
    await db.execute(sql`grant usage on schema theirs, public to product_role`);
    await db.execute(sql`set local search_path to theirs, pg_temp`);
    await db.execute(sql`set local role product_role`);
    await db.execute(
      sql`insert into public.message (id, chat_id, role, parts, attachments) values ('theirs', ${chatId}, 'user', '[{"type":"text","text":"Hello"}]', '[]')`,
    );
    await db.execute(sql`reset role`);
    await db.execute(sql`set local search_path to public`);
    expect((await textOf(db, "theirs"))?.text).toBe("Hello");
  });

  test("is not needed for the product to write", async ({ db }) => {
    await db.execute(sql`alter table message_text rename to message_text_gone`);
    const { id } = await makeMessage(db);
    expect((await db.select({ id: message.id }).from(message).where(eq(message.id, id))).length).toBe(1);
  });
});

describe("the failure of a tool call", () => {
  const failed = { status: "failed" as const };

  test("comes, changes and goes with the call's status and error", async ({ db }) => {
    const { id, chatId, toolName, createdAt } = await makeToolCall(db, { ...failed, error: "Amadeus answered 429 for req-8f3a2b91c0" });
    expect(await failureOf(db, id)).toMatchObject({ chatId, toolName, createdAt, errorGroup: "Amadeus answered <n> for <id>" });
    await db.update(toolCalls).set({ error: "Timeout after 30000 ms", status: "timeout" }).where(eq(toolCalls.id, id));
    expect((await failureOf(db, id))?.errorGroup).toBe("Timeout after <n> ms");
    await db.update(toolCalls).set({ status: "queued" }).where(eq(toolCalls.id, id));
    expect(await failureOf(db, id)).toBeUndefined();
    await db.update(toolCalls).set(failed).where(eq(toolCalls.id, id));
    await db.delete(toolCalls).where(eq(toolCalls.id, id));
    expect(await failureOf(db, id)).toBeUndefined();
  });

  test("is not made of a call that has not failed", async ({ db }) => {
    for (const status of ["queued", "running", "succeeded", "canceled"] as const) {
      const { id } = await makeToolCall(db, { status });
      expect(await failureOf(db, id)).toBeUndefined();
    }
  });

  for (const [error, group] of [
    [null, ""],
    ["", ""],
    ["  spaces \n and\tlines  ", "spaces and lines"],
    ["No offers for ada.novak@example.com", "No offers for <email>"],
    ["Row 7b1d2c9e-3f4a-4b5c-8d6e-9f0a1b2c3d4e is gone", "Row <id> is gone"],
    ["Departure 2026-11-22T09:30:00Z lies before 2026-11-22", "Departure <date> lies before <date>"],
    ["GET https://api.example.com/v1/offers?x=1 failed", "GET <url> failed"],
    ["429 Too Many Requests", "<n> Too Many Requests"],
    ["Took 1,234.5 ms", "Took <n> ms"],
    ["ECONNRESET", "ECONNRESET"],
    ["x".repeat(5000), "x".repeat(200)],
    ["\\d+ ($1) & \\1", "\\d+ ($<n>) & \\<n>"],
  ] as const) {
    test(`says of ${JSON.stringify(error)?.slice(0, 40)} what is alike in others`, async ({ db }) => {
      const { id } = await makeToolCall(db, { ...failed, error });
      expect((await failureOf(db, id))?.errorGroup).toBe(group);
    });
  }

  test("is grouped in time, whatever the error", async ({ db }) => {
    for (const error of [
      "a1".repeat(5000),
      "a-".repeat(5000),
      "@".repeat(5000),
      "1.".repeat(5000),
      `${"a.".repeat(400)}@${"b-".repeat(400)}`,
    ]) {
      const began = performance.now();
      await makeToolCall(db, { ...failed, error });
      expect(performance.now() - began).toBeLessThan(2_000);
    }
  });
});
