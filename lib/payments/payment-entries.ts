import { z } from "zod";
import { refundStatus } from "../db/values.ts";

/**
 * The refunds and disputes that a payment carries as JSON, entry by entry. A reading for people: what counts in sums is what the database
 * says (payment_refunded_amount in the migrations), and a test holds the two together. Safe in a browser.
 */
export type Entry<Read> = { readable: true; entry: Read } | { readable: false; raw: unknown };

const text = z.string().nullish().catch(null);

export interface RefundEntry {
  id: string | null;
  createdAt: string | null;
  status: string;
  /** Minor units of `currency`; null where the entry does not say, which a refund that did not succeed need not. */
  amount: number | null;
  currency: string;
  reason: string | null;
}

const Refund = z.object({
  refund_id: text,
  created_at: text,
  status: z.enum(refundStatus),
  amount: z.unknown().optional(),
  currency: text,
  is_partial: z.boolean().nullish().catch(null),
  reason: text,
});

/**
 * A payment's refunds as Dodo Payments publishes them. An amount is optional: a refund that is not partial is of the whole payment. One in
 * another currency than the payment's cannot be read, because it cannot be taken from its amount.
 */
export function readRefunds(refunds: unknown, payment: { totalAmount: number; currency: string }): Entry<RefundEntry>[] {
  return entriesOf(refunds).map((raw) => {
    const parsed = Refund.safeParse(raw);
    if (!parsed.success) return { readable: false, raw };
    const { refund_id, created_at, status, currency, is_partial, reason } = parsed.data;
    const whole = is_partial === false ? payment.totalAmount : null;
    const amount = parsed.data.amount == null ? whole : isMinorUnits(parsed.data.amount) ? parsed.data.amount : null;
    const foreign = currency != null && currency.toUpperCase() !== payment.currency.toUpperCase();
    if (status === "succeeded" && (amount === null || foreign)) return { readable: false, raw };
    return {
      readable: true,
      entry: {
        id: refund_id ?? null,
        createdAt: created_at ?? null,
        status,
        amount,
        currency: currency ?? payment.currency,
        reason: reason ?? null,
      },
    };
  });
}

function isMinorUnits(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 999_999_999_999;
}

export interface DisputeEntry {
  id: string | null;
  createdAt: string | null;
  status: string;
  stage: string | null;
  /** As Dodo Payments writes it: a text of minor units. */
  amount: string | null;
  currency: string | null;
  remarks: string | null;
}

const Dispute = z.object({
  dispute_id: text,
  created_at: text,
  dispute_status: z.union([z.string(), z.number().transform(String)]),
  dispute_stage: text,
  amount: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .catch(null),
  currency: text,
  remarks: text,
});

/** A payment's disputes; an entry without a status cannot be read. */
export function readDisputes(disputes: unknown): Entry<DisputeEntry>[] {
  return entriesOf(disputes).map((raw) => {
    const parsed = Dispute.safeParse(raw);
    if (!parsed.success) return { readable: false, raw };
    const { dispute_id, created_at, dispute_status, dispute_stage, amount, currency, remarks } = parsed.data;
    return {
      readable: true,
      entry: {
        id: dispute_id ?? null,
        createdAt: created_at ?? null,
        status: dispute_status,
        stage: dispute_stage ?? null,
        amount: amount ?? null,
        currency: currency ?? null,
        remarks: remarks ?? null,
      },
    };
  });
}

/** What is no array is one entry that cannot be read; nothing at all is none. */
function entriesOf(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
