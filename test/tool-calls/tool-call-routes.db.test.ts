import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { action as openAction } from "../../app/routes/_staff.chats.$chatId_.open/route.tsx";
import { loader as listLoader } from "../../app/routes/_staff.tool-calls._index/route.tsx";
import { loader as pageLoader } from "../../app/routes/_staff.tool-calls.$toolCallId/route.tsx";
import { action, loader as moveLoader } from "../../app/routes/_staff.tool-calls.$toolCallId_.move/route.tsx";
import { loader as csvLoader } from "../../app/routes/_staff.tool-calls[.]csv.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { auditLog, toolCalls } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeToolCall } from "../helpers/factories.ts";
import { signedIn } from "../helpers/request.ts";
import { auditRowsOf } from "../helpers/staff.ts";
import { whole } from "../helpers/whole.ts";

const args = (request: Request, toolCallId = "") => ({ request, params: { toolCallId }, context: {} });
const statusOf = async (db: Db, id: string) => (await db.select().from(toolCalls).where(eq(toolCalls.id, id)))[0]!.status;
const thrown = (answer: Promise<unknown>): Promise<unknown> => answer.then(() => "nothing thrown").catch((error: unknown) => error);

describe("the list", () => {
  test("gives the latency where measured calls are asked for, and else does not work it out", async ({ db }) => {
    const support = await signedIn(db, "support");
    await makeToolCall(db, { status: "succeeded" });
    const latencyAt = async (search: string) => (await whole(listLoader(args(support.get(`/tool-calls?${search}`))))).latency;
    expect(await latencyAt("measured=yes&status=succeeded")).toEqual({ measured: 1, p50: 3000, p95: 3000, approximate: false });
    expect(await latencyAt("measured=yes")).toMatchObject({ measured: 1, approximate: true });
    expect(await latencyAt("measured=no")).toBeNull();
    expect(await latencyAt("")).toBeNull();
  });

  test("holds nothing of requests and responses", async ({ db }) => {
    const support = await signedIn(db, "support");
    await makeToolCall(db, { status: "succeeded", response: { secret: "offer" } });
    const answer = JSON.stringify(await listLoader(args(support.get("/tool-calls"))));
    expect(answer).not.toContain("secret");
    expect(answer).not.toContain("departDate");
  });

  test("is exported with a record of who took it", async ({ db }) => {
    const support = await signedIn(db, "support");
    await makeToolCall(db, { status: "failed" });
    const response = await csvLoader(args(support.get("/tool-calls.csv?status=failed")));
    expect((await response.text()).trimEnd().split("\r\n").at(-1)).toBe("# complete: 1 rows");
    expect(await auditRowsOf(db, "list", "tool-calls")).toMatchObject([
      { actorId: support.user.id, action: "list.export", after: { filter: "status=failed", rows: 1 } },
    ]);
  });
});

describe("the page of a call", () => {
  test("offers the moves that its state allows", async ({ db }) => {
    const support = await signedIn(db, "support");
    const running = await makeToolCall(db, { status: "running" });
    const succeeded = await makeToolCall(db, { status: "succeeded" });
    expect((await pageLoader(args(support.get("/"), running.id))).data.moves).toEqual(["cancel", "markFailed", "markTimedOut"]);
    expect((await pageLoader(args(support.get("/"), succeeded.id.toUpperCase()))).data.moves).toEqual([]);
  });

  test("shows what was asked and answered once the chat is open, and a gate before", async ({ db }) => {
    const support = await signedIn(db, "support");
    const { id, chatId } = await makeToolCall(db, { status: "succeeded", response: { secret: "offer" } });
    const page = () => pageLoader(args(support.get(`/tool-calls/${id}`), id));
    expect((await page()).data.content).toBeUndefined();
    expect(JSON.stringify(await page())).not.toContain("secret");
    const form = { reason: "Asked about a refund" };
    const opened = await openAction({ ...args(support.post(`/chats/${chatId}/open?to=/tool-calls/${id}`, form)), params: { chatId } });
    expect((opened as Response).headers.get("Location")).toBe(`/tool-calls/${id}`);
    expect((await page()).data.content).toMatchObject({ request: { origin: "BER" }, response: { secret: "offer" } });
  });

  test("is not there for an unknown id, or for what is no uuid", async ({ db }) => {
    const support = await signedIn(db, "support");
    for (const id of [randomUUID(), "nonsense", "1", "%00"]) {
      expect(await thrown(pageLoader(args(support.get("/"), id)))).toMatchObject({ init: { status: 404 } });
    }
  });
});

describe("a move", () => {
  const path = (id: string, to: string) => `/tool-calls/${id}/move?to=${to}`;

  test("is made once, and leads back to the call", async ({ db }) => {
    const support = await signedIn(db, "support");
    const call = await makeToolCall(db, { status: "failed" });
    expect((await moveLoader(args(support.get(path(call.id, "queued")), call.id))).move).toBe("retry");
    const answer = await action(args(support.post(path(call.id, "queued"), { reason: "" }), call.id));
    expect(answer).toBeInstanceOf(Response);
    expect(answer).toMatchObject({ status: 302 });
    expect((answer as Response).headers.get("Location")).toBe(`/tool-calls/${call.id}`);
    expect(await statusOf(db, call.id)).toBe("queued");
    expect(await auditRowsOf(db, "tool_call", call.id)).toMatchObject([{ action: "tool_call.retry", reason: null }]);

    const again = await action(args(support.post(path(call.id, "queued")), call.id));
    expect(again).toMatchObject({ init: { status: 409 }, data: { result: { error: { "": [expect.stringContaining("“Queued”")] } } } });
    expect(await auditRowsOf(db, "tool_call", call.id)).toHaveLength(1);
  });

  test("without the reason that it asks for is a 400 beside the field", async ({ db }) => {
    const support = await signedIn(db, "support");
    const call = await makeToolCall(db, { status: "running" });
    const answer = await action(args(support.post(path(call.id, "failed"), { reason: " " }), call.id));
    expect(answer).toMatchObject({ init: { status: 400 }, data: { result: { error: { reason: [expect.stringContaining("Say why")] } } } });
    expect(await statusOf(db, call.id)).toBe("running");
  });

  test("that nobody knows, or of an unknown call, is not there", async ({ db }) => {
    const support = await signedIn(db, "support");
    const call = await makeToolCall(db, { status: "running" });
    for (const to of ["succeeded", "running", "", "toString"]) {
      expect(await thrown(moveLoader(args(support.get(path(call.id, to)), call.id)))).toMatchObject({ init: { status: 404 } });
      expect(await thrown(action(args(support.post(path(call.id, to)), call.id)))).toMatchObject({ init: { status: 404 } });
    }
    expect(await thrown(moveLoader(args(support.get(path("nonsense", "canceled")), "nonsense")))).toMatchObject({ init: { status: 404 } });
    expect(await action(args(support.post(path("nonsense", "canceled")), "nonsense"))).toMatchObject({ init: { status: 404 } });
  });

  test("is not for finance", async ({ db }) => {
    const finance = await signedIn(db, "finance");
    const call = await makeToolCall(db, { status: "running" });
    expect(await thrown(action(args(finance.post(path(call.id, "canceled")), call.id)))).toMatchObject({ init: { status: 403 } });
    expect(await statusOf(db, call.id)).toBe("running");
    expect(await db.$count(auditLog)).toBe(0);
  });
});
