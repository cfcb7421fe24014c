import { randomUUID } from "node:crypto";
import type { Db } from "../../lib/db/database.server.ts";
import {
  type Account,
  type AuditEntry,
  account,
  auditLog,
  type Chat,
  type ChatNote,
  chat,
  chatNote,
  chatTags,
  type ExtremeSearchUsage,
  extremeSearchUsage,
  type Message,
  type MessageUsage,
  message,
  messageUsage,
  type Payment,
  payment,
  type Session,
  type Subscription,
  session,
  subscription,
  type Tag,
  type ToolCall,
  tag,
  toolCalls,
  type User,
  type UserRoleGrant,
  user,
  userRoles,
} from "../../lib/db/schema.ts";

// Each function inserts one believable row and returns it as the database has it, generated columns included. Ids are random, so
// that tests which commit do not meet each other's rows. A row that must belong to another one makes that one too unless its id is given.

/** The instant that rows are made at unless told otherwise: whole seconds, so that it survives every driver unchanged. */
export const madeAt = new Date("2026-03-10T12:00:00Z");

const day = 24 * 60 * 60 * 1000;
const after = (milliseconds: number) => new Date(madeAt.getTime() + milliseconds);
const newId = (prefix: string) => `${prefix}_${randomUUID().replaceAll("-", "").slice(0, 20)}`;

type Overrides<Table extends { $inferInsert: object }> = Partial<Table["$inferInsert"]>;

export async function makeUser(db: Db, overrides: Overrides<typeof user> = {}): Promise<User> {
  const id = overrides.id ?? newId("user");
  const row = {
    id,
    name: "Ada Novak",
    email: `${id}@example.com`,
    emailVerified: true,
    createdAt: madeAt,
    updatedAt: madeAt,
  };
  return only(
    await db
      .insert(user)
      .values({ ...row, ...overrides })
      .returning(),
  );
}

/** A live session; its token is made up, so it signs nobody in: see `signedIn` for that. */
export async function makeSession(db: Db, overrides: Overrides<typeof session> = {}): Promise<Session> {
  const row = {
    id: newId("session"),
    token: newId("token"),
    userId: overrides.userId ?? (await makeUser(db)).id,
    createdAt: madeAt,
    updatedAt: madeAt,
    expiresAt: new Date(Date.now() + 7 * day),
    ipAddress: "203.0.113.7",
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  };
  return only(
    await db
      .insert(session)
      .values({ ...row, ...overrides })
      .returning(),
  );
}

/** A Google account, without tokens. */
export async function makeAccount(db: Db, overrides: Overrides<typeof account> = {}): Promise<Account> {
  const row = {
    id: newId("account"),
    accountId: newId("google"),
    providerId: "google",
    userId: overrides.userId ?? (await makeUser(db)).id,
    scope: "openid email profile",
    createdAt: madeAt,
    updatedAt: madeAt,
  };
  return only(
    await db
      .insert(account)
      .values({ ...row, ...overrides })
      .returning(),
  );
}

export async function makeChat(db: Db, overrides: Overrides<typeof chat> = {}): Promise<Chat> {
  const row = {
    userId: overrides.userId ?? (await makeUser(db)).id,
    title: "Flights to Lisbon",
    createdAt: madeAt,
    updatedAt: madeAt,
  };
  return only(
    await db
      .insert(chat)
      .values({ ...row, ...overrides })
      .returning(),
  );
}

/** A grey tag, on the chats that are given. */
export async function makeTag(db: Db, { chatIds = [], ...overrides }: Overrides<typeof tag> & { chatIds?: string[] } = {}): Promise<Tag> {
  const row = { name: newId("tag"), color: "grey" as const, createdAt: madeAt };
  const made = only(
    await db
      .insert(tag)
      .values({ ...row, ...overrides })
      .returning(),
  );
  if (chatIds.length > 0) await db.insert(chatTags).values(chatIds.map((chatId) => ({ chatId, tagId: made.id, createdAt: madeAt })));
  return made;
}

/** A note of somebody whose account is gone, unless an author is given. */
export async function makeChatNote(db: Db, overrides: Overrides<typeof chatNote> = {}): Promise<ChatNote> {
  const row = {
    chatId: overrides.chatId ?? (await makeChat(db)).id,
    authorName: "Grace Okafor",
    body: "Asked for a **refund**.",
    createdAt: madeAt,
  };
  return only(
    await db
      .insert(chatNote)
      .values({ ...row, ...overrides })
      .returning(),
  );
}

/** An answer of the assistant with one text part. */
export async function makeMessage(db: Db, overrides: Overrides<typeof message> = {}): Promise<Message> {
  const row = {
    chatId: overrides.chatId ?? (await makeChat(db)).id,
    role: "assistant",
    parts: [{ type: "text", text: "I found three flights to Lisbon." }],
    attachments: [],
    createdAt: madeAt,
    model: "gpt-5-mini",
    inputTokens: 900,
    outputTokens: 100,
    totalTokens: 1000,
    completionTime: 2.5,
  };
  return only(
    await db
      .insert(message)
      .values({ ...row, ...overrides })
      .returning(),
  );
}

