import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { eq } from "drizzle-orm";
import { vi } from "vitest";
import { loader as listLoader } from "../../app/routes/_staff.users._index/route.tsx";
import { loader as pageLoader } from "../../app/routes/_staff.users.$userId/route.tsx";
import { action as banAction } from "../../app/routes/_staff.users.$userId_.ban/route.tsx";
import { action as deleteAction, loader as deleteLoader } from "../../app/routes/_staff.users.$userId_.delete/route.tsx";
import { action as editAction } from "../../app/routes/_staff.users.$userId_.edit/route.tsx";
import { action as revokeAction } from "../../app/routes/_staff.users.$userId_.revoke-session.$sessionId/route.tsx";
import { action as rolesAction } from "../../app/routes/_staff.users.$userId_.roles/route.tsx";
import { loader as csvLoader } from "../../app/routes/_staff.users[.]csv.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { auditLog, session } from "../../lib/db/schema.ts";
import { getUserForChange } from "../../lib/users/get-user.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import {
  makeAccount,
  makeChat,
  makeMessage,
  makeMessageUsage,
  makePayment,
  makeSession,
  makeSubscription,
  makeToolCall,
  makeUser,
} from "../helpers/factories.ts";
import { type SignedIn, signedIn } from "../helpers/request.ts";
import { auditRowsOf } from "../helpers/staff.ts";

const get = (person: SignedIn, path: string, params = {}): LoaderFunctionArgs => ({ request: person.get(path), params, context: {} });
const post = (
  person: SignedIn,
  params: Record<string, string>,
  fields: Record<string, string | string[]>,
  path = "/users",
): ActionFunctionArgs => ({
  request: person.post(path, fields),
  params,
  context: {},
});

/** What a form's action answered: its status, and where it leads or what it says. */
async function answerOf(answer: unknown): Promise<{ status: number; to?: string | null; said?: unknown }> {
  if (answer instanceof Response) return { status: answer.status, to: answer.headers.get("Location") };
  const { data, init } = (await answer) as { data: unknown; init: ResponseInit };
  return { status: init.status ?? 200, said: data };
}

async function makeBusyUser(db: Db) {
  const { id: userId } = await makeUser(db);
  await makeSession(db, { userId });
  await makeAccount(db, { userId, accessToken: "secret-access", password: "secret-hash" });
  await makeSubscription(db, { userId });
  await makePayment(db, { userId });
  const { chatId } = await makeToolCall(db, { chatId: (await makeChat(db, { userId })).id });
  await makeMessage(db, { chatId, createdAt: new Date() });
  await makeMessageUsage(db, { userId });
  return userId;
}

describe("the page of a user", () => {
  test("holds for each role what it may read, and nothing of the rest", async ({ db }) => {
    const userId = await makeBusyUser(db);
    const sections = async (person: SignedIn) => {
      const { related } = await pageLoader(get(person, `/users/${userId}`, { userId }));
      return Object.entries(related).flatMap(([name, rows]) => (rows ? [`${name} ${rows.length}`] : []));
    };
    expect(await sections(await signedIn(db, "admin"))).toEqual(["subscriptions 1", "payments 1", "chats 1", "toolCalls 1", "usage 1"]);
    expect(await sections(await signedIn(db, "support"))).toEqual(["chats 1", "toolCalls 1", "usage 1"]);
    expect(await sections(await signedIn(db, "finance"))).toEqual(["subscriptions 1", "payments 1"]);
  });

  test("takes at most 12 queries, the guard's own among them, and never a secret", async ({ db }) => {
    const userId = await makeBusyUser(db);
    const admin = await signedIn(db, "admin");
    const queries = vi.spyOn(db._.session, "prepareQuery");
    const answer = await pageLoader(get(admin, `/users/${userId}`, { userId }));
    const count = queries.mock.calls.length;
    queries.mockRestore();
    // Nine of the page and the guard's: a lower count would mean that the spy saw nothing.
    expect(count).toBeGreaterThan(9);
    expect(count).toBeLessThanOrEqual(12);
    const { rows } = await db.execute<{ token: string }>("select token from session");
    expect(rows.length).toBeGreaterThan(1);
    for (const secret of ["secret-access", "secret-hash", ...rows.map((row) => row.token)]) {
      expect(JSON.stringify(answer)).not.toContain(secret);
    }
  });

  test("offers nobody to ban, demote or delete themselves", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const other = await makeUser(db);
    const may = async (userId: string) => (await pageLoader(get(admin, `/users/${userId}`, { userId }))).may;
    const all = { correct: true, changeRoles: true, ban: true, revoke: true, delete: true, audit: true };
    expect(await may(other.id)).toEqual(all);
    expect(await may(admin.user.id)).toEqual({ ...all, changeRoles: false, ban: false, delete: false });
  });

  test("is 404 for nobody", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    await expect(pageLoader(get(admin, "/users/x", { userId: "x" }))).rejects.toMatchObject({ init: { status: 404 } });
  });
});

