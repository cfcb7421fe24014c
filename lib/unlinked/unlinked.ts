import { choice, days, values } from "../list/filters.ts";
import { listSpec } from "../list/list-spec.ts";
import { type UnlinkedKind, unlinkedKind } from "./unlinked-kind.ts";

/** What changing the owner of each takes. */
export interface LinkPermission {
  payments: "payments:change";
  subscriptions: "subscriptions:change";
}

const kindLabel = (kind: UnlinkedKind) => (kind === "payments" ? "Payments" : "Subscriptions");

/** Payments, or subscriptions, that have no user. */
export const unlinkedList = listSpec({
  path: "/unlinked",
  noun: ["row without a user", "rows without a user"],
  search: "Customer's name or e-mail, or an exact payment, subscription, customer or product id",
  sort: { createdAt: "timestamp" },
  defaultSort: "-createdAt",
  filters: {
    of: { ...choice("What", unlinkedKind, kindLabel), tab: true },
    status: values("Status"),
    currency: values("Currency"),
    createdAt: days("Time"),
    id: values("Row", { linkOnly: true }),
  },
  columns: {
    createdAt: "Time",
    customer: "Customer",
    amount: "Amount",
    status: "Status",
    belongsTo: "For",
    candidate: "Likely user",
    evidence: "Evidence",
    customerId: { label: "Customer id", hidden: true },
    id: { label: "Id", hidden: true },
  },
});

/** Which of the two a query asks for: payments, unless it names subscriptions. */
export function kindOf(query: { filters: { of?: readonly UnlinkedKind[] } }): UnlinkedKind {
  return query.filters.of?.[0] ?? "payments";
}

/** What the audit log says of a link that was taken back. */
export const UNDO_REASON = "Undone at the unlinked desk";
