import { eq, inArray } from "drizzle-orm";
import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { payment, subscription, user } from "../../lib/db/schema.ts";
import { makeUser } from "../helpers/factories.ts";
import { anyPaymentIn, type Plans, type RandomPayment } from "./random-money.ts";

/** What the database holds. */
export interface Books {
  payments: readonly RandomPayment[];
  plans: Plans;
}

/** What of a payment another one is taken from, each as it happens: a correction, a webhook that comes late, a row put right by hand. */
const changes = {
  status: ["status"],
  entries: ["refunds", "disputes"],
  amounts: ["currency", "totalAmount", "tax", "settlementAmount", "settlementCurrency", "settlementTax"],
  time: ["createdAt"],
  split: ["paymentMethod", "billing", "productCart", "subscriptionId"],
} as const satisfies Record<string, (keyof RandomPayment)[]>;

const anyChange = fc.constantFrom<keyof typeof changes | "deleted" | "made" | "user">(
  ...(Object.keys(changes) as (keyof typeof changes)[]),
  "status",
  "entries",
  "deleted",
  "made",
  "user",
);

/** Changes payments and subscriptions at random, new and old ones, each in a statement of its own. What there is afterwards. */
export async function changeMoney(db: Db, zone: string, books: Books, { seed, count }: { seed: number; count: number }): Promise<Books> {
  const payments = new Map(books.payments.map((row) => [row.id, row]));
  const asked = fc.record({ what: anyChange, place: fc.nat(), fresh: anyPaymentIn(zone) });
  const users: string[] = [];
  for (const [index, { what, place, fresh }] of fc.sample(asked, { seed, numRuns: count }).entries()) {
    const row = [...payments.values()][place % payments.size]!;
    if (what === "deleted") {
      await db.delete(payment).where(eq(payment.id, row.id));
      payments.delete(row.id);
    } else if (what === "made") {
      const made = { ...fresh, id: `pay_${seed}_${index}` };
      await db.insert(payment).values(made);
      payments.set(made.id, made);
    } else if (what === "user") {
      const { id: userId } = await makeUser(db);
      users.push(userId);
      await db.update(payment).set({ userId }).where(eq(payment.id, row.id));
    } else {
      const changed = Object.fromEntries(changes[what].map((name) => [name, fresh[name]]));
      await db.update(payment).set(changed).where(eq(payment.id, row.id));
      payments.set(row.id, { ...row, ...changed });
    }
  }
  if (users.length > 0) await db.delete(user).where(inArray(user.id, users));
  return { payments: [...payments.values()], plans: await changePlans(db, books.plans, seed) };
}

/** One subscription gets another product, and every third time one is gone. */
async function changePlans(db: Db, plans: Plans, seed: number): Promise<Plans> {
  const [id] = Object.keys(plans);
  if (!id) return plans;
  const { [id]: before, ...others } = plans;
  if (seed % 3 === 0) {
    await db.delete(subscription).where(eq(subscription.id, id));
    return others;
  }
  const productId = before === "prod_b" ? "prod_a" : "prod_b";
  await db.update(subscription).set({ productId }).where(eq(subscription.id, id));
  return { ...others, [id]: productId };
}