/** A queued call; with another status, the times, the response and the error that go with it. */
export async function makeToolCall(db: Db, overrides: Overrides<typeof toolCalls> = {}): Promise<ToolCall> {
  const status = overrides.status ?? "queued";
  const started = status !== "queued";
  const finished = started && status !== "running";
  const row = {
    chatId: overrides.chatId ?? (await makeChat(db)).id,
    toolName: "search_flights",
    status,
    request: { origin: "BER", destination: "LIS", departDate: "2026-04-02" },
    response: status === "succeeded" ? { offers: 3 } : null,
    error: status === "failed" ? "Error: upstream answered 502\n    at search" : status === "timeout" ? "Timed out after 30 s" : null,
    dedupeKey: newId("dedupe"),
    createdAt: madeAt,
    startedAt: started ? after(1_000) : null,
    finishedAt: finished ? after(4_000) : null,
  };
  return only(
    await db
      .insert(toolCalls)
      .values({ ...row, ...overrides })
      .returning(),
  );
}

export async function makeMessageUsage(db: Db, overrides: Overrides<typeof messageUsage> = {}): Promise<MessageUsage> {
  return only(
    await db
      .insert(messageUsage)
      .values({ ...(await usageRow(db, overrides)), messageCount: 12, ...overrides })
      .returning(),
  );
}

/** A row of `extreme_search_usage`. */
export async function makeSearchUsage(db: Db, overrides: Overrides<typeof extremeSearchUsage> = {}): Promise<ExtremeSearchUsage> {
  return only(
    await db
      .insert(extremeSearchUsage)
      .values({ ...(await usageRow(db, overrides)), searchCount: 3, ...overrides })
      .returning(),
  );
}

async function usageRow(db: Db, overrides: { userId?: string }) {
  const date = new Date("2026-03-10T00:00:00Z");
  return {
    id: newId("usage"),
    userId: overrides.userId ?? (await makeUser(db)).id,
    date,
    resetAt: new Date(date.getTime() + day),
    createdAt: madeAt,
    updatedAt: madeAt,
  };
}

/** An active monthly subscription of 20.00 USD, without a user unless one is given. */
export async function makeSubscription(db: Db, overrides: Overrides<typeof subscription> = {}): Promise<Subscription> {
  const row = {
    id: newId("sub"),
    createdAt: madeAt,
    modifiedAt: madeAt,
    amount: 2000,
    currency: "usd",
    recurringInterval: "month",
    status: "active",
    currentPeriodStart: madeAt,
    currentPeriodEnd: after(31 * day),
    cancelAtPeriodEnd: false,
    startedAt: madeAt,
    customerId: newId("cus"),
    productId: "prod_pro_monthly",
    checkoutId: newId("checkout"),
    metadata: "{}",
    customFieldData: "{}",
  };
  return only(
    await db
      .insert(subscription)
      .values({ ...row, ...overrides })
      .returning(),
  );
}

/** A succeeded card payment of 20.00 USD, without a user, refunds or disputes unless they are given. */
export async function makePayment(db: Db, overrides: Overrides<typeof payment> = {}): Promise<Payment> {
  const id = overrides.id ?? newId("pay");
  const row = {
    id,
    createdAt: madeAt,
    updatedAt: madeAt,
    brandId: "bus_1",
    businessId: "bus_1",
    cardIssuingCountry: "DE",
    cardLastFour: "4242",
    cardNetwork: "visa",
    cardType: "credit",
    currency: "USD",
    paymentMethod: "card",
    settlementAmount: 2000,
    settlementCurrency: "USD",
    settlementTax: 319,
    status: "succeeded",
    tax: 319,
    totalAmount: 2000,
    billing: { country: "DE", city: "Berlin", zipcode: "10115" },
    customer: { customer_id: `cus_${id}`, email: `${id}@example.com`, name: "Ada Novak" },
    metadata: {},
    disputes: [],
    refunds: [],
    productCart: [{ product_id: "prod_pro_monthly", quantity: 1 }],
  };
  return only(
    await db
      .insert(payment)
      .values({ ...row, ...overrides })
      .returning(),
  );
}

/** Grants a staff role, "support" unless told otherwise. */
export async function makeUserRole(db: Db, overrides: Overrides<typeof userRoles> = {}): Promise<UserRoleGrant> {
  const row = { userId: overrides.userId ?? (await makeUser(db)).id, role: "support" as const, grantedAt: madeAt };
  return only(
    await db
      .insert(userRoles)
      .values({ ...row, ...overrides })
      .returning(),
  );
}

export async function makeAuditEntry(db: Db, overrides: Overrides<typeof auditLog> = {}): Promise<AuditEntry> {
  const row = {
    createdAt: madeAt,
    actorId: newId("staff"),
    actorName: "Grace Okafor",
    actorEmail: "grace@example.com",
    actorRoles: ["admin"],
    action: "user.edit",
    subjectType: "user",
    subjectId: newId("user"),
    before: { name: "Ada Novak" },
    after: { name: "Ada Nováková" },
    requestId: randomUUID(),
    ip: "203.0.113.7",
  };
  return only(
    await db
      .insert(auditLog)
      .values({ ...row, ...overrides })
      .returning(),
  );
}

function only<Row>(rows: Row[]): Row {
  return rows[0]!;
}
