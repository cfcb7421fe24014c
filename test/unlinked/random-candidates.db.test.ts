import fc from "fast-check";
import type { Db } from "../../lib/db/database.server.ts";
import { payment, subscription, user } from "../../lib/db/schema.ts";
import { candidatesOf } from "../../lib/unlinked/candidates.server.ts";
import { evidenceKind } from "../../lib/unlinked/evidence.ts";
import { listUnlinked } from "../../lib/unlinked/list-unlinked.server.ts";
import { planBulkLink } from "../../lib/unlinked/plan-bulk-link.server.ts";
import { unlinkedList } from "../../lib/unlinked/unlinked.ts";
import type { UnlinkedKind } from "../../lib/unlinked/unlinked-kind.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt } from "../helpers/factories.ts";
import { seeded } from "../helpers/seeded.ts";

const emails = ["ada@example.com", " ADA@example.com", "ben@example.com", "cy@example.com\t", "dee@example.com", "", "  ", null];
const customers = ["cus_1", "cus_2", "cus_3", "", " ", null];
const names = ["Ada Novak", "Ben", "Ben Berg", "", " ", null];

type Found = {
  users: (typeof user.$inferSelect)[];
  payments: (typeof payment.$inferSelect)[];
  subscriptions: (typeof subscription.$inferSelect)[];
};

async function makeRandomRows(db: Db, seed: number): Promise<Found> {
  const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number) => fc.sample(arbitrary, { numRuns: count, seed });
  const ids = ["ada", "ben", "cy", "dee"].map((name) => `${name}_${seed}`);
  const users = ids.map((id, place) => ({
    id,
    name: names[place % 3]!,
    email: ["ada@example.com", "Ben@Example.com", "cy@example.com", `ben@example.com`][place]!,
    emailVerified: place !== 2,
    createdAt: madeAt,
    updatedAt: madeAt,
  }));
  await db.delete(payment);
  await db.delete(subscription);
  // Users of other tests may have the same e-mails.
  await db.execute(`update "user" set email = id || '@elsewhere.example', name = id`);
  const owner = fc.option(fc.constantFrom(...ids), { freq: 2 });
  const named = fc.constantFrom(...ids, "nobody", "", null);
  const sold = sample(fc.record({ userId: owner, customerId: fc.constantFrom("cus_1", "cus_2", "cus_3", "", " "), named }), 8).map(
    ({ named, ...row }, place) => ({
      ...row,
      id: `sub_${place}`,
      createdAt: madeAt,
      startedAt: madeAt,
      currentPeriodStart: madeAt,
      currentPeriodEnd: madeAt,
      amount: 1,
      currency: "USD",
      status: "active",
      recurringInterval: "month",
      productId: "prod",
      checkoutId: "checkout",
      metadata: named === null ? null : JSON.stringify({ userId: named }),
    }),
  );
  const paid = sample(
    fc.record({
      userId: owner,
      subscriptionId: fc.constantFrom(...sold.map(({ id }) => id), "sub_gone", "", null),
      customer_id: fc.constantFrom(...customers),
      email: fc.constantFrom(...emails),
      name: fc.constantFrom(...names),
      named,
    }),
    14,
  ).map(({ userId, subscriptionId, named, ...customer }, place) => ({
    id: `pay_${place}`,
    userId,
    subscriptionId,
    createdAt: madeAt,
    totalAmount: 1,
    currency: "USD",
    customer,
    metadata: { userId: named },
  }));
  return {
    users: await db.insert(user).values(users).returning(),
    subscriptions: await db.insert(subscription).values(sold).returning(),
    payments: await db.insert(payment).values(paid).returning(),
  };
}

const key = (email: string | null) => email?.trim().toLowerCase() || null;
const same = (a: string | null, b: string | null) => a !== null && b !== null && a.trim() !== "" && a === b;

