import { readXlsx } from "hucre/xlsx";
import { exportedLists } from "../../lib/exports/exported-lists.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import {
  makeAccount,
  makeAuditEntry,
  makeChat,
  makeMessage,
  makeMessageUsage,
  makePayment,
  makeSession,
  makeSubscription,
  makeToolCall,
  makeUser,
} from "../helpers/factories.ts";
import { auditRowsOf } from "../helpers/staff.ts";
import { readExportCsv } from "./csv-of.ts";
import { exporter, take } from "./take.ts";

const FORMULA = '=HYPERLINK("https://evil.example","x")';

describe("whatever list is taken away", () => {
  test("nothing of what was said, no secret and no unmasked number leaves, and each leaves an audit entry", async ({ db }) => {
    const staff = await exporter(db, "audit:read");
    const { id: userId } = await makeUser(db);
    await makeSession(db, { userId, token: "SECRET-session-token" });
    await makeAccount(db, { userId, password: "SECRET-password", accessToken: "SECRET-access", refreshToken: "SECRET-refresh" });
    const { id: chatId } = await makeChat(db, { userId, title: "Card 4242 4242 4242 4242 of anna.nowak@private.example" });
    const parts = [{ type: "text", text: "SECRET-message" }];
    const attachments = [{ name: "SECRET-file", contentType: "text/plain", url: "https://files.example/SECRET-url" }];
    const message = await makeMessage(db, { chatId, parts, attachments });
    const call = await makeToolCall(db, {
      ...{ chatId, status: "failed", request: { to: "SECRET-request" }, response: { is: "SECRET-response" } },
      error: "Refused for anna.nowak@private.example\nSECRET-stack",
    });
    const usage = await makeMessageUsage(db, { userId });
    const payment = await makePayment(db, {
      ...{ userId, billing: { country: "DE", street: "SECRET-street" }, metadata: { note: "SECRET-metadata" } },
      cardLastFour: "9753",
    });
    const subscription = await makeSubscription(db, {
      userId,
      metadata: '{"note":"SECRET-metadata"}',
      customerCancellationComment: "SECRET-comment",
    });
    const entry = await makeAuditEntry(db, { before: { name: "SECRET-before" }, after: { name: "SECRET-after" } });
    const idOf: Record<keyof typeof exportedLists, string | undefined> = {
      users: userId,
      chats: chatId,
      messages: message.id,
      "tool-calls": call.id,
      usage: usage.id,
      payments: payment.id,
      subscriptions: subscription.id,
      entitlements: userId,
      "reports/money/entries": undefined,
      audit: entry.id,
    };
    for (const list of Object.keys(exportedLists) as (keyof typeof exportedLists)[]) {
      const before = (await auditRowsOf(db, "list", list)).length;
      const text = await (await take(db, staff, list, "")).text();
      const id = idOf[list];
      if (id !== undefined) expect(text, list).toContain(id);
      expect(text, list).not.toMatch(/SECRET|4242 4242|anna\.nowak|(?<![\w.-])9753(?![\w-])/);
      expect((await auditRowsOf(db, "list", list)).length, list).toBe(before + 1);
    }
  });

  test("no text is run as a formula, and numbers stay numbers", async ({ db }) => {
    const staff = await exporter(db, "audit:read");
    const { id: userId } = await makeUser(db, { name: FORMULA });
    const { id: chatId } = await makeChat(db, { userId, title: FORMULA });
    const call = await makeToolCall(db, { chatId, toolName: FORMULA, error: FORMULA, status: "failed" });
    const entry = await makeAuditEntry(db, { actorName: FORMULA, reason: FORMULA });
    for (const [list, search, column] of [
      ["users", `id=${userId}`, "name"],
      ["chats", `id=${chatId}`, "title"],
      ["tool-calls", `id=${call.id}`, "error_first_line"],
      ["tool-calls", `id=${call.id}`, "tool"],
      ["entitlements", `id=${userId}`, "user_name"],
      ["audit", `id=${entry.id}`, "reason"],
    ] as const) {
      const columns = { columns: [column] };
      const csv = await readExportCsv(await take(db, staff, list, search, columns));
      expect([list, csv.rows]).toEqual([list, [[`'${FORMULA}`]]]);
      const workbook = await readXlsx(
        new Uint8Array(await (await take(db, staff, list, search, { ...columns, format: "xlsx" })).arrayBuffer()),
      );
      expect([list, workbook.sheets[0]!.rows[1]]).toEqual([list, [FORMULA]]);
    }
    const counted = await readExportCsv(await take(db, staff, "chats", `id=${chatId}`, { columns: ["messages", "tool_calls"] }));
    expect(counted.rows).toEqual([["0", "1"]]);
  });

  test("its order is said by the names of its columns", async ({ db }) => {
    const staff = await exporter(db, "audit:read");
    const at = new Date();
    for (const list of Object.values(exportedLists)) {
      const { order } = list.ask(staff, { scope: "all", params: new URLSearchParams() }, at);
      expect([list.name, order]).toEqual([list.name, expect.stringMatching(/^[A-Z][A-Za-z -]+, newest first$/)]);
    }
  });
});
