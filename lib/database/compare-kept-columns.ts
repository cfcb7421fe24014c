import type { Catalog } from "./catalog.ts";
import type { Finding } from "./finding.ts";

/** Columns of payment that a trigger of ours writes. */
export const keptInPayment = [
  "refunded_amount",
  "unreadable_entries",
  "dispute_status",
  "customer_id",
  "customer_email",
  "customer_name",
  "cart_product",
  "billing_country",
];

/** Purser's own: it is there before any column of its own is added to a table of the product's. */
const FILLS = "backfill";

/** Columns of payment that the product has made for itself by the names that a trigger of ours keeps: it would overwrite what they hold. */
export function compareKeptColumns(live: Catalog): Finding[] {
  const payment = live.tables.get("payment");
  const wasHere = live.tables.has(FILLS) || payment?.triggers.some(({ name }) => name === "zz_payment_columns_are_kept");
  return keptInPayment.flatMap((name): Finding[] => {
    const is = payment?.columns.get(name);
    if (!is || (wasHere && !is.generated)) return [];
    const says = `${is.generated ? "The database generates it" : "The product has made it for itself"}, and Purser's trigger would write into it. It would have to be renamed, or dropped where an earlier Purser has left it.`;
    return [{ about: `column payment.${name}`, verdict: "stops", says }];
  });
}
