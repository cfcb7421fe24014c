import { and, asc, desc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { auditLog, bulkRun, bulkRunItem, chat, chatNote, chatTags, tag, toolCallFailure, toolCalls, user } from "../db/schema.ts";
import type { BulkOutcome, BulkToolCallMove, TagColor, ToolCallStatus } from "../db/values.ts";
import { illegalMove } from "../tool-calls/tool-call-moves.ts";
import { DAY, demoClock, HOUR, MINUTE, SECOND } from "./clock.ts";
import { createRandom, type Random } from "./random.ts";

const tags: readonly { name: string; color: TagColor }[] = [
  { name: "search failed", color: "red" },
  { name: "wrong price", color: "amber" },
  { name: "booking help", color: "blue" },
  { name: "waiting for the airline", color: "violet" },
  { name: "praise", color: "green" },
  { name: "duplicate", color: "grey" },
];

const notes = [
  "The call failed on our side, not on theirs. **Apologised**, asked to try again tomorrow.",
  "Second complaint this week:\n\n- the first was about the price\n- this one is about the dates\n\nSee the failed call below.",
  "Called back. They found a flight elsewhere, nothing left to do.",
  "Airline confirms the outage: `SYSTEM ERROR HAS OCCURRED`. Retried their calls in bulk.",
  "Asked engineering whether an empty answer can be told from a failed one.",
];

/**
 * What the support desk has left behind in the demo: tags, notes, and two bulk changes of tool calls, all by one member of staff. Does
 * nothing where there are tags already.
 *
 * @param email whose work it was; does nothing where there is no such account
 */
export async function fillSupportDesk(db: Db, { now, email }: { now: Date; email: string }): Promise<void> {
  const [author] = await db.select({ id: user.id, name: user.name, email: user.email }).from(user).where(eq(user.email, email));
  if (!author || (await db.$count(tag)) > 0) return;
  const clock = demoClock(now);
  const random = createRandom("support desk");
  await db.transaction(async (tx) => {
    await tagAndNote(tx, random, author, clock.now);
    const outage = clock.today - 11 * DAY;
    await plantRun(tx, random, author, {
      move: "retry",
      at: outage + 2 * DAY + 9 * HOUR,
      status: "succeeded",
      from: outage,
      count: 40,
      share: 1,
    });
    await plantRun(tx, random, author, {
      move: "cancel",
      at: outage + 3 * DAY,
      status: "canceled",
      from: clock.start,
      count: 30,
      share: 0.6,
    });
  });
}

type Author = Pick<typeof user.$inferSelect, "id" | "name" | "email">;

/** Chats with failed calls are what people complain about. */
async function tagAndNote(tx: Db, random: Random, author: Author, now: number): Promise<void> {
  const made = await tx
    .insert(tag)
    .values(tags.map((each, i) => ({ ...each, createdBy: author.id, createdAt: new Date(now - (60 - i) * DAY) })))
    .returning({ id: tag.id, name: tag.name });
  const idOf = new Map(made.map(({ id, name }) => [name, id]));
  const chats = await tx
    .select({
      id: chat.id,
      at: chat.updatedAt,
      failed: sql<boolean>`exists (select 1 from ${toolCallFailure} where ${toolCallFailure.chatId} = ${chat.id})`,
    })
    .from(chat)
    .where(gte(chat.updatedAt, new Date(now - 40 * DAY)))
    .orderBy(asc(chat.id))
    .limit(1_500);
  const tagged: (typeof chatTags.$inferInsert)[] = [];
  const noted: (typeof chatNote.$inferInsert)[] = [];
  for (const { id, at, failed } of chats) {
    if (!random.chance(failed ? 0.3 : 0.03)) continue;
    const soon = (hours: number) => new Date(Math.min(now - MINUTE, at.getTime() + Math.round(random.around(hours, 0.8) * HOUR)));
    const names = failed
      ? ["search failed", ...(random.chance(0.3) ? ["waiting for the airline"] : [])]
      : [random.pick(tags.slice(1)).name];
    for (const name of names) tagged.push({ chatId: id, tagId: idOf.get(name)!, createdBy: author.id, createdAt: soon(5) });
    if (random.chance(0.4))
      noted.push({ chatId: id, authorId: author.id, authorName: author.name, body: random.pick(notes), createdAt: soon(6) });
  }
  if (tagged.length > 0) await tx.insert(chatTags).values(tagged);
  if (noted.length > 0) await tx.insert(chatNote).values(noted);
}

interface PlantedRun {
  move: BulkToolCallMove;
  /** When it was started, milliseconds. */
  at: number;
  /** The state that the calls are in since. */
  status: ToolCallStatus;
  /** Calls created before are not among them. */
  from: number;
  count: number;
  /** How much of it was worked off before it was stopped; 1 for all. */
  share: number;
}

/** A bulk change as the dashboard would have left it: its outcomes, and one audit row for every call that was changed. */
async function plantRun(tx: Db, random: Random, author: Author, { move, at, status, from, count, share }: PlantedRun): Promise<void> {
  const calls = await tx
    .select({ id: toolCalls.id })
    .from(toolCalls)
    .where(
      and(
        eq(toolCalls.status, status),
        inArray(toolCalls.toolName, ["searchFlights", "priceFlightOffer"]),
        gte(toolCalls.createdAt, new Date(from)),
        lt(toolCalls.createdAt, new Date(at)),
      ),
    )
    .orderBy(desc(toolCalls.createdAt), desc(toolCalls.id))
    .limit(count);
  if (calls.length === 0) return;
  const createdAt = new Date(at);
  const stopAfter = Math.ceil(calls.length * share);
  const stopped = stopAfter < calls.length;
  const items = calls.map(({ id }, i) => {
    const refused = i % 9 === 4;
    const outcome: BulkOutcome = i >= stopAfter ? "skipped" : refused ? "refused" : "done";
    return {
      toolCallId: id,
      outcome,
      detail: outcome === "refused" ? illegalMove(move, status) : null,
      doneAt: outcome === "skipped" ? null : new Date(at + Math.ceil((i + 1) / 10) * SECOND),
    };
  });
  const finishedAt = new Date(at + Math.ceil(stopAfter / 10) * SECOND + 300);
  const reason = move === "retry" ? "Amadeus is up again after the outage" : "Left over, nobody waits for them";
  const [run] = await tx
    .insert(bulkRun)
    .values({
      move,
      status: stopped ? "stopped" : "finished",
      filter: move === "retry" ? "status=failed&tool=searchFlights" : "status=queued",
      total: calls.length,
      reason,
      staffId: author.id,
      staffName: author.name,
      createdAt,
      worker: random.uuid(),
      heartbeatAt: finishedAt,
      finishedAt,
      stoppedBy: stopped ? author.name : null,
    })
    .returning({ id: bulkRun.id });
  await tx.insert(bulkRunItem).values(items.map((item) => ({ ...item, runId: run!.id })));
  const requestId = `demo-${random.hex(12)}`;
  await tx.insert(auditLog).values(
    items
      .filter((item) => item.outcome === "done")
      .map((item) => ({
        createdAt: item.doneAt!,
        actorId: author.id,
        actorName: author.name,
        actorEmail: author.email,
        actorRoles: ["support"],
        action: `tool_call.${move}`,
        subjectType: "tool_call",
        subjectId: item.toolCallId,
        before: { status: move === "retry" ? "failed" : "queued" },
        after: { status: move === "retry" ? "queued" : "canceled" },
        reason,
        requestId,
      })),
  );
}
