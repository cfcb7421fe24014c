import { z } from "zod";
import { reasonField, versionField } from "../audit/change-fields.ts";
import { choice, days, values } from "../list/filters.ts";
import { listSpec } from "../list/list-spec.ts";

/** What can lack a user. */
export const unlinkedKind = ["payments", "subscriptions"] as const;
export type UnlinkedKind = (typeof unlinkedKind)[number];

/** What changing the owner of each takes. */
export interface LinkPermission {
  payments: "payments:change";
  subscriptions: "subscriptions:change";
}

/** What one of them is called, also in the audit log. */
export const nounOf = (kind: UnlinkedKind) => (kind === "payments" ? "payment" : "subscription");

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

/** The desk's page of one row. */
export function deskPath(kind: UnlinkedKind, id: string): string {
  return `/unlinked/${nounOf(kind)}/${encodeURIComponent(id)}`;
}

/** The row's own page. */
export function rowPath(kind: UnlinkedKind, id: string): string {
  return `/${kind}/${encodeURIComponent(id)}`;
}

/** Links a row to a candidate. */
export const LinkCandidate = z.object({
  version: versionField,
  userId: z.string({ error: "Choose a user." }).min(1, "Choose a user.").max(320),
});

/** Takes that back; its reason is the same each time. */
export const UndoLink = z.object({ version: versionField });
export const UNDO_REASON = "Undone at the unlinked desk";

const count = z.coerce.number({ error: "Load this page again." }).int().min(1, "There is nothing to do.").max(500);

/** Links in bulk what the person saw: as many, and these very ones. */
export const BulkLink = z.object({
  expected: count,
  digest: z.string({ error: "Load this page again." }).regex(/^[0-9a-f]{64}$/, "Load this page again."),
});

export const BulkUnlink = z.object({ expected: count, reason: reasonField });