describe("correcting", () => {
  const fields = { version: "1", name: "", email: "grace@example.com", emailVerified: "no" };

  test("somebody whose name is blank needs no name", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const { id: userId } = await makeUser(db, { name: " " });
    const { version } = (await getUserForChange(db, userId))!;
    const answer = await answerOf(await editAction(post(admin, { userId }, { ...fields, version, name: " " })));
    expect(answer).toMatchObject({ status: 302, to: `/users/${userId}` });
    expect(await getUserForChange(db, userId)).toMatchObject({ name: " ", email: "grace@example.com" });
  });

  test("somebody who was deleted meanwhile says so beside what was typed", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const answer = await answerOf(await editAction(post(admin, { userId: "gone" }, { ...fields, name: "Grace" })));
    expect(answer.status).toBe(404);
    expect(JSON.stringify(answer.said)).toContain("Grace");
  });
});

describe("the list and its export", () => {
  test("have messages for those who may read chats alone", async ({ db }) => {
    const userId = await makeBusyUser(db);
    const [support, finance] = [await signedIn(db, "support"), await signedIn(db, "finance")];
    const read = await listLoader(get(support, `/users?id=${userId}`));
    expect(read.page.rows).toMatchObject([{ id: userId, messages: 1 }]);
    const kept = await listLoader(get(finance, "/users"));
    expect(JSON.stringify(kept)).not.toContain("messages");
    const csv = await csvLoader(get(finance, "/users.csv"));
    expect(await csv.text()).not.toContain("messages");
  });

  test("say who was active when to those who may read usage alone", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    await makeMessageUsage(db, { userId, date: new Date("2026-03-10T12:00:00Z") });
    const [support, finance] = [await signedIn(db, "support"), await signedIn(db, "finance")];
    const search = `?id=${userId}&active.from=2026-03-11`;
    expect((await listLoader(get(support, `/users${search}`))).page.rows).toEqual([]);
    const { query, page } = await listLoader(get(finance, `/users${search}`));
    expect([query.filters, page.rows.length]).toEqual([{ id: [userId] }, 1]);
    expect(await (await csvLoader(get(finance, `/users.csv${search}`))).text()).toContain("# complete: 1 rows");
  });

  test("an export is recorded with what was taken", async ({ db }) => {
    await makeUser(db, { name: "Zdena Qwertzová" });
    const admin = await signedIn(db, "admin");
    const csv = await (await csvLoader(get(admin, "/users.csv?q=qwertz"))).text();
    expect(csv).toContain("# complete: 1 rows");
    const entries = await db
      .select({ action: auditLog.action, after: auditLog.after })
      .from(auditLog)
      .where(eq(auditLog.actorId, admin.user.id));
    expect(entries).toMatchObject([{ action: "list.export", after: { filter: "q=qwertz", rows: 1, scope: "all", format: "csv" } }]);
  });
});

