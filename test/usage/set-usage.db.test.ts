import { eq } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { messageUsage } from "../../lib/db/schema.ts";
import { getUsage } from "../../lib/usage/get-usage.server.ts";
import { resetUsage, setUsage } from "../../lib/usage/set-usage.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makeMessageUsage, makeSearchUsage, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";

const staff = staffWith("usage:set");
const reason = "Counted twice";
const read = async (db: Db, id: string) => (await getUsage(db, id))!;

describe("a daily count", () => {
  test("is read with its user; an id of neither counter is nothing", async ({ db }) => {
    const user = await makeUser(db, { name: "Ada" });
    const { id } = await makeSearchUsage(db, { userId: user.id });
    expect(await getUsage(db, `searches:${id}`)).toEqual({
      id: `searches:${id}`,
      counter: "searches",
      rowId: id,
      count: 3,
      date: new Date("2026-03-10T00:00:00Z"),
      resetAt: new Date("2026-03-11T00:00:00Z"),
      createdAt: madeAt,
      updatedAt: madeAt,
      user: { id: user.id, name: "Ada", email: user.email },
      version: expect.stringMatching(/^\d+$/),
    });
    for (const other of [`messages:${id}`, id, `tokens:${id}`, ""]) expect(await getUsage(db, other)).toBeUndefined();
  });
});

describe("setting a count", () => {
  test("writes it with the time of change, and one entry", async ({ db }) => {
    const { id, resetAt } = await makeMessageUsage(db);
    const earliest = new Date();
    await setUsage(db, staff, `messages:${id}`, { version: (await read(db, `messages:${id}`)).version, count: 40, reason });
    const row = await read(db, `messages:${id}`);
    expect(row).toMatchObject({ count: 40, resetAt });
    expect(row.updatedAt >= earliest).toBe(true);
    const entries = await auditRowsOf(db, "message_usage", id);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ action: "usage.set", reason, actorId: staff.id });
    expect([entries[0]!.before, entries[0]!.after]).toEqual([{ messageCount: 12 }, { messageCount: 40 }]);
  });

  test("of searches is recorded as theirs, and may be the largest that fits", async ({ db }) => {
    const { id } = await makeSearchUsage(db);
    await makeMessageUsage(db, { id });
    const count = 2_147_483_647;
    await setUsage(db, staff, `searches:${id}`, { version: (await read(db, `searches:${id}`)).version, count, reason });
    expect((await read(db, `searches:${id}`)).count).toBe(count);
    expect((await read(db, `messages:${id}`)).count).toBe(12);
    const [entry] = await auditRowsOf(db, "extreme_search_usage", id);
    expect([entry!.before, entry!.after]).toEqual([{ searchCount: 3 }, { searchCount: count }]);
    expect(await auditRowsOf(db, "message_usage", id)).toEqual([]);
  });

  test("is refused where nothing changes, where it is gone, and as the product left it meanwhile", async ({ db }) => {
    const { id } = await makeMessageUsage(db);
    const usageId = `messages:${id}`;
    const { version } = await read(db, usageId);
    await expect(setUsage(db, staff, usageId, { version, count: 12, reason })).rejects.toMatchObject({ status: 422 });
    for (const gone of ["messages:gone", "gone", "tokens:1"]) {
      await expect(setUsage(db, staff, gone, { version, count: 1, reason })).rejects.toMatchObject({ status: 404 });
    }
    await db.transaction((tx) => tx.update(messageUsage).set({ messageCount: 13 }).where(eq(messageUsage.id, id)));
    await expect(setUsage(db, staff, usageId, { version, count: 1, reason })).rejects.toMatchObject({
      status: 409,
      conflict: { current: { count: "13" }, version: (await read(db, usageId)).version },
    });
    expect(await read(db, usageId)).toMatchObject({ count: 13, updatedAt: madeAt });
    expect(await auditRowsOf(db, "message_usage", id)).toEqual([]);
  });
});

describe("resetting a count", () => {
  test("sets it to 0, with one entry", async ({ db }) => {
    const { id } = await makeSearchUsage(db);
    await resetUsage(db, staff, `searches:${id}`, { version: (await read(db, `searches:${id}`)).version, reason });
    expect((await read(db, `searches:${id}`)).count).toBe(0);
    const entries = await auditRowsOf(db, "extreme_search_usage", id);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ action: "usage.reset", before: { searchCount: 3 }, after: { searchCount: 0 }, reason });
  });

  test("is refused where it is 0 already, and as another left it", async ({ db }) => {
    const { id } = await makeMessageUsage(db, { messageCount: 0 });
    const { version } = await read(db, `messages:${id}`);
    await expect(resetUsage(db, staff, `messages:${id}`, { version, reason })).rejects.toMatchObject({ status: 422 });
    await db.transaction((tx) => tx.update(messageUsage).set({ messageCount: 2 }).where(eq(messageUsage.id, id)));
    await expect(resetUsage(db, staff, `messages:${id}`, { version, reason })).rejects.toMatchObject({ status: 409 });
    expect(await auditRowsOf(db, "message_usage", id)).toEqual([]);
  });
});
