import { randomUUID } from "node:crypto";
import { and, eq, type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { payment, toolCalls } from "../../lib/db/schema.ts";
import { contains, emailContains, nameContains, oneOf, oneOfUuids } from "../../lib/list/contains.server.ts";
import { distinctValues, distinctValuesOf } from "../../lib/list/distinct.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeChat, makePayment, makeToolCall } from "../helpers/factories.ts";
import { seeded } from "../helpers/seeded.ts";

/** Which of the texts the condition holds for. */
async function held(db: Db, texts: readonly string[], condition: (text: SQL) => SQL): Promise<string[]> {
  const { rows } = await db.execute<{ text: string }>(
    sql`select text from json_array_elements_text(${JSON.stringify(texts)}::json) as given (text) where ${condition(sql`text`)}`,
  );
  return rows.map((row) => row.text);
}

describe("a search for a part of a text", () => {
  test("takes every letter for itself, in any case", async ({ db }) => {
    const letters = fc.constantFrom("a", "B", "b", "%", "_", "\\", "'", '"', "?", "$1", " ", "é", "😀");
    const anyWord = (maxLength: number) => fc.array(letters, { maxLength }).map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(fc.array(anyWord(8), { maxLength: 12 }), anyWord(3), async (texts, part) => {
        const expected = texts.filter((text) => text.toLowerCase().includes(part.toLowerCase()));
        expect(await held(db, texts, (text) => contains(text, part))).toEqual(expected);
      }),
      seeded(150),
    );
  });

  test("finds per cent signs, underscores and backslashes alone", async ({ db }) => {
    const texts = ["100%", "100", "a_b", "axb", "c:\\d", "c:d", "\\%", "\\\\"];
    expect(await held(db, texts, (text) => contains(text, "%"))).toEqual(["100%", "\\%"]);
    expect(await held(db, texts, (text) => contains(text, "_"))).toEqual(["a_b"]);
    expect(await held(db, texts, (text) => contains(text, "\\"))).toEqual(["c:\\d", "\\%", "\\\\"]);
    expect(await held(db, texts, (text) => contains(text, "\\\\"))).toEqual(["\\\\"]);
    expect(await held(db, texts, (text) => contains(text, "A_B"))).toEqual(["a_b"]);
  });
});

describe("a search in names and e-mails", () => {
  test("finds three letters anywhere, and fewer where a word of the name begins", async ({ db }) => {
    const letters = fc.constantFrom("a", "B", "b", "1", " ", "-", "@", "%", "é");
    const anyWord = (maxLength: number) => fc.array(letters, { maxLength }).map((parts) => parts.join(""));
    const isShort = (part: string) => /^[a-z0-9é]{1,2}$/.test(part) || /^[a-z0-9é][-@% ]+$/.test(part);
    await fc.assert(
      fc.asyncProperty(fc.array(anyWord(9), { maxLength: 12 }), anyWord(4), async (texts, part) => {
        const wanted = part.toLowerCase();
        const anywhere = texts.filter((text) => text.toLowerCase().includes(wanted));
        const atWords = anywhere.filter((text) => ` ${text.toLowerCase()}`.includes(` ${wanted}`));
        expect(await held(db, texts, (text) => nameContains(text, part))).toEqual(isShort(wanted) ? atWords : anywhere);
        expect(await held(db, texts, (text) => emailContains(text, part))).toEqual(isShort(wanted) ? [] : anywhere);
      }),
      seeded(200),
    );
  });
});

describe("one of several values", () => {
  test("of text is any of them, and of none given no condition", async ({ db }) => {
    const { id } = await makePayment(db, { currency: "EUR" });
    const count = (currencies: string[] | undefined) => db.$count(payment, and(eq(payment.id, id), oneOf(payment.currency, currencies)));
    expect(await count(["USD", "EUR"])).toBe(1);
    expect(await count(["USD", "' or true --"])).toBe(0);
    expect(await count(undefined)).toBe(1);
  });

  test("of uuids is never an error: what is none matches nothing", async ({ db }) => {
    const { id } = await makeToolCall(db);
    const count = (ids: string[] | undefined) => db.$count(toolCalls, and(eq(toolCalls.id, id), oneOfUuids(toolCalls.id, ids)));
    expect(await count([id, "no uuid"])).toBe(1);
    expect(await count([id.toUpperCase()])).toBe(1);
    expect(await count([randomUUID()])).toBe(0);
    expect(await count(["no uuid", `{${id}}`, `${id} `, ""])).toBe(0);
    expect(await count(undefined)).toBe(1);
  });
});

describe("the different values of a column", () => {
  test("come once each, in order, without null, and no more than wanted", async ({ db }) => {
    await db.delete(payment);
    expect(await distinctValues(db, payment.status)).toEqual([]);
    for (const status of ["b", "a", null, "b", "c", null, "a"]) await makePayment(db, { status });
    expect(await distinctValues(db, payment.status)).toEqual(["a", "b", "c"]);
    expect(await distinctValues(db, payment.status, 2)).toEqual(["a", "b"]);
    expect(await distinctValues(db, payment.status, 1)).toEqual(["a"]);
    const columns = { status: payment.status, "in other words": payment.currency, nobody: payment.userId };
    expect(await distinctValuesOf(db, columns)).toEqual({ status: ["a", "b", "c"], "in other words": ["USD"], nobody: [] });
    expect(await distinctValuesOf(db, { status: payment.status }, 2)).toEqual({ status: ["a", "b"] });
  });

  test("are those that a plain search for them finds", async ({ db }) => {
    const { id: chatId } = await makeChat(db);
    const anyName = fc.constantFrom("", "a", "A", "ä", "a\u0308", "B", "中文", "😀", "%", "x".repeat(300));
    await fc.assert(
      fc.asyncProperty(fc.array(anyName, { maxLength: 15 }), async (names) => {
        await db.delete(toolCalls);
        if (names.length > 0) await db.insert(toolCalls).values(names.map((toolName) => ({ chatId, toolName, request: {} })));
        const plain = await db.selectDistinct({ name: toolCalls.toolName }).from(toolCalls).orderBy(toolCalls.toolName);
        expect(await distinctValues(db, toolCalls.toolName)).toEqual(plain.map((row) => row.name));
      }),
      seeded(25),
    );
  });
});