describe("the forms of a user", () => {
  test("a correction leads back to the user; a taken e-mail is an error at its field", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const { id: userId, name } = await makeUser(db);
    const version = (await getUserForChange(db, userId))!.version;
    const fields = { version, name, email: admin.user.email.toUpperCase(), emailVerified: "yes" };
    const refused = await answerOf(await editAction(post(admin, { userId }, fields)));
    expect(refused).toMatchObject({ status: 422, said: { result: { error: { email: ["Another user has this e-mail already."] } } } });
    const saved = await answerOf(await editAction(post(admin, { userId }, { ...fields, email: "New@Example.com" })));
    expect(saved).toEqual({ status: 302, to: `/users/${userId}` });
    expect((await getUserForChange(db, userId))!.email).toBe("new@example.com");
  });

  test("a name is asked for only where there is one", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    for (const [name, status] of [
      ["Ada", 400],
      ["", 302],
    ] as const) {
      const { id: userId } = await makeUser(db, { name });
      const version = (await getUserForChange(db, userId))!.version;
      const fields = { version, name: "", email: `corrected-${status}@example.com`, emailVerified: "yes" };
      expect(await answerOf(await editAction(post(admin, { userId }, fields)))).toMatchObject({ status });
    }
  });

  test("a stale correction shows both sides and loses nothing", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const { id: userId, email } = await makeUser(db, { name: "Theirs" });
    const formBase = JSON.stringify({ name: "Before", email, emailVerified: "yes" });
    const fields = { version: "1", name: "Before", email: "mine@example.com", emailVerified: "yes", formBase };
    const refused = await answerOf(await editAction(post(admin, { userId }, fields)));
    const merged = { name: "Theirs", email: "mine@example.com", emailVerified: "yes" };
    expect(refused).toMatchObject({ status: 409, said: { conflict: { current: { name: "Theirs", email }, merged } } });
  });

  test("roles come from any number of boxes; one's own are refused", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const { id: userId } = await makeUser(db);
    const version = (await getUserForChange(db, userId))!.version;
    const given = await rolesAction(post(admin, { userId }, { version, role: "user", staffRoles: ["support", "finance"] }));
    expect((await answerOf(given)).status).toBe(302);
    expect((await getUserForChange(db, userId))!.staffRoles).toEqual(["support", "finance"]);
    const next = (await getUserForChange(db, userId))!.version;
    expect((await answerOf(await rolesAction(post(admin, { userId }, { version: next, role: "user" })))).status).toBe(302);
    expect((await getUserForChange(db, userId))!.staffRoles).toEqual([]);

    const own = { version: (await getUserForChange(db, admin.user.id))!.version, role: "user" };
    expect((await answerOf(await rolesAction(post(admin, { userId: admin.user.id }, own)))).status).toBe(403);
  });

  test("a ban without a reason is refused, one with a reason ends the sessions", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const banned = await signedIn(db, "support");
    const userId = banned.user.id;
    const version = (await getUserForChange(db, userId))!.version;
    expect((await answerOf(await banAction(post(admin, { userId }, { version, reason: "", until: "" })))).status).toBe(400);
    const done = await banAction(post(admin, { userId }, { version, reason: "Shared one account", until: "" }));
    expect((await answerOf(done)).status).toBe(302);
    await expect(listLoader(get(banned, "/users"))).rejects.toMatchObject({ status: 302 });
  });

  test("a session is ended through its own user alone", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const { id: sessionId, userId } = await makeSession(db);
    const wrong = await revokeAction(post(admin, { userId: admin.user.id, sessionId }, {}));
    expect((await answerOf(wrong)).status).toBe(404);
    const done = await revokeAction(post(admin, { userId, sessionId }, {}));
    expect(await answerOf(done)).toEqual({ status: 302, to: `/users/${userId}` });
    expect((await db.select({ id: session.id }).from(session)).map((row) => row.id)).not.toContain(sessionId);
  });

  test("a deletion takes what its page counted, and is refused when that changed", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const userId = await makeBusyUser(db);
    const params = { userId };
    const seen = await deleteLoader(get(admin, `/users/${userId}/delete`, params));
    await makeChat(db, { userId });
    const fields = { version: seen.user.version, counted: seen.counted, confirmation: ` ${seen.user.email.toUpperCase()} ` };
    const refused = await answerOf(await deleteAction(post(admin, params, fields)));
    expect(refused).toMatchObject({ status: 409, said: { result: { error: { "": [expect.stringContaining("chats: 2, were 1")] } } } });
    const { counted } = await deleteLoader(get(admin, `/users/${userId}/delete`, params));
    expect(await answerOf(await deleteAction(post(admin, params, { ...fields, counted })))).toEqual({ status: 302, to: "/users" });
    expect((await auditRowsOf(db, "user", userId)).map((entry) => entry.action)).toEqual(["user.delete"]);
  });
});
