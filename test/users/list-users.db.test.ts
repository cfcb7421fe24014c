import { countMessages } from "../../lib/chats/list-messages.server.ts";
import { messageList } from "../../lib/chats/message.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { chat, user } from "../../lib/db/schema.ts";
import { csvResponse } from "../../lib/list/csv.server.ts";
import { everyPage } from "../../lib/list/keyset.server.ts";
import { countUsers, listUsers, messagesFrom } from "../../lib/users/list-users.server.ts";
import { userList } from "../../lib/users/user.ts";
import { userCsv } from "../../lib/users/user-csv.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import {
  madeAt,
  makeChat,
  makeMessage,
  makeMessageUsage,
  makeSubscription,
  makeToolCall,
  makeUser,
  makeUserRole,
} from "../helpers/factories.ts";

// On PostgreSQL other tests of this worker, which commit, have left users of theirs; they are back when the transaction is rolled back.
test.beforeEach(async ({ db }) => {
  await db.delete(chat);
  await db.delete(user);
});

const withMessages = { withMessages: true };
const at = (seconds: number) => new Date(madeAt.getTime() + seconds * 1000);
const fromNow = (days: number) => new Date(Date.now() + days * 86_400_000);

/** The ids that a URL's list shows, in its order; the count must agree. */
async function idsOf(db: Db, search: string): Promise<string[]> {
  const query = userList.parse(`/users?${search}`);
  const { rows } = await listUsers(db, query, { withMessages: false });
  expect(await countUsers(db, query)).toEqual({ count: rows.length, exact: true });
  return rows.map((row) => row.id);
}

describe("a row of the list of users", () => {
  test("has staff roles, plan and messages of 30 days, none of which multiplies another", async ({ db }) => {
    const ada = await makeUser(db, { name: "Ada Novak", email: "ada@example.com" });
    await makeUserRole(db, { userId: ada.id, role: "finance" });
    await makeUserRole(db, { userId: ada.id, role: "support" });
    await makeSubscription(db, { userId: ada.id });
    await makeSubscription(db, { userId: ada.id, status: "canceled" });
    const recent = new Date(`${messagesFrom()}T00:00:00Z`);
    for (let index = 0; index < 2; index++) {
      const { id: chatId } = await makeChat(db, { userId: ada.id });
      await makeToolCall(db, { chatId });
      await makeMessage(db, { chatId, createdAt: recent });
      await makeMessage(db, { chatId, createdAt: recent, role: "user" });
      await makeMessage(db, { chatId, createdAt: new Date(recent.getTime() - 1) });
    }
    const { rows } = await listUsers(db, userList.defaults, withMessages);
    expect(rows).toEqual([
      {
        id: ada.id,
        name: "Ada Novak",
        email: "ada@example.com",
        emailVerified: true,
        role: "user",
        createdAt: madeAt,
        banned: false,
        banReason: null,
        banExpires: null,
        staffRoles: ["support", "finance"],
        plan: { status: "active", product: "prod_pro_monthly" },
        messages: 4,
      },
    ]);
    const behind = messageList.parse(messageList.link({ user: [ada.id], createdAt: { from: messagesFrom() } }));
    expect(await countMessages(db, behind)).toEqual({ count: 4, exact: true });
  });

  test("has no messages where they were not asked for, and is whole for a user who has nothing", async ({ db }) => {
    await makeUser(db);
    const { rows } = await listUsers(db, userList.defaults, { withMessages: false });
    expect(rows[0]).toMatchObject({ staffRoles: [], plan: null });
    expect(rows[0]).not.toHaveProperty("messages");
    const counted = await listUsers(db, userList.defaults, withMessages);
    expect(counted.rows[0]!.messages).toBe(0);
  });
});

describe("the order of the list", () => {
  test("visits every user once, in each order, under ties", async ({ db }) => {
    const names = ["Ada", "ada", "Zoë", "Ödön", "李雷", "x".repeat(300), `${"x".repeat(150)}y`];
    for (let index = 0; index < 14; index++) await makeUser(db, { name: names[index % 7]!, createdAt: at(index % 3) });
    for (const sort of ["createdAt", "-createdAt", "name", "-name", "email", "-email"]) {
      const query = userList.parse(`/users?sort=${sort}`);
      const seen: string[] = [];
      for await (const rows of everyPage(query, 4, (page) => listUsers(db, page, withMessages))) seen.push(...rows.map((row) => row.id));
      expect(seen).toHaveLength(14);
      expect(new Set(seen).size).toBe(14);
      expect(await idsOf(db, `sort=${sort}`)).toEqual(seen);
    }
  });

  test("begins with who joined last", async ({ db }) => {
    const first = await makeUser(db, { createdAt: at(0) });
    const last = await makeUser(db, { createdAt: at(1) });
    expect(await idsOf(db, "")).toEqual([last.id, first.id]);
  });
});

