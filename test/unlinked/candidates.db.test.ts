import type { Db } from "../../lib/db/database.server.ts";
import { candidatesOf } from "../../lib/unlinked/candidates.server.ts";
import { getUnlinked } from "../../lib/unlinked/get-unlinked.server.ts";
import type { UnlinkedKind } from "../../lib/unlinked/unlinked-kind.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment, makeSubscription, makeUser } from "../helpers/factories.ts";

/** Who it may be, with what says so: `[user id, ["kind", …]]`; strong kinds have an exclamation mark. */
async function evidenceOf(db: Db, of: UnlinkedKind, id: string): Promise<[string, string[]][]> {
  const row = (await getUnlinked(db, of, id))!;
  const candidates = (await candidatesOf(db, of, [row])).get(id) ?? [];
  return candidates.map((one) => [
    one.userId,
    one.evidence.map(({ kind, strong, row }) => `${kind}${strong ? "!" : ""}${row ? ` ${row.type}` : ""}`),
  ]);
}

const nobody = { customer_id: null, email: null, name: null };
const unnamed = { customer: nobody, metadata: null };

describe("the candidates of a payment", () => {
  test("by its subscription, and by another payment of the same subscription", async ({ db }) => {
    const [ada, ben] = [await makeUser(db), await makeUser(db)];
    const sold = await makeSubscription(db, { userId: ada.id });
    const { id } = await makePayment(db, { ...unnamed, subscriptionId: sold.id });
    expect(await evidenceOf(db, "payments", id)).toEqual([[ada.id, ["subscription! subscription"]]]);
    await makePayment(db, { ...unnamed, subscriptionId: sold.id, userId: ben.id });
    expect(await evidenceOf(db, "payments", id)).toEqual(
      expect.arrayContaining([
        [ada.id, ["subscription! subscription"]],
        [ben.id, ["payment_of_subscription! payment"]],
      ]),
    );
    await makePayment(db, { ...unnamed, subscriptionId: sold.id, userId: ada.id });
    expect(await evidenceOf(db, "payments", id)).toEqual([
      [ada.id, ["subscription! subscription", "payment_of_subscription payment"]],
      [ben.id, ["payment_of_subscription payment"]],
    ]);
  });

  test("by a customer id on linked rows, of whichever kind; shared by two users it is weak", async ({ db }) => {
    const [ada, ben] = [await makeUser(db), await makeUser(db)];
    const customer = { ...nobody, customer_id: `cus_${ada.id}` };
    const { id } = await makePayment(db, { ...unnamed, customer });
    await makePayment(db, { ...unnamed, customer });
    expect(await evidenceOf(db, "payments", id)).toEqual([]);
    await makePayment(db, { ...unnamed, customer, userId: ada.id });
    await makeSubscription(db, { customerId: `cus_${ada.id}`, userId: ada.id });
    expect(await evidenceOf(db, "payments", id)).toEqual([[ada.id, ["customer_id! payment", "customer_id! subscription"]]]);
    await makePayment(db, { ...unnamed, customer, userId: ben.id });
    const shared = new Map(await evidenceOf(db, "payments", id));
    expect(shared.get(ada.id)).toEqual(["customer_id payment", "customer_id subscription"]);
    expect(shared.get(ben.id)).toEqual(["customer_id payment"]);
  });

  test("by the user id in its metadata, where there is such a user", async ({ db }) => {
    const ada = await makeUser(db);
    const { id } = await makePayment(db, { ...unnamed, metadata: { userId: ada.id } });
    const { id: gone } = await makePayment(db, { ...unnamed, metadata: { userId: `${ada.id}x` } });
    const { id: odd } = await makePayment(db, { ...unnamed, metadata: { userId: { id: ada.id } } });
    expect(await evidenceOf(db, "payments", id)).toEqual([[ada.id, ["metadata!"]]]);
    expect(await evidenceOf(db, "payments", gone)).toEqual([]);
    expect(await evidenceOf(db, "payments", odd)).toEqual([]);
  });

  test("by e-mail in any case and with blanks around it; strong only where it is verified and nobody else's", async ({ db }) => {
    const ada = await makeUser(db);
    const customer = { ...nobody, email: ` \t${ada.email.toUpperCase()} \n` };
    const { id } = await makePayment(db, { ...unnamed, customer });
    expect(await evidenceOf(db, "payments", id)).toEqual([[ada.id, ["email!"]]]);
    const ben = await makeUser(db, { email: ada.email.toUpperCase() });
    const shared = new Map(await evidenceOf(db, "payments", id));
    expect([...shared.keys()].sort()).toEqual([ada.id, ben.id].sort());
    expect([...shared.values()]).toEqual([["email"], ["email"]]);
    const cy = await makeUser(db, { emailVerified: false });
    const { id: other } = await makePayment(db, { ...unnamed, customer: { ...nobody, email: cy.email } });
    expect(await evidenceOf(db, "payments", other)).toEqual([[cy.id, ["email"]]]);
  });

  test("by an e-mail that stands in a linked payment, and by a name that one user has, weakly", async ({ db }) => {
    const ada = await makeUser(db);
    const email = `paypal.${ada.email}`;
    const { id } = await makePayment(db, { ...unnamed, customer: { ...nobody, email } });
    await makePayment(db, { ...unnamed, customer: { ...nobody, email: email.toUpperCase() }, userId: ada.id });
    expect(await evidenceOf(db, "payments", id)).toEqual([[ada.id, ["payment_email payment"]]]);
    const ben = await makeUser(db, { name: `Ben of ${ada.id}` });
    const { id: named } = await makePayment(db, { ...unnamed, customer: { ...nobody, name: ben.name } });
    expect(await evidenceOf(db, "payments", named)).toEqual([[ben.id, ["name"]]]);
    await makeUser(db, { name: ben.name });
    expect(await evidenceOf(db, "payments", named)).toEqual([]);
  });
});

