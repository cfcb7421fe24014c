import { loader as pageLoader } from "../../app/routes/_staff.chats.$chatId/route.tsx";
import {
  action as revealAction,
  loader as revealLoader,
} from "../../app/routes/_staff.chats.$chatId_.messages.$messageId.reveal/route.tsx";
import { action, loader } from "../../app/routes/_staff.chats.$chatId_.open/route.tsx";
import type { Db } from "../../lib/db/database.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeChat, makeMessage } from "../helpers/factories.ts";
import { signedIn } from "../helpers/request.ts";
import { auditRowsOf } from "../helpers/staff.ts";
import { ask } from "../routes/route-modules.ts";

const openings = async (db: Db, chatId: string) => (await auditRowsOf(db, "chat", chatId)).map(({ action, reason }) => [action, reason]);

describe("the page that opens a private chat", () => {
  test("asks support why, keeps what was typed, and leads back to where they were", async ({ db }) => {
    const support = await signedIn(db, "support");
    const { id: chatId } = await makeChat(db);
    const to = `/chats/${chatId}?message=m_1&x=a%26b`;
    const address = `/chats/${chatId}/open?${new URLSearchParams({ to })}`;
    const asked = await ask(loader, support.get(address), { chatId });
    expect([asked.status, JSON.parse(await asked.text())]).toEqual([
      200,
      { chatId, title: "Flights to Lisbon", owner: "Ada Novak", backTo: to },
    ]);

    const refused = await ask(action, support.post(address, { reason: " a " }), { chatId });
    expect(refused.status).toBe(400);
    expect(JSON.parse(await refused.text())).toMatchObject({
      result: { initialValue: { reason: " a " }, error: { reason: [expect.any(String)] } },
    });
    expect(await openings(db, chatId)).toEqual([]);

    expect(await ask(action, support.post(address, { reason: "Asked about a refund" }), { chatId })).toMatchObject({
      status: 302,
      location: to,
    });
    expect(await openings(db, chatId)).toEqual([["chat.read", "Asked about a refund"]]);
    // A second look, and a second press of the button, open nothing anew.
    expect(await ask(loader, support.get(address), { chatId })).toMatchObject({ status: 302, location: to });
    await ask(action, support.post(address, { reason: "Asked about a refund" }), { chatId });
    expect(await openings(db, chatId)).toHaveLength(1);
  });

  test("leads nowhere but into the dashboard, and not to itself", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const { id: chatId } = await makeChat(db);
    const chat = `/chats/${chatId}`;
    for (const to of [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "/.//evil.example",
      "javascript:alert(1)",
      "",
      `${chat}/open`,
      `${chat}/open?to=x`,
    ]) {
      const address = `${chat}/open?${new URLSearchParams({ to })}`;
      expect(await ask(loader, admin.get(address), { chatId })).toMatchObject({ status: 302, location: chat });
      const form = { reason: "Asked about a refund" };
      expect(await ask(action, admin.post(address, form), { chatId })).toMatchObject({ status: 302, location: chat });
    }
  });

  test("asks nothing of admins, or for a public chat", async ({ db }) => {
    const [admin, support] = [await signedIn(db, "admin"), await signedIn(db, "support")];
    const [secret, open] = [await makeChat(db), await makeChat(db, { visibility: "public" })];
    expect(await ask(loader, admin.get(`/chats/${secret.id}/open`), { chatId: secret.id })).toMatchObject({
      location: `/chats/${secret.id}`,
    });
    expect(await ask(loader, support.get(`/chats/${open.id}/open`), { chatId: open.id })).toMatchObject({ location: `/chats/${open.id}` });
    expect([...(await openings(db, secret.id)), ...(await openings(db, open.id))]).toEqual([]);
  });

  test("is not there for a chat that is not", async ({ db }) => {
    const support = await signedIn(db, "support");
    expect(await ask(loader, support.get("/chats/nobody/open"), { chatId: "nobody" })).toMatchObject({ status: 404 });
    const form = { reason: "Asked about a refund" };
    expect(await ask(action, support.post("/chats/nobody/open", form), { chatId: "nobody" })).toMatchObject({ status: 404 });
  });
});

describe("what a browser asks for on a guess", () => {
  test("opens nothing, also for an admin", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const { id: chatId } = await makeChat(db);
    const guesses = [
      ["Sec-Purpose", "prefetch"],
      ["Sec-Purpose", "prefetch;prerender"],
      ["Purpose", "prefetch"],
      ["X-Purpose", "preview"],
      ["X-Moz", "prefetch"],
    ] as const;
    for (const [name, value] of guesses) {
      const request = admin.get(`/chats/${chatId}`);
      request.headers.set(name, value);
      expect(await ask(pageLoader, request, { chatId })).toMatchObject({ status: 503 });
    }
    expect(await openings(db, chatId)).toEqual([]);
    expect(await ask(pageLoader, admin.get(`/chats/${chatId}`), { chatId })).toMatchObject({ status: 200 });
    expect(await openings(db, chatId)).toEqual([["chat.read", null]]);
  });
});

describe("revealing a message", () => {
  test("is an act of its own: the page before it reads and records nothing", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const { id: messageId, chatId } = await makeMessage(db, { parts: [{ type: "text", text: "Write to zoe@example.com" }] });
    const params = { chatId, messageId };
    const address = `/chats/${chatId}/messages/${messageId}/reveal`;
    expect(await (await ask(revealLoader, admin.get(address), params)).text()).not.toContain("zoe");
    expect(await openings(db, chatId)).toEqual([]);

    const answer = await ask(revealAction, admin.post(address), params);
    expect([answer.status, JSON.parse(await answer.text())]).toMatchObject([200, { message: { id: messageId, masked: 0 } }]);
    expect(await openings(db, chatId)).toEqual([["chat.read", null]]);
    expect(await auditRowsOf(db, "message", messageId)).toMatchObject([{ action: "message.reveal", after: { chat: chatId } }]);
  });

  test("is refused for a message of another chat, and to support", async ({ db }) => {
    const [admin, support] = [await signedIn(db, "admin"), await signedIn(db, "support")];
    const { chatId } = await makeMessage(db);
    const { id: messageId } = await makeMessage(db, { parts: [{ type: "text", text: "Write to zoe@example.com" }] });
    const address = `/chats/${chatId}/messages/${messageId}/reveal`;
    const answer = await ask(revealAction, admin.post(address), { chatId, messageId });
    expect([answer.status, JSON.parse(await answer.text())]).toEqual([404, { error: "This message is no longer there." }]);
    expect(await ask(revealAction, support.post(address), { chatId, messageId })).toMatchObject({ status: 403 });
    expect(await auditRowsOf(db, "message", messageId)).toEqual([]);
  });
});
