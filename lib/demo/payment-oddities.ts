import { paymentStatus } from "../db/values.ts";
import { DAY, type DemoClock, HOUR, MINUTE, SECOND } from "./clock.ts";
import { makePayment, type PaymentRow } from "./payments.ts";
import { packs, plans } from "./products.ts";
import type { Random } from "./random.ts";
import { type DisputeStage, type DisputeStatus, makeDispute, makeRefund, type RefundStatus } from "./refunds.ts";
import type { DemoUser } from "./users.ts";

const disputeStatuses: readonly (readonly [DisputeStatus, DisputeStage])[] = [
  ["dispute_opened", "pre_dispute"],
  ["dispute_expired", "pre_dispute"],
  ["dispute_accepted", "dispute"],
  ["dispute_cancelled", "dispute"],
  ["dispute_challenged", "pre_arbitration"],
  ["dispute_won", "dispute"],
  ["dispute_lost", "dispute"],
];

/** Payments that are there however small the database is: one of each kind, and those that finance has to look into. */
export function makeOddPayments(random: Random, clock: DemoClock, users: readonly DemoUser[], power: DemoUser): PaymentRow[] {
  const customers = random.sample(
    users.filter((user) => user !== power && user.joined < clock.today - 120 * DAY),
    60,
  );
  let place = 0;
  const someone = () => customers[place++ % customers.length]!;
  const bought = (days: number, change: Partial<PaymentRow> = {}, user = someone()): PaymentRow => ({
    ...makePayment(random, clock, {
      user,
      product: random.pick(packs),
      at: clock.now - days * DAY - random.int(MINUTE, HOUR),
      status: change.status,
    }),
    ...change,
  });
  const refunded = (days: number, ...refunds: unknown[]) => bought(days, { refunds });
  const disputed = (days: number, ...disputes: unknown[]) => bought(days, { disputes });
  const refundOf = (made: PaymentRow, status: RefundStatus, part?: number) => ({
    ...made,
    refunds: [makeRefund(random, clock, made, status, part)],
  });

  const lost = bought(80);
  const twoDisputes = bought(64);
  const tooMuch = bought(22);
  return [
    // Each status, none at all, and one that Dodo does not publish.
    ...paymentStatus.map((status, i) =>
      bought(status.startsWith("requires_") || status === "processing" ? 0.02 + i / 20 : 3 + i * 4, { status }),
    ),
    bought(0.3, { status: null }),
    bought(41, { status: null, billing: null, productCart: null }),
    bought(8, { status: "on_hold" }),
    // Each kind of refund, in full and in part.
    ...(["succeeded", "failed", "pending", "review"] as const).flatMap((status, i) => [
      refundOf(bought(12 + i * 7), status),
      withPart(bought(15 + i * 7), (made, part) => refundOf(made, status, part)),
    ]),
    // Each stage and outcome of a dispute.
    ...disputeStatuses.map(([status, stage], i) => {
      const made = bought(25 + i * 9);
      return { ...made, disputes: [makeDispute(random, clock, made, stage, status)] };
    }),
    {
      ...twoDisputes,
      disputes: [
        makeDispute(random, clock, twoDisputes, "pre_dispute", "dispute_opened"),
        makeDispute(random, clock, twoDisputes, "dispute", "dispute_won"),
      ],
    },
    // Entries that do not have the shape that Dodo publishes.
    refunded(28, { refund_id: "ref_without_status", amount: 100 }),
    refunded(29, { refund_id: "ref_amount_as_text", status: "succeeded", amount: "12,00", currency: "EUR" }),
    refunded(30, null, "refund", 17),
    refunded(31, { refund_id: "ref_other_currency", status: "succeeded", amount: 500, currency: "CHF" }),
    refunded(32, { refund_id: "ref_unknown_status", status: "reversed", amount: 300 }),
    refunded(33, { refund_id: "ref_without_date", status: "succeeded", is_partial: true, amount: 100 }),
    bought(34, { refunds: { refund_id: "ref_not_in_a_list", status: "succeeded" } }),
    bought(35, { refunds: "none" }),
    disputed(36, { dispute_id: "dp_without_status", amount: "900" }),
    disputed(37, {
      dispute_id: "dp_amount_unreadable",
      dispute_status: "dispute_opened",
      dispute_stage: "dispute",
      amount: "about twelve",
    }),
    disputed(38, "dispute"),
    bought(39, { disputes: { dispute_status: "dispute_lost" } }),
    bought(40, { refunds: null, disputes: null, metadata: null }),
    // A refund above the payment: one too large, and two that are too large together.
    { ...tooMuch, refunds: [makeRefund(random, clock, tooMuch, "succeeded", tooMuch.totalAmount + 100)] },
    withPart(bought(26), (made) => ({
      ...made,
      refunds: [70, 60].map((percent) => makeRefund(random, clock, made, "succeeded", Math.round((made.totalAmount * percent) / 100))),
    })),
    // Bought again after a dispute was lost.
    { ...lost, disputes: [makeDispute(random, clock, lost, "dispute", "dispute_lost")] },
    { ...lost, id: `pay_${random.id(20)}`, createdAt: new Date(clock.now - 2 * DAY), updatedAt: null },
    // Charged twice within minutes.
    ...[17, 48, 90].flatMap((days) => {
      const first = bought(days);
      return [
        first,
        {
          ...first,
          id: `pay_${random.id(20)}`,
          createdAt: new Date(first.createdAt.getTime() + random.int(40, 240) * SECOND),
          updatedAt: null,
        },
      ];
    }),
    // Texts that a customer could have typed.
    bought(2, {
      metadata: { note: "=1+1", from: "<script>alert(1)</script>", userId: 12345678901234, nested: { list: [1, 2, { deep: true }] } },
    }),
    ...withoutUser(bought, someone),
    // More than one product in a cart, and one that cannot be told.
    bought(18, { productCart: packs.map(({ id }, i) => ({ product_id: id, quantity: i + 1 })) }),
    bought(44, { productCart: [{ quantity: 1 }] }),
    ...powerPayments(random, clock, power),
  ];
}

