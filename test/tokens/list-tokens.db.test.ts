import { sql } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { keyIdOf } from "../../lib/db/encrypted-text.ts";
import { amadeusTokens } from "../../lib/db/schema.ts";
import { countTokens, listTokens } from "../../lib/tokens/list-tokens.server.ts";
import { environmentLabel, isValid, tokenList } from "../../lib/tokens/token.ts";
import { describe, expect, test } from "../helpers/database-test.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 10, 12, minutes));

async function makeToken(db: Db, overrides: Partial<typeof amadeusTokens.$inferInsert> = {}) {
  const [row] = await db
    .insert(amadeusTokens)
    .values({ environment: "test", accessToken: "s3cret-token", tokenType: "Bearer", createdAt: at(0), expiresAt: at(30), ...overrides })
    .returning();
  return row!;
}

async function found(db: Db, search: string) {
  const query = tokenList.parse(search);
  const [{ rows }, total] = await Promise.all([listTokens(db, query), countTokens(db, query)]);
  expect(total).toEqual({ count: rows.length, exact: true });
  return rows;
}

describe("the token list", () => {
  test("says which key a token was encrypted with, and nothing of the token", async ({ db }) => {
    const token = await makeToken(db);
    const { rows } = await db.execute<{ stored: string }>(sql`select access_token as stored from amadeus_tokens`);
    const { stored } = rows[0]!;
    const [row] = await found(db, "");
    expect(row).toEqual({
      id: token.id,
      environment: "test",
      tokenType: "Bearer",
      keyId: keyIdOf(stored),
      createdAt: at(0),
      expiresAt: at(30),
    });
    expect(row!.keyId).toBe("test");
    expect(JSON.stringify(row)).not.toContain("s3cret");
    expect(JSON.stringify(row)).not.toContain(stored.slice(-12));
  });

  test("shows a token from before encryption as such, however it looks", async ({ db }) => {
    for (const plain of ["plain:with:colons", "ENC:V1:test:x", "enc:v2:test:x", ""]) {
      await db.execute(sql`delete from amadeus_tokens`);
      await makeToken(db);
      await db.execute(sql`update amadeus_tokens set access_token = ${plain}`);
      expect(keyIdOf(plain)).toBeUndefined();
      expect((await found(db, ""))[0]!.keyId).toBeNull();
    }
  });

  test("is filtered by environment and id, and ordered by creation or end", async ({ db }) => {
    const test1 = await makeToken(db, { createdAt: at(1), expiresAt: at(40) });
    const prod = await makeToken(db, { environment: "prod", createdAt: at(2), expiresAt: at(20) });
    const ids = async (search: string) => (await found(db, search)).map(({ id }) => id);
    expect(await ids("")).toEqual([prod.id, test1.id]);
    expect(await ids("?environment=prod")).toEqual([prod.id]);
    expect(await ids("?environment=staging")).toEqual([prod.id, test1.id]);
    expect(await ids("?sort=expiresAt")).toEqual([prod.id, test1.id]);
    expect(await ids("?sort=-expiresAt")).toEqual([test1.id, prod.id]);
    expect(await ids(`?id=${test1.id}`)).toEqual([test1.id]);
    expect(await ids("?id=1")).toEqual([]);
  });
});

describe("a token", () => {
  test("is valid until the instant at which it expires", () => {
    expect(isValid({ expiresAt: at(30) }, new Date(at(30).getTime() - 1))).toBe(true);
    expect(isValid({ expiresAt: at(30) }, at(30))).toBe(false);
  });

  test("belongs to an environment, also to one that nobody listed", () => {
    expect(environmentLabel("prod")).toBe("Production");
    expect(environmentLabel("staging")).toBe("staging");
    expect(environmentLabel("toString")).toBe("toString");
  });
});
