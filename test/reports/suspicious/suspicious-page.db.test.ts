import { loader as paymentLoader } from "../../../app/routes/_staff.payments.$paymentId/route.tsx";
import { loader } from "../../../app/routes/_staff.reports.suspicious/route.tsx";
import { loader as subscriptionLoader } from "../../../app/routes/_staff.subscriptions.$subscriptionId/route.tsx";
import { payment, subscription } from "../../../lib/db/schema.ts";
import { expect, test } from "../../helpers/database-test.ts";
import { madeAt, makePayment, makeSubscription } from "../../helpers/factories.ts";
import { signedIn } from "../../helpers/request.ts";
import { refund } from "../../payments/dodo.ts";

test("finance sees how many rows break each rule, and on a row's own page which it breaks", async ({ db }) => {
  await db.delete(payment);
  await db.delete(subscription);
  const finance = await signedIn(db, "finance");
  await makePayment(db, { id: "pay_1", refunds: [refund({ amount: 2001 })] });
  await makePayment(db, {
    id: "pay_2",
    status: "on_hold",
    createdAt: new Date(madeAt.getTime() + 1000),
    refunds: [refund({ amount: 9999 })],
  });
  await makeSubscription(db, { id: "sub_1", status: "on_hold" });

  const page = await loader({ request: finance.get("/reports/suspicious"), params: {}, context: {} });
  const [payments, subscriptions] = await Promise.all([page.payments, page.subscriptions]);
  if (!payments || !subscriptions) throw new Error("They could not be read");
  expect(payments["refunded-too-much"]).toEqual({
    count: 2,
    newest: { id: "pay_2", at: new Date(madeAt.getTime() + 1000).toISOString() },
  });
  expect(payments["unknown-value"]).toMatchObject({ count: 1, newest: { id: "pay_2" } });
  expect(payments["charged-twice"]).toEqual({ count: 0, newest: undefined });
  expect(subscriptions["unknown-value"]).toMatchObject({ count: 1, newest: { id: "sub_1" } });

  expect(await page.silences).toMatchObject({ gaps: 0, last: new Date(madeAt.getTime() + 1000).toISOString() });

  const one = await paymentLoader({ request: finance.get("/payments/pay_2"), params: { paymentId: "pay_2" }, context: {} });
  expect(one.broken).toEqual(["refunded-too-much", "unknown-value"]);
  const other = await subscriptionLoader({
    request: finance.get("/subscriptions/sub_1"),
    params: { subscriptionId: "sub_1" },
    context: {},
  });
  expect(other.broken).toEqual(["unknown-value"]);
});
