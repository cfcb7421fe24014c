import { eq } from "drizzle-orm";
import { payment, subscription, user } from "../../lib/db/schema.ts";
import { getPaymentForChange } from "../../lib/payments/get-payment.server.ts";
import { linkPayment } from "../../lib/payments/link-payment.server.ts";
import { getSubscriptionForChange } from "../../lib/subscriptions/get-subscription.server.ts";
import { linkSubscription } from "../../lib/subscriptions/link-subscription.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makePayment, makeSubscription, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";
import { untilWaiting } from "../helpers/until-waiting.ts";

const noSuchUser = { status: 422, field: "userId", message: "There is no user with this id or e-mail." };

describe("linking to a user who is being deleted in that moment", () => {
  test("a payment is refused as if the user were gone already", async ({ database: { db } }) => {
    const { id: userId } = await makeUser(db);
    const { id } = await makePayment(db);
    const { version } = (await getPaymentForChange(db, id))!;
    let linking: Promise<unknown> | undefined;
    await db.transaction(async (tx) => {
      await tx.delete(user).where(eq(user.id, userId));
      linking = linkPayment(db, staffWith("payments:change"), id, { version, userId }).catch((refusal: unknown) => refusal);
      await untilWaiting(db, 1);
    });
    expect(await linking).toMatchObject(noSuchUser);
    expect(await auditRowsOf(db, "payment", id)).toEqual([]);
    await db.delete(payment).where(eq(payment.id, id));
  });

  test("a subscription is refused as if the user were gone already", async ({ database: { db } }) => {
    const { id: userId } = await makeUser(db);
    const { id } = await makeSubscription(db);
    const { version } = (await getSubscriptionForChange(db, id))!;
    let linking: Promise<unknown> | undefined;
    await db.transaction(async (tx) => {
      await tx.delete(user).where(eq(user.id, userId));
      linking = linkSubscription(db, staffWith("subscriptions:change"), id, { version, userId }).catch((refusal: unknown) => refusal);
      await untilWaiting(db, 1);
    });
    expect(await linking).toMatchObject(noSuchUser);
    expect(await auditRowsOf(db, "subscription", id)).toEqual([]);
    await db.delete(subscription).where(eq(subscription.id, id));
  });
});
