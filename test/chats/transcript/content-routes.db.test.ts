import type { Db } from "../../../lib/db/database.server.ts";
import { PIXEL_BASE64 } from "../../../lib/demo/attachments.ts";
import { describe, expect, test } from "../../helpers/database-test.ts";
import { makeChat, makeMessage, makeToolCall } from "../../helpers/factories.ts";
import { type SignedIn, signedIn } from "../../helpers/request.ts";
import { addressOf, ask, routeModules } from "../../routes/route-modules.ts";

const json = "_staff.chats.$chatId_.messages.$messageId.json.$path";
const callJson = "_staff.chats.$chatId_.tool-calls.$toolCallId.json.$field";
const files = "_staff.chats.$chatId_.messages.$messageId.files.$index";

const visit = async (person: SignedIn, id: string, params: Record<string, string>) => {
  const answer = await ask(routeModules.get(id)!.loader!, person.get(addressOf(id, params)), params);
  return { ...answer, body: await answer.text() };
};

/** The file route's own answer, with its headers. */
const download = async (person: SignedIn, params: Record<string, string>): Promise<Response> => {
  const answer = await routeModules.get(files)!.loader!({ request: person.get(addressOf(files, params)), params, context: {} });
  if (!(answer instanceof Response)) throw new Error("A file is a response of its own");
  return answer;
};

async function makeContent(db: Db) {
  const chat = await makeChat(db);
  const call = await makeToolCall(db, { chatId: chat.id, status: "succeeded", response: { mail: "mia@example.com" } });
  const { id: messageId } = await makeMessage(db, {
    chatId: chat.id,
    parts: [
      { type: "tool-find", toolCallId: "c", state: "output-available", input: { a: 1 }, output: { mail: "mia@example.com", list: [1, 2] } },
      { type: "file", mediaType: "image/png", filename: "../seat map.png", url: `data:image/png;base64,${PIXEL_BASE64}` },
      { type: "file", mediaType: "image/png", url: "data:text/html,<script>alert(1)</script>" },
      { type: "hologram", frames: 12 },
      { type: "file", mediaType: "text/plain", filename: "a.txt", url: "data:text/plain,mia%40example.com" },
      { type: "file", mediaType: "application/x-ndjson", url: "data:application/x-ndjson,mia%40example.com" },
      { type: "file", mediaType: "application/zip", url: "data:application/zip,PK%00 mia%40example.com" },
    ],
    attachments: [{ name: "x.html", contentType: "text/html", url: "data:text/html;base64,PGI+" }],
  });
  return { chatId: chat.id, messageId, toolCallId: call.id };
}

describe("content on its own", () => {
  test("is whole and masked", async ({ db }) => {
    const ids = await makeContent(db);
    const admin = await signedIn(db, "admin");
    const read = async (id: string, more: Record<string, string>) => {
      const { status, body } = await visit(admin, id, { ...ids, ...more });
      const answer = JSON.parse(body) as { state: string; label: string; json: string };
      return [status, answer.label, JSON.parse(answer.json) as unknown];
    };
    expect(await read(json, { path: "0.output" })).toEqual([200, "find: output", { mail: "‹e-mail›", list: [1, 2] }]);
    expect(await read(json, { path: "0.input" })).toEqual([200, "find: input", { a: 1 }]);
    expect(await read(json, { path: "3" })).toEqual([200, "Part as it is stored", { type: "hologram", frames: 12 }]);
    expect((await read(callJson, { field: "response" }))[2]).toEqual({ mail: "‹e-mail›" });
  });

  test("is not there for a path that leads nowhere, or a message of another chat", async ({ db }) => {
    const ids = await makeContent(db);
    const other = await makeContent(db);
    const admin = await signedIn(db, "admin");
    for (const path of ["0", "0.rawInput", "0.data", "1", "99", "-1", "0.__proto__", "0.output.mail", " 0", "3.data"]) {
      expect([path, (await visit(admin, json, { ...ids, path })).status]).toEqual([path, 404]);
    }
    expect((await visit(admin, json, { ...ids, messageId: other.messageId, path: "0.output" })).status).toBe(404);
    expect((await visit(admin, callJson, { ...ids, toolCallId: other.toolCallId, field: "response" })).status).toBe(404);
    expect((await visit(admin, callJson, { ...ids, field: "error" })).status).toBe(404);
    expect((await visit(admin, callJson, { ...ids, toolCallId: "x", field: "request" })).status).toBe(404);
    for (const index of ["p0", "p9", "a1", "x1", "p", "1"])
      expect([index, (await visit(admin, files, { ...ids, index })).status]).toEqual([index, 404]);
    expect((await visit(admin, files, { ...ids, messageId: other.messageId, index: "p1" })).status).toBe(404);
  });

  test("stays closed to a person who has not said why they read the chat", async ({ db }) => {
    const ids = await makeContent(db);
    const support = await signedIn(db, "support");
    for (const [id, more] of [
      [json, { path: "0.output" }],
      [callJson, { field: "response" }],
      [files, { index: "p1" }],
    ] as const) {
      const { status, body } = await visit(support, id, { ...ids, ...more });
      expect([id, status]).toEqual([id, 403]);
      expect(body).not.toMatch(/mail|list|PNG/);
    }
  });

  test("a stored raster image may be drawn, anything else is saved, and nothing runs", async ({ db }) => {
    const ids = await makeContent(db);
    const admin = await signedIn(db, "admin");
    const image = await download(admin, { ...ids, index: "p1" });
    expect(Buffer.from(await image.arrayBuffer()).toString("base64")).toBe(PIXEL_BASE64);
    expect(image.headers.get("Content-Type")).toBe("image/png");
    expect(image.headers.get("Content-Disposition")).toBe('inline; filename="seat_map.png"');
    for (const index of ["p2", "a0"]) {
      const { headers } = await download(admin, { ...ids, index });
      expect(headers.get("Content-Type")).toBe("application/octet-stream");
      expect(headers.get("Content-Disposition")).toMatch(/^attachment; filename="[\w.-]+"$/);
      expect(headers.get("Content-Security-Policy")).toBe("sandbox; default-src 'none'");
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Cache-Control")).toBe("no-store");
    }
    for (const index of ["p4", "p5"]) expect(await (await download(admin, { ...ids, index })).text()).toBe("‹e-mail›");
    expect(await (await download(admin, { ...ids, index: "p6" })).text()).toBe("PK\0 mia@example.com");
  });
});