const withPart = (made: PaymentRow, change: (made: PaymentRow, part: number) => PaymentRow) =>
  change(made, Math.round(made.totalAmount * 0.4));

/** Payments that the webhook could not link, with more or less to tell whose they are. */
function withoutUser(
  bought: (days: number, change?: Partial<PaymentRow>, user?: DemoUser) => PaymentRow,
  someone: () => DemoUser,
): PaymentRow[] {
  const stranger = (n: number) => ({ customer_id: `cus_stranger${n}`, email: `stranger${n}@example.net`, name: `Stranger ${n}` });
  const [one, other] = [someone(), someone()];
  const whose = (verified: boolean) => Array.from({ length: 60 }, someone).find((user) => user.row.emailVerified === verified) ?? other;
  const shared = { customer_id: "cus_sharedByTwoPeople", email: "family@example.org", name: "The family" };
  return [
    // The same e-mail as a user, written in another way for one of them.
    ...[5, 14, 43].map((days) => {
      const user = someone();
      return bought(
        days,
        { userId: null, customer: { ...stranger(days), email: days === 14 ? user.row.email.toUpperCase() : user.row.email } },
        user,
      );
    }),
    // The same customer id as a payment that is linked.
    ...[6, 24].flatMap((days) => {
      const user = someone();
      return [
        bought(days + 30, {}, user),
        bought(days, { userId: null, customer: { ...stranger(days), customer_id: user.customerId } }, user),
      ];
    }),
    // The user's id in the metadata.
    ...[9, 19].map((days) => {
      const user = someone();
      return bought(days, { userId: null, customer: stranger(days), metadata: { userId: user.row.id } }, user);
    }),
    // A customer id that two users have paid with: evidence for neither.
    bought(70, { customer: shared }, one),
    bought(55, { customer: shared }, other),
    bought(10, { userId: null, customer: shared }, one),
    // The metadata names one user, the e-mail is another's; and an e-mail that its user has never verified.
    bought(13, { userId: null, customer: { ...stranger(13), email: whose(true).row.email }, metadata: { userId: one.row.id } }, one),
    bought(33, { userId: null, customer: { ...stranger(33), email: whose(false).row.email } }, other),
    // Nothing to go by. A customer who is not known is not the same as another one.
    bought(4, { userId: null, customer: stranger(4) }),
    ...[7, 27, 77].map((days) => bought(days, { userId: null, customer: null, billing: null, metadata: null })),
    bought(16, { userId: null, customer: { customer_id: null, email: null, name: null } }),
    bought(51, { userId: null, subscriptionId: "sub_thatNobodyKnows", customer: stranger(51) }),
  ];
}

function powerPayments(random: Random, clock: DemoClock, user: DemoUser): PaymentRow[] {
  const made = Array.from({ length: 14 }, (_, i) =>
    makePayment(random, clock, {
      user,
      product: i === 3 ? plans.yearly : packs[i % packs.length]!,
      at: clock.now - (11 + i * 43) * DAY,
      status: i % 5 === 4 ? "failed" : "succeeded",
      currency: i % 6 === 5 ? "USD" : user.currency,
    }),
  );
  return made.map((row, i) => {
    if (i === 1) return { ...row, refunds: [makeRefund(random, clock, row, "succeeded")] };
    if (i === 2)
      return { ...row, refunds: [makeRefund(random, clock, row, "succeeded", 200), makeRefund(random, clock, row, "pending", 150)] };
    if (i === 6) return { ...row, disputes: [makeDispute(random, clock, row, "dispute", "dispute_won")] };
    return row;
  });
}
