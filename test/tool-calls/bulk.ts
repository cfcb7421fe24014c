import { randomUUID } from "node:crypto";
import { asc, eq, inArray } from "drizzle-orm";
import type { Db } from "../../lib/db/database.server.ts";
import { auditLog, type BulkRun, bulkRun, bulkRunItem, type ToolCall } from "../../lib/db/schema.ts";
import type { BulkToolCallMove, ToolCallStatus } from "../../lib/db/values.ts";
import { type BulkStart, startBulk } from "../../lib/tool-calls/bulk/start-bulk.server.ts";
import { toolCallList } from "../../lib/tool-calls/tool-call.ts";
import { makeChat, makeToolCall, makeUser, makeUserRole } from "../helpers/factories.ts";
import { staffAs } from "../helpers/staff.ts";

/** A member of staff who is in the database, as a worker looks them up between two batches. */
export async function makeSupport(db: Db) {
  const person = await makeUser(db, { name: "Sam Support" });
  await makeUserRole(db, { userId: person.id });
  return staffAs(person, "tool-calls:change");
}

export type Support = Awaited<ReturnType<typeof makeSupport>>;

/** Calls of one chat of their own, one of each status given. */
export async function makeCalls(db: Db, ...statuses: ToolCallStatus[]): Promise<{ chatId: string; calls: ToolCall[] }> {
  const { id: chatId } = await makeChat(db, { id: `chat_${randomUUID()}` });
  const calls: ToolCall[] = [];
  for (const status of statuses) calls.push(await makeToolCall(db, { chatId, status }));
  return { chatId, calls };
}

/** What the list's address would choose. */
export const chosenBy = (search: string) => toolCallList.parse(`/tool-calls?${search}`);

/** A run over all calls of a chat that may make the move; nobody works on it. */
export async function start(
  db: Db,
  staff: Support,
  chatId: string,
  move: BulkToolCallMove,
  expected: number,
  reason?: BulkStart["reason"],
): Promise<{ runId: string; worker: string }> {
  const run = await startBulk(db, staff, { move, query: chosenBy(`chat=${chatId}`), expected, reason });
  return { runId: run.id, worker: run.worker };
}

export async function runOf(db: Db, runId: string): Promise<BulkRun> {
  return (await db.select().from(bulkRun).where(eq(bulkRun.id, runId)))[0]!;
}

/** What became of each call, by the call's id. */
export async function outcomesOf(db: Db, runId: string): Promise<Record<string, { outcome: string; detail: string | null }>> {
  const rows = await db.select().from(bulkRunItem).where(eq(bulkRunItem.runId, runId)).orderBy(asc(bulkRunItem.toolCallId));
  return Object.fromEntries(rows.map(({ toolCallId, outcome, detail }) => [toolCallId, { outcome, detail }]));
}

/** The audit rows of these calls. */
export function entriesOf(db: Db, calls: readonly { id: string }[]) {
  return db
    .select()
    .from(auditLog)
    .where(
      inArray(
        auditLog.subjectId,
        calls.map((call) => call.id),
      ),
    );
}
