import type { Db } from "../db/database.server.ts";
import type { RollupSeries } from "../db/schema.ts";
import { env } from "../env.server.ts";
import { asksNothing, isOneOf } from "../list/asked-of-values.ts";
import { paymentsByOf, paymentsOf, type RolledRevenue, revenueOf } from "../rollups/payment-rows.ts";
import type { RolledBucket } from "../rollups/pieces.ts";
import { bucketsOfRange } from "../rollups/range-buckets.ts";
import { type RolledRow, readRollup } from "../rollups/read-rollup.server.ts";
import { NO_VALUE } from "./payment.ts";
import type { PaymentQuery } from "./payment-where.server.ts";

/** Payments that succeeded, as a roll-up has them: what they are settled in, and their product, country or method, only where it is asked for. */
type Succeeded = Omit<RolledRevenue, "bucket"> & { settled?: string; value?: string };

/** The succeeded payments of a filter, as the roll-ups have them. */
interface RolledFilter {
  series: Extract<RollupSeries, "revenue" | `payments${string}`>;
  buckets: RolledBucket[];
  holds: (row: Succeeded) => boolean;
}

/** What of the roll-ups the filters ask for; undefined where they ask for something that is not rolled up. */
export function rolledPayments({ q, filters }: Pick<PaymentQuery, "q" | "filters">, now: Date): RolledFilter | undefined {
  const { createdAt, currency, status, settled, hasSettlement, product, country, method, ...others } = filters;
  const buckets = bucketsOfRange(createdAt, now, env().reportingTimeZone);
  const parts = Object.entries({ product, country, method }).filter(([, values]) => values !== undefined);
  if (!buckets || q || parts.length > 1 || !asksNothing(others)) return undefined;
  const [split, values] = (parts[0] ?? []) as [("product" | "country" | "method")?, (readonly string[])?];
  return {
    // The smallest that tells apart what is asked for.
    series: split ? `payments_by_${split}` : asksNothing({ settled, hasSettlement }) ? "revenue" : "payments",
    buckets: status === undefined || status.includes("succeeded") ? buckets : [],
    holds: (row) =>
      isOneOf(row.currency, currency) &&
      isOneOf(row.settled, settled) &&
      (hasSettlement === undefined || hasSettlement === (row.settled !== NO_VALUE)) &&
      isOneOf(row.value, values),
  };
}

/** What those payments come to, in minor units; a currency may be there more than once. */
export async function sumsOfSucceeded(db: Db, { series, buckets, holds }: RolledFilter) {
  const rolled = (await readRollup(db, [series], buckets))[series];
  return succeededOf(series, rolled)
    .filter(holds)
    .map(({ currency, payments, gross, refunded }) => ({ currency, succeeded: payments, gross, refunded }));
}

function succeededOf(series: RolledFilter["series"], rows: readonly RolledRow[]): Succeeded[] {
  if (series === "revenue") return rows.map(revenueOf);
  return series === "payments" ? rows.map(paymentsOf).filter(({ status }) => status === "succeeded") : rows.map(paymentsByOf);
}
