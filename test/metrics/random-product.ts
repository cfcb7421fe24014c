import { sql } from "drizzle-orm";
import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { chat, message, messageUsage, payment, subscription, toolCalls, user } from "../../lib/db/schema.ts";
import { paymentStatus, recurringInterval, subscriptionStatus, toolCallStatus } from "../../lib/db/values.ts";

const currencies = ["USD", "EUR", "JPY", "KWD"];

/**
 * Fills a database with random rows whose times are drawn from `times`.
 *
 * @param name begins each id, so that two such products can be in one database
 */
export async function makeRandomProduct(db: Db, times: fc.Arbitrary<Date>, seed: number, name = ""): Promise<void> {
  const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number) => fc.sample(arbitrary, { numRuns: count, seed });
  const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 4 });
  const users = sample(times, 150).map((at, index) => ({
    id: `${name}user_${index}`,
    name: `User ${index}`,
    email: `${name}user${index}@example.com`,
    emailVerified: true,
    createdAt: at,
    updatedAt: at,
  }));
  await db.insert(user).values(users);
  const anyUser = fc.constantFrom(...users.map(({ id }) => id));
  const chats = sample(anyUser, 40).map((userId, index) => ({ id: `${name}chat_${index}`, userId }));
  await db.insert(chat).values(chats);
  const chatId = fc.constantFrom(...chats.map(({ id }) => id));

  await db.insert(messageUsage).values(sample(fc.record({ userId: anyUser, messageCount: fc.nat(20), date: times, resetAt: times }), 400));
  await db.insert(message).values(
    sample(
      fc.record({
        chatId,
        role: fc.constantFrom("user", "assistant", "system"),
        createdAt: times,
        totalTokens: orNull(fc.nat(2_000_000_000)),
      }),
      600,
    ).map((row) => ({ ...row, parts: [], attachments: [] })),
  );
  await db.insert(toolCalls).values(
    sample(
      fc.record({
        chatId,
        toolName: fc.constantFrom("search_flights", "price_offer"),
        status: fc.constantFrom(...toolCallStatus),
        createdAt: times,
        startedAt: orNull(times),
        took: orNull(fc.nat(60_000)),
      }),
      600,
    ).map(({ took, ...row }) => ({
      ...row,
      request: {},
      finishedAt: took === null ? null : new Date((row.startedAt ?? row.createdAt).getTime() + took),
    })),
  );
  await db.insert(payment).values(
    sample(
      fc.record({
        createdAt: times,
        status: orNull(fc.constantFrom<string>(...paymentStatus, "succeeded", "succeeded", "succeeded", "succeeded", "invented")),
        currency: fc.constantFrom(...currencies),
        totalAmount: fc.integer({ min: 0, max: 2_000_000_000 }),
        refund: orNull(fc.nat(1_000)),
      }),
      500,
    ).map(({ refund, ...row }, index) => ({
      ...row,
      id: `${name}pay_${index}`,
      refunds:
        refund === null
          ? []
          : [
              {
                refund_id: "r",
                payment_id: `${name}pay_${index}`,
                status: "succeeded",
                amount: refund,
                currency: row.currency,
                is_partial: true,
              },
            ],
    })),
  );
  await db.insert(subscription).values(
    sample(
      fc.record({
        createdAt: times,
        startedAt: times,
        endedAt: orNull(times),
        status: fc.constantFrom<string>(...subscriptionStatus, "active", "active", "active", "invented"),
        recurringInterval: fc.constantFrom<string>(...recurringInterval, "quarter"),
        currency: fc.constantFrom("usd", "eur"),
        amount: fc.nat(100_000),
        userId: orNull(anyUser),
      }),
      200,
    ).map((row, index) => ({
      ...row,
      id: `${name}sub_${index}`,
      currentPeriodStart: row.startedAt,
      currentPeriodEnd: row.startedAt,
      customerId: "cus",
      productId: "prod",
      checkoutId: "checkout",
    })),
  );
  // What earlier tests have rolled back is still there for PostgreSQL to walk over, and what it knows of the tables is of then.
  await db.execute(sql`analyze`);
}
