import { eq } from "drizzle-orm";
import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { auditLog, chat, extremeSearchUsage, messageUsage, payment, session, subscription, toolCalls } from "../../lib/db/schema.ts";
import { failedStatuses } from "../../lib/tool-calls/tool-call-state.ts";
import { listTimeline } from "../../lib/users/timeline/list-timeline.server.ts";
import { type TimelineKind, timelineKindNames, timelineSpec } from "../../lib/users/timeline/timeline.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import {
  madeAt,
  makeAuditEntry,
  makeChat,
  makeMessageUsage,
  makePayment,
  makeSearchUsage,
  makeSession,
  makeSubscription,
  makeToolCall,
  makeUser,
} from "../helpers/factories.ts";
import { seeded } from "../helpers/seeded.ts";
import { walkBothWays } from "../list/walk.ts";

const at = (minutes: number) => new Date(madeAt.getTime() + minutes * 60_000);

async function timelineOf(db: Db, userId: string, search = "", kinds: readonly TimelineKind[] = timelineKindNames) {
  return (await listTimeline(db, userId, timelineSpec(userId).parse(`?${search}`), kinds)).rows;
}

describe("a user's timeline", () => {
  test("tells of each kind at its own time, newest first", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    await makeSession(db, { userId, createdAt: at(1) });
    const talk = await makeChat(db, { userId, createdAt: at(2) });
    const call = await makeToolCall(db, { chatId: talk.id, status: "failed", error: "\n Order 1 is gone \n at f", createdAt: at(3) });
    await makeToolCall(db, { chatId: talk.id, status: "succeeded", createdAt: at(3) });
    const usage = await makeMessageUsage(db, { userId, date: at(4), messageCount: 7 });
    const searches = await makeSearchUsage(db, { userId, date: at(5), searchCount: 1 });
    const paid = await makePayment(db, {
      userId,
      createdAt: at(6),
      refunds: [
        { refund_id: "re", created_at: at(7).toISOString(), status: "succeeded", is_partial: true, amount: 500, reason: "duplicate" },
      ],
      disputes: [
        { dispute_id: "dp", created_at: at(8).toISOString(), dispute_status: "dispute_won", dispute_stage: "dispute", amount: "2000" },
      ],
    });
    const sold = await makeSubscription(db, { userId, createdAt: at(9), startedAt: at(9), currentPeriodStart: at(9), status: "active" });
    const act = await makeAuditEntry(db, {
      subjectType: "chat",
      subjectId: talk.id,
      action: "chat.read",
      reason: "They asked",
      createdAt: at(10),
    });
    // Somebody else's, none of which may show.
    await makeToolCall(db, { status: "failed", createdAt: at(3) });
    await makePayment(db, { userId: (await makeUser(db)).id });
    await makeAuditEntry(db);

    const entries = await timelineOf(db, userId);
    expect(entries.map(({ id: _, ...entry }) => entry)).toEqual([
      {
        ...{ kind: "staff", at: at(10).toISOString(), auditId: act.id, action: "chat.read", actor: "Grace Okafor" },
        ...{ subjectType: "chat", subjectId: talk.id, reason: "They asked" },
      },
      {
        ...{
          kind: "subscription",
          at: at(9).toISOString(),
          subscriptionId: sold.id,
          event: "created",
          product: sold.productId,
          status: "active",
        },
        ...{ amount: sold.amount, currency: sold.currency, interval: sold.recurringInterval, reason: null },
      },
      {
        ...{ kind: "dispute", at: at(8).toISOString(), paymentId: paid.id, status: "dispute_won", amount: "2000", currency: "USD" },
        ...{ detail: "dispute", dated: true },
      },
      {
        ...{ kind: "refund", at: at(7).toISOString(), paymentId: paid.id, status: "succeeded", amount: "500", currency: "USD" },
        ...{ detail: "duplicate", dated: true },
      },
      {
        ...{ kind: "payment", at: at(6).toISOString(), paymentId: paid.id, status: "succeeded", amount: 2000, currency: "USD" },
        ...{ method: "Visa •••• 4242" },
      },
      {
        ...{ kind: "usage", at: at(5).toISOString(), usageId: `searches:${searches.id}`, counter: "searches", count: 1 },
        ...{ resetAt: expect.stringMatching(/Z$/) },
      },
      {
        ...{ kind: "usage", at: at(4).toISOString(), usageId: `messages:${usage.id}`, counter: "messages", count: 7 },
        ...{ resetAt: expect.stringMatching(/Z$/) },
      },
      {
        kind: "tool-failure",
        at: at(3).toISOString(),
        toolCallId: call.id,
        tool: "search_flights",
        status: "failed",
        error: "Order 1 is gone",
      },
      { kind: "chat", at: at(2).toISOString(), chatId: talk.id, title: "Flights to Lisbon", visibility: "private" },
      {
        ...{ kind: "sign-in", at: at(1).toISOString(), ip: "203.0.113.7", impersonated: false },
        ...{ userAgent: expect.stringContaining("Firefox") },
      },
    ]);
  });

  test("tells of a subscription what its dates tell", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    await makeSubscription(db, {
      userId,
      createdAt: at(0),
      startedAt: at(1),
      currentPeriodStart: at(2),
      canceledAt: at(3),
      endsAt: at(5),
      endedAt: at(4),
      customerCancellationReason: "too_expensive",
    });
    const told = (await timelineOf(db, userId, "kind=subscription")).map((entry) => [
      entry.kind === "subscription" && entry.event,
      entry.at,
    ]);
    expect(told).toEqual([
      ["ends", at(5).toISOString()],
      ["ended", at(4).toISOString()],
      ["canceled", at(3).toISOString()],
      ["renewed", at(2).toISOString()],
      ["started", at(1).toISOString()],
      ["created", at(0).toISOString()],
    ]);
  });

  test("shows entries of payments that cannot be read, and gives those without a time their payment's", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    const refunds = [
      null,
      "refund",
      { created_at: "2026-03-11T10:00:00+02:00", status: "reversed" },
      { created_at: "2026-02-30T00:00:00Z", status: "pending" },
      { created_at: "yesterday \\u0000", status: "pending", amount: 1 },
      { created_at: "2026-03-12", status: "failed" },
      { created_at: "0000-01-01T00:00:00Z", status: "failed" },
      { created_at: "2026-03-13T24:00:00Z", status: "failed" },
    ];
    await makePayment(db, { userId, refunds, disputes: { dispute_status: "dispute_lost" } });
    const told = (await timelineOf(db, userId, "kind=refund&kind=dispute")).map(
      (entry) => (entry.kind === "refund" || entry.kind === "dispute") && [entry.id.split(":").at(-1), entry.at, entry.status, entry.dated],
    );
    const paid = madeAt.toISOString();
    expect(told.sort()).toEqual(
      [
        ["1", paid, null, false],
        ["1", paid, "dispute_lost", false],
        ["2", paid, null, false],
        ["3", "2026-03-11T08:00:00.000Z", null, true],
        ["4", "2026-03-02T00:00:00.000Z", "pending", true],
        ["5", paid, "pending", false],
        ["6", "2026-03-12T00:00:00.000Z", "failed", true],
        ["7", paid, "failed", false],
        ["8", paid, "failed", false],
      ].sort(),
    );
  });

  test("asks for no kind that the person may not read, whatever the address says", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    await makeSession(db, { userId });
    await makePayment(db, { userId, refunds: [{ status: "pending" }] });
    await makeAuditEntry(db, { subjectId: userId });
    const kinds = async (search: string, may: readonly TimelineKind[]) =>
      (await timelineOf(db, userId, search, may)).map(({ kind }) => kind);
    expect(await kinds("", ["sign-in"])).toEqual(["sign-in"]);
    expect(await kinds("kind=payment&kind=staff", ["sign-in"])).toEqual(["sign-in"]);
    expect(await kinds("kind=payment&kind=staff", ["sign-in", "payment"])).toEqual(["payment"]);
    expect(await kinds("", [])).toEqual([]);
  });

  test("tells of what staff did to the user and to what is theirs", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    const talk = await makeChat(db, { userId });
    const subjects = [
      ["user", userId],
      ["chat", talk.id],
      ["tool_call", (await makeToolCall(db, { chatId: talk.id })).id],
      ["payment", (await makePayment(db, { userId })).id],
      ["subscription", (await makeSubscription(db, { userId })).id],
      ["message_usage", (await makeMessageUsage(db, { userId })).id],
      ["extreme_search_usage", (await makeSearchUsage(db, { userId })).id],
    ] as const;
    for (const [subjectType, subjectId] of subjects) await makeAuditEntry(db, { subjectType, subjectId });
    await makeAuditEntry(db, { subjectType: "chat", subjectId: userId });
    const told = (await timelineOf(db, userId, "kind=staff")).map(
      (entry) => entry.kind === "staff" && [entry.subjectType, entry.subjectId],
    );
    expect(told.sort()).toEqual(subjects.map((subject) => [...subject]).sort());
  });
});