/** "user kind" of everything that points from one row to a user, looked for among all rows, one by one. */
function naive({ users, payments, subscriptions }: Found, of: UnlinkedKind, id: string): string[] {
  const found = new Set<string>();
  const add = (userId: string | null, kind: string) => userId !== null && found.add(`${userId} ${kind}`);
  const paid = of === "payments" ? payments.find((one) => one.id === id)! : undefined;
  const sold = of === "subscriptions" ? subscriptions.find((one) => one.id === id)! : undefined;
  const subscriptionId = paid ? paid.subscriptionId : id;
  const customerId = paid ? paid.customerId : sold!.customerId;
  const metadata = paid
    ? (paid.metadata as { userId?: string | null } | null)
    : (JSON.parse(sold!.metadata ?? "{}") as { userId?: string | null });
  const mails = paid ? [paid.customerEmail] : payments.filter((one) => one.subscriptionId === id).map((one) => one.customerEmail);
  if (paid) for (const one of subscriptions) if (same(one.id, subscriptionId)) add(one.userId, "subscription");
  for (const one of payments) if (same(one.subscriptionId, subscriptionId)) add(one.userId, "payment_of_subscription");
  for (const one of [...payments, ...subscriptions]) if (same(one.customerId, customerId)) add(one.userId, "customer_id");
  for (const one of users) if (same(one.id, metadata?.userId ?? null)) add(one.id, "metadata");
  for (const mail of mails.map(key)) {
    if (mail === null) continue;
    for (const one of users) if (key(one.email) === mail) add(one.id, "email");
    for (const one of payments) if (key(one.customerEmail) === mail) add(one.userId, "payment_email");
  }
  const namesakes = paid ? users.filter((one) => same(one.name, paid.customerName)) : [];
  if (namesakes.length === 1) add(namesakes[0]!.id, "name");
  return [...found].sort();
}

const tied = ["subscription", "payment_of_subscription", "metadata", "customer_id"];

/** The user to whom a row may be linked unseen: something tells so, and nothing but a name speaks of anybody else. */
function alone(rows: Found, of: UnlinkedKind, id: string): string | undefined {
  const evidence = naive(rows, of, id).map((one) => one.split(" ") as [string, string]);
  const whose = new Set(evidence.filter(([, kind]) => kind !== "name").map(([userId]) => userId));
  const [userId] = whose;
  const verified = rows.users.find((one) => one.id === userId)?.emailVerified;
  const tells = evidence.some(([each, kind]) => each === userId && (tied.includes(kind) || (kind === "email" && verified)));
  return whose.size === 1 && tells ? userId : undefined;
}

describe("on random rows", () => {
  test("a candidate has evidence, and all that there is; in bulk goes what nothing contradicts", { timeout: 240_000 }, async ({ db }) => {
    const { seed, numRuns } = seeded(12);
    const seen = new Set<string>();
    let [linkable, contradicted] = [0, 0];
    for (let run = 0; run < numRuns; run++) {
      const rows = await makeRandomRows(db, seed + run);
      for (const of of ["payments", "subscriptions"] as const) {
        const page = await listUnlinked(db, { ...unlinkedList.defaults, filters: { of: [of] }, size: 200 });
        expect(page.rows.map((row) => row.id).sort()).toEqual(
          rows[of]
            .filter((row) => row.userId === null)
            .map((row) => row.id)
            .sort(),
        );
        const candidates = await candidatesOf(db, of, page.rows);
        for (const { id } of page.rows) {
          const its = candidates.get(id) ?? [];
          expect(its.every((candidate) => candidate.evidence.length > 0)).toBe(true);
          const said = its.flatMap((candidate) => candidate.evidence.map((one) => `${candidate.userId} ${one.kind}`));
          for (const candidate of its) for (const one of candidate.evidence) seen.add(one.kind);
          expect([of, id, [...new Set(said)].sort()]).toEqual([of, id, naive(rows, of, id)]);
        }
        const plan = await planBulkLink(db, { ...unlinkedList.defaults, filters: { of: [of] } });
        expect(plan.pairs.map(({ row, candidate }) => [row.id, candidate.userId]).sort()).toEqual(
          page.rows
            .map(({ id }) => [id, alone(rows, of, id)])
            .filter(([, userId]) => userId !== undefined)
            .sort(),
        );
        linkable += plan.pairs.length;
        contradicted += plan.ambiguous;
      }
    }
    expect([linkable > 0, contradicted > 0]).toEqual([true, true]);
    expect([...seen].sort()).toEqual([...evidenceKind].sort());
  });
});
