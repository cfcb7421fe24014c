import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { loader as previewLoader, action as startAction } from "../../app/routes/_staff.tool-calls.bulk/route.tsx";
import { action as runAction, loader as runLoader } from "../../app/routes/_staff.tool-calls.bulk_.$runId/route.tsx";
import { loader as progressLoader } from "../../app/routes/_staff.tool-calls.bulk_.$runId_.progress.ts";
import { loader as runsLoader } from "../../app/routes/_staff.tool-calls.bulk_.runs/route.tsx";
import { bulkRun, toolCalls } from "../../lib/db/schema.ts";
import { workOn } from "../../lib/tool-calls/bulk/background.server.ts";
import { LEASE_MS } from "../../lib/tool-calls/bulk/bulk-run.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeToolCall } from "../helpers/factories.ts";
import { signedIn } from "../helpers/request.ts";
import { staffAs } from "../helpers/staff.ts";
import { entriesOf, makeCalls, runOf, start } from "./bulk.ts";

const args = (request: Request, runId = "") => ({ request, params: { runId }, context: {} });
const thrown = (answer: Promise<unknown>): Promise<unknown> => answer.then(() => "nothing thrown").catch((error: unknown) => error);
const runIdOf = (answer: unknown) => (answer as Response).headers.get("Location")!.split("/").at(-1)!;

describe("a bulk change", () => {
  test("is previewed, started with the number that was shown, and worked off after the answer", async ({ db }) => {
    const support = await signedIn(db, "support");
    const { chatId, calls } = await makeCalls(db, "failed", "failed", "succeeded");
    const path = `/tool-calls/bulk?move=retry&chat=${chatId}`;
    const { preview } = await previewLoader(args(support.get(path)));
    expect(preview).toMatchObject({ matching: 3, movable: 2 });
    const answer = await startAction(args(support.post(path, { expected: "2", reason: "the provider is back" })));
    expect(answer).toMatchObject({ status: 302 });
    const runId = runIdOf(answer);
    await workOn(runId);
    const { run, total } = (await runLoader(args(support.get("/"), runId.toUpperCase()))).data;
    expect(run).toMatchObject({
      status: "finished",
      staffId: support.user.id,
      reason: "the provider is back",
      counts: { done: 2, refused: 0 },
    });
    expect(total).toEqual({ count: 2, exact: true });
    expect(await entriesOf(db, calls)).toHaveLength(2);
    expect(await (await progressLoader(args(support.get("/"), runId))).json()).toEqual({
      ...{ status: "finished", total: 2, silent: false },
      counts: { pending: 0, done: 2, refused: 0, skipped: 0 },
    });
    expect((await runsLoader(args(support.get("/tool-calls/bulk/runs")))).page.rows).toMatchObject([{ id: runId, done: 2 }]);
  });

  test("is refused where the list has drifted, or where its filter cannot be read in whole", async ({ db }) => {
    const support = await signedIn(db, "support");
    const { chatId } = await makeCalls(db, "failed");
    await makeToolCall(db, { chatId, status: "failed" });
    const path = `/tool-calls/bulk?move=retry&chat=${chatId}`;
    expect(await startAction(args(support.post(path, { expected: "1" })))).toMatchObject({
      init: { status: 409 },
      data: { result: { error: { "": [expect.stringMatching(/^1 call could be retried .* by now it is 2 calls/)] } } },
    });
    const misspelt = `/tool-calls/bulk?move=retry&chat=${chatId}&status=faild`;
    expect(await previewLoader(args(support.get(misspelt)))).toMatchObject({ unread: ["status"], preview: undefined });
    expect(await startAction(args(support.post(misspelt, { expected: "2" })))).toMatchObject({ init: { status: 422 } });
    for (const expected of ["", "0", "-1", "2.5", "two"]) {
      expect(await startAction(args(support.post(path, { expected })))).toMatchObject({ init: { status: 400 } });
    }
    expect(await thrown(startAction(args(support.post(path.replace("retry", "delete"), { expected: "2" }))))).toMatchObject({
      init: { status: 404 },
    });
    expect(await db.$count(bulkRun)).toBe(0);
  });

  test("without a move asks for one", async ({ db }) => {
    const support = await signedIn(db, "support");
    expect(await previewLoader(args(support.get("/tool-calls/bulk?status=failed")))).toMatchObject({ move: undefined, preview: undefined });
  });
});

describe("a run", () => {
  test("is stopped and resumed by its form", async ({ db }) => {
    const support = await signedIn(db, "support");
    const { chatId, calls } = await makeCalls(db, "queued", "queued");
    const { runId } = await start(db, staffAs(support.user, "tool-calls:change"), chatId, "cancel", 2);
    expect(await runAction(args(support.post("/", { intent: "resume" }), runId))).toMatchObject({ init: { status: 409 } });
    await db
      .update(bulkRun)
      .set({ heartbeatAt: new Date(Date.now() - 2 * LEASE_MS) })
      .where(eq(bulkRun.id, runId));
    expect((await runLoader(args(support.get("/"), runId))).data.run.silent).toBe(true);
    expect(await runAction(args(support.post("/", { intent: "resume" }), runId))).toMatchObject({ status: 302 });
    await workOn(runId);
    expect((await runOf(db, runId)).status).toBe("finished");
    expect(await db.$count(toolCalls, eq(toolCalls.status, "canceled"))).toBe(2);
    expect(await entriesOf(db, calls)).toHaveLength(2);
    expect(await runAction(args(support.post("/", { intent: "stop" }), runId))).toMatchObject({ init: { status: 409 } });
    expect(await runAction(args(support.post("/", { intent: "delete" }), runId))).toMatchObject({ init: { status: 400 } });
  });

  test("of an unknown id is not there", async ({ db }) => {
    const support = await signedIn(db, "support");
    for (const id of [randomUUID(), "nonsense", ""]) {
      expect(await thrown(runLoader(args(support.get("/"), id)))).toMatchObject({ init: { status: 404 } });
      expect(await thrown(progressLoader(args(support.get("/"), id)))).toMatchObject({ init: { status: 404 } });
      expect(await runAction(args(support.post("/", { intent: "stop" }), id))).toMatchObject({ init: { status: 404 } });
    }
  });
});
