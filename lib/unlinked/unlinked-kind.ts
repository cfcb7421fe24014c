/** What can lack a user. */
export const unlinkedKind = ["payments", "subscriptions"] as const;
export type UnlinkedKind = (typeof unlinkedKind)[number];

/** What one of them is called, also in the audit log. */
export const nounOf = (kind: UnlinkedKind) => (kind === "payments" ? "payment" : "subscription");

/** The desk's page of one row. */
export function deskPath(kind: UnlinkedKind, id: string): string {
  return `/unlinked/${nounOf(kind)}/${encodeURIComponent(id)}`;
}

/** The row's own page. */
export function rowPath(kind: UnlinkedKind, id: string): string {
  return `/${kind}/${encodeURIComponent(id)}`;
}
