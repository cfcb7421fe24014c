import { randomUUID } from "node:crypto";
import type { Db } from "../../lib/db/database.server.ts";
import { amadeusTokens, bulkRun, bulkRunItem, exportRun, sessionStates, verification } from "../../lib/db/schema.ts";
import {
  madeAt,
  makeAccount,
  makeAuditEntry,
  makeChat,
  makeChatNote,
  makeMessage,
  makeMessageUsage,
  makePayment,
  makeSearchUsage,
  makeSession,
  makeSubscription,
  makeTag,
  makeToolCall,
  makeUser,
  makeUserRole,
} from "../helpers/factories.ts";

/** Stands in every secret of the product below; no page may hold it. */
export const SECRET = "s3cr3t-marker";

const secret = (of: string) => `${SECRET}-${of}-${randomUUID()}`;

/**
 * One user with a row of every kind, and the route parameters that lead to them.
 *
 * @param db the `db` fixture
 */
export async function makeProduct(db: Db): Promise<Record<string, string>> {
  const { id: userId } = await makeUser(db, { name: "Mia Lang" });
  await makeUserRole(db, { userId });
  const session = await makeSession(db, { userId, token: secret("session") });
  await makeAccount(db, {
    userId,
    accessToken: secret("access"),
    refreshToken: secret("refresh"),
    idToken: secret("id"),
    password: secret("password"),
  });
  const subscription = await makeSubscription(db, { userId });
  const refunds = [{ refund_id: "re_1", created_at: "2026-03-11T00:00:00Z", is_partial: true, status: "succeeded", amount: 500 }];
  const payment = await makePayment(db, { userId, subscriptionId: subscription.id, refunds });
  const chat = await makeChat(db, { userId });
  const message = await makeMessage(db, {
    chatId: chat.id,
    parts: [
      { type: "text", text: "I found three flights to Lisbon." },
      { type: "tool-search_flights", toolCallId: "call_1", state: "output-available", input: { origin: "BER" }, output: { offers: 3 } },
      { type: "file", mediaType: "image/png", filename: "map.png", url: "data:image/png;base64,iVBORw0KGgo=" },
    ],
    attachments: [{ name: "ticket.pdf", contentType: "application/pdf", url: "https://files.example/ticket.pdf" }],
  });
  await db.insert(sessionStates).values({ chatId: chat.id, state: { preferences: { cabin: "ECONOMY" } } });
  const note = await makeChatNote(db, { chatId: chat.id });
  const tagged = await makeTag(db, { chatIds: [chat.id] });
  const toolCall = await makeToolCall(db, { chatId: chat.id, status: "running" });
  const run = { id: randomUUID(), move: "cancel" as const, filter: "status=running", total: 1, staffName: "Mia Lang" };
  await db.insert(bulkRun).values({ ...run, createdAt: madeAt, worker: randomUUID(), heartbeatAt: madeAt });
  await db.insert(bulkRunItem).values({ runId: run.id, toolCallId: toolCall.id });
  const usage = await makeMessageUsage(db, { userId });
  await makeSearchUsage(db, { userId });
  const audit = await makeAuditEntry(db, { subjectId: userId });
  // One request that linked a payment and a subscription.
  const requestId = randomUUID();
  const linked = { requestId, before: { userId: null }, after: { userId } };
  await makeAuditEntry(db, { ...linked, action: "payment.link", subjectType: "payment", subjectId: payment.id });
  await makeAuditEntry(db, { ...linked, action: "subscription.link", subjectType: "subscription", subjectId: subscription.id });
  const [exported] = await db
    .insert(exportRun)
    .values({
      staffId: userId,
      staffName: "Mia Lang",
      list: "payments",
      scope: "all",
      format: "csv",
      filter: "status=succeeded",
      columns: ["payment_id"],
      expected: 3,
      sums: { USD: { rows: 3, total: 6000 } },
      createdAt: madeAt,
      heartbeatAt: new Date(),
    })
    .returning({ id: exportRun.id });
  const token = { accessToken: secret("amadeus"), tokenType: "Bearer", expiresAt: madeAt };
  await db.insert(amadeusTokens).values({ environment: "test", ...token });
  await db
    .insert(verification)
    .values({ id: randomUUID(), identifier: "mia@example.com", value: secret("verification"), expiresAt: madeAt });
  return {
    userId,
    sessionId: session.id,
    subscriptionId: subscription.id,
    paymentId: payment.id,
    chatId: chat.id,
    messageId: message.id,
    path: "1.output",
    index: "p2",
    field: "request",
    noteId: note.id,
    tagId: tagged.id,
    toolCallId: toolCall.id,
    runId: run.id,
    usageId: `messages:${usage.id}`,
    auditId: audit.id,
    requestId,
    exportId: exported!.id,
    numberId: "net-revenue",
    "*": "nothing/here",
  };
}