/** All that there is of a user, by reading every table whole: what the pages must come to, in their order. */
async function everything(db: Db, userId: string): Promise<{ kind: TimelineKind; at: Date; rank: number; id: string }[]> {
  const chats = await db.select().from(chat).where(eq(chat.userId, userId));
  const chatIds = new Set(chats.map(({ id }) => id));
  const calls = (await db.select().from(toolCalls)).filter(({ chatId }) => chatIds.has(chatId));
  const payments = await db.select().from(payment).where(eq(payment.userId, userId));
  const sold = await db.select().from(subscription).where(eq(subscription.userId, userId));
  const counted = await db.select().from(messageUsage).where(eq(messageUsage.userId, userId));
  const searched = await db.select().from(extremeSearchUsage).where(eq(extremeSearchUsage.userId, userId));
  const owned = new Set(
    [
      ["user", [userId]],
      ["chat", [...chatIds]],
      ["tool_call", calls.map(({ id }) => id)],
      ["payment", payments.map(({ id }) => id)],
      ["subscription", sold.map(({ id }) => id)],
      ["message_usage", counted.map(({ id }) => id)],
      ["extreme_search_usage", searched.map(({ id }) => id)],
    ].flatMap(([type, ids]) => (ids as string[]).map((id) => `${type} ${id}`)),
  );
  const listed = (list: unknown, of: (typeof payments)[number], rank: number, kind: TimelineKind) =>
    (Array.isArray(list) ? list : list === null ? [] : [list]).map((entry, place) => {
      const own = typeof entry?.created_at === "string" ? new Date(entry.created_at) : undefined;
      return { kind, rank, at: own && !Number.isNaN(own.getTime()) ? own : of.createdAt, id: `${of.id}:${place + 1}` };
    });
  const all = [
    ...(await db.select().from(session).where(eq(session.userId, userId))).map(({ id, createdAt }) => ({
      kind: "sign-in" as const,
      rank: 0,
      at: createdAt,
      id,
    })),
    ...chats.map(({ id, createdAt }) => ({ kind: "chat" as const, rank: 1, at: createdAt, id })),
    ...calls
      .filter(({ status }) => (failedStatuses as readonly string[]).includes(status))
      .map(({ id, createdAt }) => ({ kind: "tool-failure" as const, rank: 2, at: createdAt, id })),
    ...counted.map(({ id, date }) => ({ kind: "usage" as const, rank: 3, at: date, id: `messages:${id}` })),
    ...searched.map(({ id, date }) => ({ kind: "usage" as const, rank: 3, at: date, id: `searches:${id}` })),
    ...payments.map(({ id, createdAt }) => ({ kind: "payment" as const, rank: 4, at: createdAt, id })),
    ...payments.flatMap((row) => [...listed(row.refunds, row, 5, "refund"), ...listed(row.disputes, row, 6, "dispute")]),
    ...sold.flatMap((row) => {
      const event = (name: string, when: Date | null | false) =>
        when ? [{ kind: "subscription" as const, rank: 7, at: when, id: `${row.id}:${name}` }] : [];
      return [
        ...event("0created", row.createdAt),
        ...event("1started", row.startedAt.getTime() !== row.createdAt.getTime() && row.startedAt),
        ...event("2renewed", row.currentPeriodStart > row.startedAt && row.currentPeriodStart),
        ...event("3canceled", row.canceledAt),
        ...event("4ends", row.endsAt?.getTime() !== row.endedAt?.getTime() && row.endsAt),
        ...event("5ended", row.endedAt),
      ];
    }),
    ...(await db.select().from(auditLog))
      .filter(({ subjectType, subjectId }) => owned.has(`${subjectType} ${subjectId}`))
      .map(({ id, createdAt }) => ({ kind: "staff" as const, rank: 8, at: createdAt, id })),
  ];
  return all.sort((a, b) => b.at.getTime() - a.at.getTime() || b.rank - a.rank || (a.id < b.id ? 1 : -1));
}

