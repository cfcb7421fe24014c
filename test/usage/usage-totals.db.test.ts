import type { Db } from "../../lib/db/database.server.ts";
import { env } from "../../lib/env.server.ts";
import { heaviestUsers } from "../../lib/usage/heaviest-users.server.ts";
import { usageList } from "../../lib/usage/usage.ts";
import { usageByDay } from "../../lib/usage/usage-by-day.server.ts";
import { usageRange } from "../../lib/usage/usage-range.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeMessageUsage, makeSearchUsage, makeUser } from "../helpers/factories.ts";

const now = new Date("2026-03-10T15:00:00Z");
const day = (date: string) => new Date(`${date}T00:00:00Z`);

async function ask(db: Db, search: string) {
  const query = usageList.parse(`/usage?${search}`);
  const range = usageRange(query.filters.date, now, "UTC");
  const [days, users] = await Promise.all([usageByDay(db, query, range), heaviestUsers(db, query, range)]);
  return { days, users };
}

describe("usage a day", () => {
  test("adds up both counters, and says zero of a day without a row", async ({ db }) => {
    await makeMessageUsage(db, { date: day("2026-03-08"), messageCount: 5 });
    await makeMessageUsage(db, { date: new Date("2026-03-08T23:59:59Z"), messageCount: 6 });
    await makeSearchUsage(db, { date: day("2026-03-08"), searchCount: 7 });
    await makeMessageUsage(db, { date: day("2026-03-10"), messageCount: 1 });
    await makeMessageUsage(db, { date: day("2026-03-11"), messageCount: 100 });
    const { days } = await ask(db, "date.from=2026-03-07&date.to=2026-03-10");
    expect(days).toEqual([
      { day: "2026-03-07", messages: 0, searches: 0 },
      { day: "2026-03-08", messages: 11, searches: 7 },
      { day: "2026-03-09", messages: 0, searches: 0 },
      { day: "2026-03-10", messages: 1, searches: 0 },
    ]);
  });

  test("is of the reporting zone's days, as the list is, also where its clocks change", async ({ db }) => {
    env().reportingTimeZone = "America/New_York";
    try {
      // The clocks go forward on 8 March: that day is over an hour earlier.
      for (const at of ["2026-03-08T04:59:59Z", "2026-03-08T05:00:00Z", "2026-03-09T03:59:59Z", "2026-03-09T04:00:00Z"]) {
        await makeMessageUsage(db, { date: new Date(at), messageCount: 1 });
      }
      const query = usageList.parse("/usage?date.from=2026-03-07&date.to=2026-03-09");
      const days = await usageByDay(db, query, usageRange(query.filters.date, now, "America/New_York"));
      expect(days.map(({ day, messages }) => [day, messages])).toEqual([
        ["2026-03-07", 1],
        ["2026-03-08", 2],
        ["2026-03-09", 1],
      ]);
    } finally {
      env().reportingTimeZone = "UTC";
    }
  });

  test("follows the filter, and is of 30 days without one", async ({ db }) => {
    const user = await makeUser(db);
    await makeMessageUsage(db, { userId: user.id, date: day("2026-02-09"), messageCount: 1000 });
    await makeMessageUsage(db, { userId: user.id, date: day("2026-02-10"), messageCount: 10 });
    await makeMessageUsage(db, { date: day("2026-02-10"), messageCount: 3 });
    await makeSearchUsage(db, { userId: user.id, date: day("2026-02-10"), searchCount: 4 });
    const first = async (search: string) => (await ask(db, search)).days[0];
    expect(await first("")).toEqual({ day: "2026-02-09", messages: 1000, searches: 0 });
    expect((await ask(db, "")).days).toHaveLength(30);
    expect(await first("date.from=2026-02-10")).toEqual({ day: "2026-02-10", messages: 13, searches: 4 });
    expect(await first(`date.from=2026-02-10&user=${user.id}`)).toEqual({ day: "2026-02-10", messages: 10, searches: 4 });
    expect(await first("date.from=2026-02-10&counter=searches")).toEqual({ day: "2026-02-10", messages: 0, searches: 4 });
    expect(await first("date.from=2026-02-10&count=3")).toEqual({ day: "2026-02-10", messages: 10, searches: 4 });
  });
});

describe("the heaviest users", () => {
  test("are ten by the sum of both counters in the range, the heaviest first", async ({ db }) => {
    const users = [];
    for (let n = 0; n < 12; n++) {
      const user = await makeUser(db, { id: `user${String(n).padStart(2, "0")}`, name: `User ${n}` });
      users.push(user);
      await makeMessageUsage(db, { userId: user.id, date: day("2026-03-08"), messageCount: n });
    }
    await makeSearchUsage(db, { userId: "user03", date: day("2026-03-09"), searchCount: 20 });
    await makeSearchUsage(db, { userId: "user01", date: day("2026-01-01"), searchCount: 500 });
    const { users: heaviest } = await ask(db, "");
    expect(heaviest.map((user) => [user.userId, user.total])).toEqual([
      ["user03", 23],
      ...[11, 10, 9, 8, 7, 6, 5, 4, 2].map((n) => [`user${String(n).padStart(2, "0")}`, n]),
    ]);
    expect(heaviest[0]).toEqual({
      userId: "user03",
      name: "User 3",
      email: users[3]!.email,
      messages: 3,
      searches: 20,
      total: 23,
    });
    expect((await ask(db, "counter=searches")).users.map((user) => user.userId)).toEqual(["user03"]);
    expect((await ask(db, "date.from=2026-01-01&date.to=2026-01-01")).users.map((user) => user.userId)).toEqual(["user01"]);
  });
});
