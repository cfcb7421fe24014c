import type { Db } from "../../lib/db/database.server.ts";
import { csvResponse } from "../../lib/list/csv.server.ts";
import { everyPage } from "../../lib/list/keyset.server.ts";
import { countUsage, listUsage } from "../../lib/usage/list-usage.server.ts";
import { usageList } from "../../lib/usage/usage.ts";
import { usageCsv } from "../../lib/usage/usage-csv.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makeMessageUsage, makeSearchUsage, makeUser } from "../helpers/factories.ts";

const day = (date: string) => new Date(`${date}T00:00:00Z`);

/** The ids that a URL's list shows, in its order; the count must agree. */
async function idsOf(db: Db, search: string): Promise<string[]> {
  const query = usageList.parse(`/usage?${search}`);
  const [{ rows }, total] = await Promise.all([listUsage(db, query), countUsage(db, query)]);
  expect(total).toEqual({ count: rows.length, exact: true });
  return rows.map((row) => row.id);
}

describe("the list of both counters", () => {
  test("shows whose, which day and how many; a like id in both tables is two rows", async ({ db }) => {
    const user = await makeUser(db, { name: "Ada Novak", email: "ada@example.com" });
    const date = day("2026-03-10");
    await makeMessageUsage(db, { id: "same", userId: user.id, messageCount: 12 });
    await makeSearchUsage(db, { id: "same", userId: user.id, searchCount: 3 });
    const { rows } = await listUsage(db, usageList.defaults);
    const shared = { userId: user.id, userName: "Ada Novak", userEmail: "ada@example.com", date };
    const times = { resetAt: day("2026-03-11"), updatedAt: madeAt };
    expect(rows).toEqual([
      { id: "searches:same", counter: "searches", ...shared, count: 3, ...times },
      { id: "messages:same", counter: "messages", ...shared, count: 12, ...times },
    ]);
  });

  test("each filter narrows it", async ({ db }) => {
    const ada = await makeUser(db, { name: "Ada Novak", email: "ada@example.com" });
    const grace = await makeUser(db, { name: "Grace", email: "grace@example.com" });
    await makeMessageUsage(db, { id: "1", userId: ada.id, messageCount: 5, date: day("2026-03-03") });
    await makeSearchUsage(db, { id: "2", userId: grace.id, searchCount: 6, date: day("2026-03-02") });
    await makeMessageUsage(db, { id: "3", userId: grace.id, messageCount: 7, date: new Date("2026-03-01T23:59:59Z") });
    expect(await idsOf(db, "")).toEqual(["messages:1", "searches:2", "messages:3"]);
    expect(await idsOf(db, "counter=searches")).toEqual(["searches:2"]);
    expect(await idsOf(db, "counter=searches&counter=messages&counter=tokens")).toEqual(["messages:1", "searches:2", "messages:3"]);
    expect(await idsOf(db, `user=${grace.id}`)).toEqual(["searches:2", "messages:3"]);
    expect(await idsOf(db, "user=ADA@example.com")).toEqual(["messages:1"]);
    expect(await idsOf(db, `user=ada@example.com&user=${grace.id}`)).toEqual(["messages:1", "searches:2", "messages:3"]);
    expect(await idsOf(db, "date.from=2026-03-02&date.to=2026-03-02")).toEqual(["searches:2"]);
    expect(await idsOf(db, "date.to=2026-03-01")).toEqual(["messages:3"]);
    expect(await idsOf(db, "count=5")).toEqual(["searches:2", "messages:3"]);
    expect(await idsOf(db, "count=99999999999")).toEqual([]);
    expect(await idsOf(db, "count=5&total=exact")).toEqual(["searches:2", "messages:3"]);
    expect(await idsOf(db, "id=messages:3&id=searches:3&id=2&id=searches:2")).toEqual(["searches:2", "messages:3"]);
    expect(await idsOf(db, "id=messages:2")).toEqual([]);
    expect(await idsOf(db, "q=nOvAk")).toEqual(["messages:1"]);
    expect(await idsOf(db, `q=${grace.id}&counter=messages`)).toEqual(["messages:3"]);
  });

  test("every order is walked forward and back without a gap, ties between both tables included", async ({ db }) => {
    const user = await makeUser(db);
    for (let n = 0; n < 30; n++) {
      const date = day(`2026-03-0${1 + (n % 4)}`);
      await makeMessageUsage(db, { id: `row${n}`, userId: user.id, messageCount: n % 3, date });
      await makeSearchUsage(db, { id: `row${n}`, userId: user.id, searchCount: n % 5, date });
    }
    for (const sort of ["date", "-date", "count", "-count"]) {
      const query = { ...usageList.parse(`/usage?sort=${sort}`), size: 7 };
      let page = await listUsage(db, query);
      const forward = page.rows.map((row) => row.id);
      while (page.next) {
        page = await listUsage(db, { ...query, cursor: { side: "after", ...page.next } });
        forward.push(...page.rows.map((row) => row.id));
      }
      const backward = page.rows.map((row) => row.id);
      while (page.previous) {
        page = await listUsage(db, { ...query, cursor: { side: "before", ...page.previous } });
        backward.unshift(...page.rows.map((row) => row.id));
      }
      expect(new Set(forward).size).toBe(60);
      expect(backward).toEqual(forward);
    }
  });

  test("its export has every row that matches", async ({ db }) => {
    const user = await makeUser(db, { name: "Ada", email: "ada@example.com" });
    await makeMessageUsage(db, { id: "m", userId: user.id });
    await makeSearchUsage(db, { id: "s", userId: user.id });
    const text = await csvResponse({
      name: "test",
      columns: usageCsv,
      batches: everyPage(usageList.defaults, 1, (page) => listUsage(db, page)),
      expected: 2,
    }).text();
    const rest = `2026-03-11T00:00:00.000Z,2026-03-10T12:00:00.000Z,${user.id},Ada,ada@example.com`;
    expect(text.replace("\uFEFF", "").trimEnd().split("\r\n")).toEqual([
      "usage_id,counter,date_utc,count,resets_at_utc,last_counted_at_utc,user_id,user_name,user_email",
      `searches:s,searches,2026-03-10T00:00:00.000Z,3,${rest}`,
      `messages:m,messages,2026-03-10T00:00:00.000Z,12,${rest}`,
      "# complete: 2 rows",
    ]);
  });
});