describe("the candidates of a subscription", () => {
  test("by its linked payments, its customer id, its metadata, and the e-mail that its payments name", async ({ db }) => {
    const [ada, ben, cy, dee] = [await makeUser(db), await makeUser(db), await makeUser(db), await makeUser(db)];
    const { id, customerId } = await makeSubscription(db, { metadata: JSON.stringify({ userId: ben.id }) });
    await makePayment(db, { ...unnamed, subscriptionId: id, userId: ada.id });
    await makePayment(db, { ...unnamed, subscriptionId: id, customer: { ...nobody, email: cy.email } });
    await makeSubscription(db, { customerId, userId: dee.id });
    const evidence = new Map(await evidenceOf(db, "subscriptions", id));
    expect(Object.fromEntries(evidence)).toEqual({
      [ada.id]: ["payment_of_subscription! payment"],
      [ben.id]: ["metadata!"],
      [cy.id]: ["email!"],
      [dee.id]: ["customer_id! subscription"],
    });
  });

  test("metadata that is no JSON names nobody", async ({ db }) => {
    for (const metadata of ["not json {", "", "null", '{"userId":"\\u0000"}']) {
      const { id } = await makeSubscription(db, { metadata });
      expect(await evidenceOf(db, "subscriptions", id)).toEqual([]);
    }
  });
});

test("a null, an empty text and a blank one match none of their kind", async ({ db }) => {
  const ada = await makeUser(db, { name: "  " });
  const blanks = [null, "", "  "];
  for (const blank of blanks) {
    const customer = { customer_id: blank, email: blank, name: blank };
    await makePayment(db, { customer, subscriptionId: blank, metadata: { userId: blank }, userId: ada.id });
    await makeSubscription(db, { customerId: blank ?? "", metadata: blank, userId: ada.id });
  }
  await makePayment(db, { customer: null, metadata: null, userId: ada.id });
  for (const blank of blanks) {
    const customer = { customer_id: blank, email: blank, name: blank };
    const { id } = await makePayment(db, { customer, subscriptionId: blank, metadata: { userId: blank } });
    expect([blank, await evidenceOf(db, "payments", id)]).toEqual([blank, []]);
    const sold = await makeSubscription(db, { customerId: blank ?? "", metadata: blank });
    expect([blank, await evidenceOf(db, "subscriptions", sold.id)]).toEqual([blank, []]);
  }
  const { id } = await makePayment(db, { customer: null, metadata: null });
  expect(await evidenceOf(db, "payments", id)).toEqual([]);
});
