import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { chat, user } from "../../lib/db/schema.ts";
import { countFound, type FoundWithin, inRange, pageCondition, withinAll } from "../../lib/list/found-within.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt } from "../helpers/factories.ts";
import { seeded } from "../helpers/seeded.ts";

const listed = { table: chat, id: chat.id };
const CHATS = 40;
const idOf = (index: number) => `found-chat-${String(index).padStart(2, "0")}`;
const hour = (index: number) => new Date(madeAt.getTime() + index * 3_600_000);

/** Chats of four users, the newest first when ordered by their last activity, the oldest first by when they were made. */
async function makeChats(db: Db): Promise<void> {
  await db.delete(chat);
  const names = ["Ada Found", "Bo Found", "Cy Found", "Di Found"];
  await db.insert(user).values(
    names.map((name, index) => ({
      ...{ id: `found-user-${index}`, name, email: `found${index}@example.com`, emailVerified: true, createdAt: madeAt, updatedAt: madeAt },
    })),
  );
  await db.insert(chat).values(
    Array.from({ length: CHATS }, (_, index) => ({
      // The last user has the chats that both orders come to in the middle.
      ...{ id: idOf(index), userId: `found-user-${index > 15 && index < 22 ? 3 : index % 3}`, title: index % 5 === 0 ? "Paris" : "Rome" },
      ...{
        visibility: index % 2 === 0 ? ("public" as const) : ("private" as const),
        createdAt: hour(CHATS - index),
        updatedAt: hour(index),
      },
    })),
  );
}

function ownedBy(names: readonly string[]): FoundWithin {
  const isNamed = inArray(user.name, [...names]);
  return {
    among: chat.userId,
    ids: sql`select ${user.id} from ${user} where ${isNamed}`,
    lookUp: sql`select 1 from ${user} where ${user.id} = near."userId" and ${isNamed}`,
  };
}

const titled = (title: string): FoundWithin => ({
  among: chat.id,
  ids: sql`select ${chat.id} from ${chat} where ${eq(chat.title, title)}`,
  needs: [chat.title],
  lookUp: sql`select 1 where near.title = ${title}`,
});

const idsIn = async (db: Db, where: SQL | undefined, orderBy: [SQL, SQL], limit: number) => {
  const rows = await db
    .select({ id: chat.id })
    .from(chat)
    .where(where)
    .orderBy(...orderBy)
    .limit(limit);
  return rows.map((row) => row.id);
};

const anyFound = fc.record({
  owners: fc.option(fc.subarray(["Ada Found", "Bo Found", "Di Found", "Nobody"], { minLength: 1 })),
  title: fc.option(fc.constantFrom("Paris", "Rome", "Nowhere")),
  from: fc.option(fc.constantFrom(2, 20, 38, 90)),
  isPublic: fc.boolean(),
});

const limits = fc.record({
  few: fc.constantFrom(0, 1, 3, 1000),
  lookedInto: fc.constantFrom(1, 8, 1000),
  fewToCount: fc.constantFrom(0, 2, 1000),
  lookedIntoToCount: fc.constantFrom(3, 20, 1000),
});

describe("what is found by what belongs to the rows", () => {
  test("is the same whichever way it is looked for, in the list's order, and counted or called the least", { timeout: 60_000 }, async ({
    db,
  }) => {
    await makeChats(db);
    await fc.assert(
      fc.asyncProperty(anyFound, limits, fc.boolean(), fc.constantFrom(1, 5, 51), async (asked, limits, up, limit) => {
        const range = asked.from === null ? undefined : { from: hour(asked.from).toISOString() };
        const made = inRange(listed, chat.createdAt, range, false);
        const found = [...made.found, ...(asked.owners ? [ownedBy(asked.owners)] : []), ...(asked.title ? [titled(asked.title)] : [])];
        const kept = and(asked.isPublic ? eq(chat.visibility, "public") : undefined, made.kept);
        const towards = up ? asc : desc;
        const orderBy: [SQL, SQL] = [towards(chat.updatedAt), towards(chat.id)];

        const plain = await idsIn(db, withinAll(kept, found), orderBy, 1000);
        const where = await pageCondition(db, listed, { where: kept, orderBy, limit }, found, limits);
        expect(await idsIn(db, where, orderBy, limit)).toEqual(plain.slice(0, limit));

        expect(await countFound(db, listed, { kept, found }, true, limits)).toEqual({ count: plain.length, exact: true });
        const total = await countFound(db, listed, { kept, found }, false, limits);
        if (total.exact) expect(total.count).toBe(plain.length);
        else expect(total.count).toBeLessThanOrEqual(plain.length);
        // With room enough it is always exact.
        if (limits.lookedIntoToCount > CHATS) expect(total.exact).toBe(true);
      }),
      seeded(120),
    );
  });

  test("is not called exact where only a part of the rows was looked into", async ({ db }) => {
    await makeChats(db);
    const found = [titled("Rome")];
    const limits = { few: 0, lookedInto: 5, fewToCount: 0, lookedIntoToCount: 10 };
    const total = await countFound(db, listed, { kept: undefined, found }, false, limits);
    expect(total.exact).toBe(false);
    expect(total.count).toBeLessThanOrEqual(10);
    expect(await countFound(db, listed, { kept: undefined, found }, true, limits)).toEqual({ count: 32, exact: true });
  });
});
