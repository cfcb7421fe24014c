import { DAY, type DemoClock } from "./clock.ts";
import { BUSINESS_ID, type PaymentRow } from "./payments.ts";
import type { Random } from "./random.ts";

export type RefundStatus = "succeeded" | "failed" | "pending" | "review";
export type DisputeStage = "pre_dispute" | "dispute" | "pre_arbitration";
export type DisputeStatus =
  | "dispute_opened"
  | "dispute_expired"
  | "dispute_accepted"
  | "dispute_cancelled"
  | "dispute_challenged"
  | "dispute_won"
  | "dispute_lost";

const reasons = ["requested_by_customer", "duplicate", "Trip was canceled by the airline", "Charged after cancelling", null];

/** A refund of the whole payment, or of `part` minor units of it. Full ones sometimes come without their amount, as Dodo allows. */
export function makeRefund(random: Random, clock: DemoClock, of: PaymentRow, status: RefundStatus, part?: number) {
  const at = Math.min(clock.now, of.createdAt.getTime() + Math.round(random.around(6, 0.9) * DAY));
  const bare = part === undefined && random.chance(0.25);
  return {
    refund_id: `ref_${random.id(18)}`,
    payment_id: of.id,
    business_id: BUSINESS_ID,
    created_at: new Date(at).toISOString(),
    is_partial: part !== undefined,
    status,
    ...(!bare && { amount: part ?? of.totalAmount, currency: of.currency }),
    reason: random.pick(reasons),
  };
}

/** A dispute over the whole payment. Its amount is a text, as Dodo sends it. */
export function makeDispute(random: Random, clock: DemoClock, of: PaymentRow, stage: DisputeStage, status: DisputeStatus) {
  const at = Math.min(clock.now, of.createdAt.getTime() + Math.round(random.around(18, 0.5) * DAY));
  return {
    dispute_id: `dp_${random.id(18)}`,
    payment_id: of.id,
    business_id: BUSINESS_ID,
    created_at: new Date(at).toISOString(),
    amount: String(of.totalAmount),
    currency: of.currency,
    dispute_stage: stage,
    dispute_status: status,
    ...(random.chance(0.4) && {
      remarks: random.pick(["Customer does not recognise the charge", "Product not received", "Evidence submitted"]),
    }),
  };
}

/** A few of the succeeded payments are refunded, fewer are disputed. */
export function withAftermath(random: Random, clock: DemoClock, made: PaymentRow): PaymentRow {
  if (made.status !== "succeeded") return made;
  if (random.chance(0.05)) {
    const status = random.weighted<RefundStatus>({ succeeded: 80, failed: 6, pending: 9, review: 5 });
    const part = random.chance(0.4) ? Math.round((made.totalAmount * random.int(20, 70)) / 100) : undefined;
    const refunds = [makeRefund(random, clock, made, status, part)];
    if (part !== undefined && status === "succeeded" && random.chance(0.2))
      refunds.push(makeRefund(random, clock, made, "succeeded", Math.floor(made.totalAmount / 4)));
    return { ...made, refunds };
  }
  if (random.chance(0.012)) {
    const stage = random.weighted<DisputeStage>({ pre_dispute: 3, dispute: 6, pre_arbitration: 1 });
    const status = random.weighted<DisputeStatus>({
      dispute_opened: 3,
      dispute_expired: 1,
      dispute_accepted: 2,
      dispute_cancelled: 1,
      dispute_challenged: 2,
      dispute_won: 3,
      dispute_lost: 3,
    });
    return { ...made, disputes: [makeDispute(random, clock, made, stage, status)] };
  }
  return made;
}