describe("the filters of the list", () => {
  test("search finds parts of the name and the e-mail, and an exact id", async ({ db }) => {
    const ada = await makeUser(db, { name: "Ada Nováková", email: "ada@example.com", createdAt: at(1) });
    const bob = await makeUser(db, { name: "Bob 100%", email: "bob.novak@example.net", createdAt: at(0) });
    expect(await idsOf(db, "q=NOVÁ")).toEqual([ada.id]);
    expect(await idsOf(db, "q=nov")).toEqual([ada.id, bob.id]);
    expect(await idsOf(db, "q=00%25")).toEqual([bob.id]);
    expect(await idsOf(db, "q=%25%25")).toEqual([]);
    expect(await idsOf(db, `q=${ada.id}`)).toEqual([ada.id]);
    expect(await idsOf(db, `q=${ada.id.slice(0, -1)}`)).toEqual([]);
  });

  test("role, staff role, verified, joined and id", async ({ db }) => {
    const admin = await makeUser(db, { role: "admin", createdAt: at(5) });
    const support = await makeUser(db, { createdAt: at(4), emailVerified: false });
    const both = await makeUser(db, { createdAt: at(3) });
    const plain = await makeUser(db, { createdAt: new Date("2026-02-01T00:00:00Z") });
    await makeUserRole(db, { userId: support.id, role: "support" });
    await makeUserRole(db, { userId: both.id, role: "support" });
    await makeUserRole(db, { userId: both.id, role: "finance" });
    expect(await idsOf(db, "role=admin")).toEqual([admin.id]);
    expect(await idsOf(db, "role=user")).toEqual([support.id, both.id, plain.id]);
    expect(await idsOf(db, "staffRole=admin")).toEqual([admin.id]);
    expect(await idsOf(db, "staffRole=finance")).toEqual([both.id]);
    expect(await idsOf(db, "staffRole=admin&staffRole=support&staffRole=finance")).toEqual([admin.id, support.id, both.id]);
    expect(await idsOf(db, "verified=no")).toEqual([support.id]);
    expect(await idsOf(db, "createdAt.to=2026-02-01")).toEqual([plain.id]);
    expect(await idsOf(db, "createdAt.from=2026-02-02&createdAt.to=2026-03-10")).toEqual([admin.id, support.id, both.id]);
    expect(await idsOf(db, `id=${plain.id}&id=${admin.id}&id=nobody`)).toEqual([admin.id, plain.id]);
  });

  test("a ban that has ended is no ban", async ({ db }) => {
    const free = await makeUser(db, { createdAt: at(3) });
    const forever = await makeUser(db, { banned: true, createdAt: at(2) });
    const ending = await makeUser(db, { banned: true, banExpires: fromNow(1), createdAt: at(1) });
    const ended = await makeUser(db, { banned: true, banExpires: fromNow(-1), createdAt: at(0) });
    expect(await idsOf(db, "banned=yes")).toEqual([forever.id, ending.id]);
    expect(await idsOf(db, "banned=no")).toEqual([free.id, ended.id]);
  });

  test("active means a day with messages in the range", async ({ db }) => {
    const { userId } = await makeMessageUsage(db, { date: new Date("2026-03-10T00:00:00Z") });
    await makeMessageUsage(db, { userId, date: new Date("2026-03-11T00:00:00Z") });
    await makeUser(db);
    expect(await idsOf(db, "active.from=2026-03-10&active.to=2026-03-11")).toEqual([userId]);
    expect(await idsOf(db, "active.to=2026-03-09")).toEqual([]);
  });
});

test("the plan is the running subscription that started last, else the one that started last", async ({ db }) => {
  const [none, left, kept, twice, odd] = await Promise.all([0, 1, 2, 3, 4].map((second) => makeUser(db, { createdAt: at(-second) })));
  await makeSubscription(db, { userId: left!.id, status: "paused", startedAt: at(0) });
  await makeSubscription(db, { userId: left!.id, status: "canceled", startedAt: at(1) });
  await makeSubscription(db, { userId: kept!.id, status: "past_due", startedAt: at(0) });
  await makeSubscription(db, { userId: kept!.id, status: "canceled", startedAt: at(1) });
  await makeSubscription(db, { userId: twice!.id, status: "active", startedAt: at(0), productId: "prod_old" });
  await makeSubscription(db, { userId: twice!.id, status: "trialing", startedAt: at(1), productId: "prod_new" });
  await makeSubscription(db, { userId: odd!.id, status: "frozen_solid" });
  await makeSubscription(db, { status: "active" });

  const { rows } = await listUsers(db, userList.defaults, { withMessages: false });
  expect(rows.map((row) => row.plan)).toEqual([
    null,
    { status: "canceled", product: "prod_pro_monthly" },
    { status: "past_due", product: "prod_pro_monthly" },
    { status: "trialing", product: "prod_new" },
    { status: "frozen_solid", product: "prod_pro_monthly" },
  ]);
  expect(await idsOf(db, "plan=none")).toEqual([none!.id]);
  expect(await idsOf(db, "plan=canceled")).toEqual([left!.id]);
  expect(await idsOf(db, "plan=paused")).toEqual([]);
  expect(await idsOf(db, "plan=active")).toEqual([]);
  expect(await idsOf(db, "plan=trialing&plan=past_due")).toEqual([kept!.id, twice!.id]);
  expect(await idsOf(db, "plan=trialing&plan=none")).toEqual([none!.id, twice!.id]);
});

describe("the export", () => {
  test("has the messages of 30 days only for those who may read chats", async ({ db }) => {
    await makeUser(db, { id: "user_1", name: "=Ada", email: "ada@example.com", banned: true, banReason: "Fraud, twice" });
    const export_ = (allowed: { withMessages: boolean }) =>
      csvResponse({
        name: "users",
        columns: userCsv(allowed),
        batches: everyPage(userList.defaults, 1000, (page) => listUsers(db, page, allowed)),
        expected: 1,
      }).text();
    expect(await export_(withMessages)).toBe(
      "user_id,name,email,role,staff_roles,email_verified,plan_status,plan_product,messages_30_days,joined_utc,banned,ban_reason,ban_ends_utc\r\n" +
        `user_1,'=Ada,ada@example.com,user,,true,,,0,2026-03-10T12:00:00.000Z,true,"Fraud, twice",\r\n` +
        "# complete: 1 rows\r\n",
    );
    expect(await export_({ withMessages: false })).not.toContain("messages_30_days");
  });
});
