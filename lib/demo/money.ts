import { busyMoments, DAY, type DemoClock, HOUR } from "./clock.ts";
import { makeOddPayments } from "./payment-oddities.ts";
import { makePayment, type PaymentRow } from "./payments.ts";
import { packs } from "./products.ts";
import type { Random } from "./random.ts";
import { withAftermath } from "./refunds.ts";
import { makeOddSubscriptions } from "./subscription-oddities.ts";
import { makeSubscription, type Sold, type SubscriptionRow } from "./subscriptions.ts";
import type { DemoUser } from "./users.ts";
import { pickVisitor } from "./visitors.ts";

/** All subscriptions and payments. The ordinary ones fill up what the odd ones leave of the two counts. */
export function makeMoney(
  random: Random,
  clock: DemoClock,
  users: readonly DemoUser[],
  power: DemoUser,
  counts: { subscriptions: number; payments: number },
): { subscriptions: SubscriptionRow[]; payments: PaymentRow[] } {
  const subscribers = new Set([power]);
  const take = (since: number) => {
    const known = users.filter((user) => user.joined < since && user !== power);
    const free = known.filter((user) => !subscribers.has(user) && !user.row.banned);
    const user = random.pick(free.length > 0 ? free : known);
    subscribers.add(user);
    return user;
  };
  const sold = makeOddSubscriptions(random.fork("odd subscriptions"), clock, take, power);
  const ordinary = random.fork("subscriptions");
  for (let attempt = 0; sold.length < counts.subscriptions && attempt < counts.subscriptions * 30; attempt++) {
    const user = ordinary.pick(users);
    const startedAt = user.joined + Math.round(ordinary.around(5, 1.6) * DAY);
    if (subscribers.has(user) || startedAt > clock.now - HOUR || !ordinary.chance(0.2 + user.eagerness)) continue;
    subscribers.add(user);
    const first = makeSubscription(ordinary.fork(`of ${user.row.id}`), clock, user, startedAt);
    // Bought while signed out, and never linked since.
    if (ordinary.chance(0.015)) sold.push(unlinked(first));
    else sold.push(first, ...comeback(ordinary.fork(`again ${user.row.id}`), clock, user, first));
  }
  const payments = [...sold.flatMap((one) => one.payments), ...makeOddPayments(random.fork("odd payments"), clock, users, power)];
  const shop = random.fork("packs");
  const moment = busyMoments(clock, 4);
  for (let attempt = 0; payments.length < counts.payments && attempt < counts.payments * 3; attempt++) {
    const at = moment(shop);
    const user = pickVisitor(shop, users, at);
    if (!user || at > clock.now) continue;
    const status = shop.weighted({ succeeded: 84, failed: 11, cancelled: 5 });
    payments.push(withAftermath(shop, clock, makePayment(shop, clock, { user, product: shop.pick(packs), at, status })));
  }
  return { subscriptions: sold.map((one) => one.subscription), payments };
}

const unlinked = ({ subscription, payments }: Sold): Sold => ({
  subscription: { ...subscription, userId: null, metadata: "{}" },
  payments: payments.map((made) => ({ ...made, userId: null })),
});

/** Some of those who left subscribe again. */
function comeback(random: Random, clock: DemoClock, user: DemoUser, { subscription }: Sold): Sold[] {
  const again = (subscription.endedAt?.getTime() ?? Infinity) + random.int(12, 150) * DAY;
  return subscription.status === "canceled" && random.chance(0.15) && again < clock.now - HOUR
    ? [makeSubscription(random, clock, user, again)]
    : [];
}