describe("the pages of a timeline", () => {
  test("hold every entry once, in order, also of equal times, both ways", { timeout: 240_000 }, async ({ db }) => {
    const { id: userId } = await makeUser(db, { id: "user_a" });
    const { id: other } = await makeUser(db, { id: "user_b" });
    // Few instants, so that many entries share one.
    const times = fc.integer({ min: 0, max: 12 }).map(at);
    const maybe = fc.option(times, { freq: 2 });
    const owner = fc.constantFrom(userId, userId, userId, other);
    const sample = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number) => fc.sample(arbitrary, { numRuns, seed: seeded(1).seed });
    const jsonTimes = fc.oneof(
      times.map((time) => time.toISOString()),
      times.map((time) => `${new Date(time.getTime() + 7_200_000).toISOString().slice(0, 19)}+02:00`),
      fc.constantFrom(null, "soon", ""),
    );
    const entry = fc.oneof(
      fc.record({ created_at: jsonTimes, status: fc.constantFrom("pending", "odd"), dispute_status: fc.constant("dispute_won") }),
      fc.constant(null),
    );
    const entries = fc.oneof(fc.array(entry, { maxLength: 3 }), fc.constant("none"), fc.constant(null));
    const number = (n: number) => String(n).padStart(3, "0");

    await db.insert(session).values(
      sample(fc.record({ userId: owner, createdAt: times }), 25).map((row, n) => ({
        ...row,
        id: `s${number(n)}`,
        token: `t${n}`,
        updatedAt: row.createdAt,
        expiresAt: at(99),
      })),
    );
    const chats = sample(fc.record({ userId: owner, createdAt: times }), 25).map((row, n) => ({ ...row, id: `c${number(n)}` }));
    await db.insert(chat).values(chats);
    const calls = await db
      .insert(toolCalls)
      .values(
        sample(
          fc.record({
            chatId: fc.constantFrom(...chats.map(({ id }) => id)),
            status: fc.constantFrom("failed", "timeout", "succeeded"),
            createdAt: times,
          }),
          60,
        ).map((row) => ({ ...row, toolName: "t", request: {} })),
      )
      .returning({ id: toolCalls.id });
    for (const [table, count] of [
      [messageUsage, "messageCount"],
      [extremeSearchUsage, "searchCount"],
    ] as const)
      await db.insert(table).values(
        sample(fc.record({ userId: owner, date: times }), 15).map((row, n) => ({
          ...row,
          id: `u${number(n)}`,
          [count]: n,
          resetAt: row.date,
        })),
      );
    await db.insert(payment).values(
      sample(fc.record({ userId: owner, createdAt: times, refunds: entries, disputes: entries }), 30).map((row, n) => ({
        ...row,
        id: `p${number(n)}`,
        totalAmount: 1,
        currency: "USD",
      })),
    );
    await db.insert(subscription).values(
      sample(
        fc.record({
          userId: owner,
          createdAt: times,
          startedAt: times,
          currentPeriodStart: times,
          canceledAt: maybe,
          endsAt: maybe,
          endedAt: maybe,
        }),
        15,
      ).map((row, n) => ({
        ...row,
        ...{ id: `b${number(n)}`, amount: 1, currency: "usd", recurringInterval: "month", status: "active", currentPeriodEnd: at(99) },
        ...{ customerId: "c", productId: "p", checkoutId: "k" },
      })),
    );
    const subjects = [
      ...["user_a", "user_b"].map((id) => ["user", id] as const),
      ...chats.slice(0, 6).map(({ id }) => ["chat", id] as const),
      ...calls.slice(0, 6).map(({ id }) => ["tool_call", id] as const),
      ...["p000", "p001", "p002"].map((id) => ["payment", id] as const),
      ["subscription", "b000"] as const,
      ["message_usage", "u000"] as const,
      ["extreme_search_usage", "u001"] as const,
      ["list", "user_a"] as const,
    ];
    await db.insert(auditLog).values(
      sample(fc.record({ subject: fc.constantFrom<readonly [string, string]>(...subjects), createdAt: times }), 60).map(
        ({ subject: [subjectType, subjectId], createdAt }) => ({
          ...{ createdAt, subjectType, subjectId, action: "user.ban", before: {}, after: {}, requestId: "r" },
          ...{ actorId: "s", actorName: "S", actorEmail: "s@example.com", actorRoles: ["admin"] },
        }),
      ),
    );

    const all = await everything(db, userId);
    expect(new Set(all.map(({ kind }) => kind)).size).toBe(timelineKindNames.length);
    expect(all.length).toBeGreaterThan(200);
    const spec = timelineSpec(userId);
    const walk = (search: string, size: number) =>
      walkBothWays(spec, { ...spec.parse(`?${search}`), size }, (query) => listTimeline(db, userId, query as never, timelineKindNames));
    const ids = (keep: (entry: (typeof all)[number]) => boolean) => all.filter(keep).map(({ rank, id }) => `${rank}:${id}`);
    for (const [search, size, keep] of [
      ["", 7, () => true],
      ["", 50, () => true],
      ["kind=usage&kind=refund", 3, ({ kind }) => kind === "usage" || kind === "refund"],
      ["kind=staff&kind=subscription", 4, ({ kind }) => kind === "staff" || kind === "subscription"],
      [`at.from=${at(3).toISOString()}&at.to=${at(9).toISOString()}`, 6, (entry) => entry.at >= at(3) && entry.at < at(9)],
    ] as [string, number, (entry: (typeof all)[number]) => boolean][]) {
      const { forward, back } = await walk(search, size);
      expect(forward).toEqual(ids(keep));
      expect(back).toEqual(forward);
    }
    const upwards = await walk("sort=at", 9);
    expect(upwards.forward).toEqual(ids(() => true).reverse());
  });

  test("begin anew at a cursor that is none", async ({ db }) => {
    const { id: userId } = await makeUser(db);
    await makeSession(db, { userId });
    const spec = timelineSpec(userId);
    for (const id of ["9:x", "x", "8:not-a-uuid", "2:", "-1:a"]) {
      const { rows } = await listTimeline(
        db,
        userId,
        spec.parse(spec.pageHref(spec.defaults, "after", { key: "2026-03-10 12:00:00", id })),
        timelineKindNames,
      );
      expect([id, rows.length]).toEqual([id, 1]);
    }
  });
});
