import { CircleAlert } from "lucide-react";
import type { ListColumn } from "~/components/data-table/list-column";
import { EntitlementSentence, RowsLink } from "~/components/entitlement";
import { Nothing, Time } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import { CopyId } from "~/components/ui/copy-id";
import { byVerdict } from "~lib/entitlements/entitlement.ts";
import type { EntitlementRow } from "~lib/entitlements/list-entitlements.server.ts";
import { verdictWords } from "~lib/entitlements/verdict.ts";
import { paymentList } from "~lib/payments/payment.ts";
import { subscriptionList } from "~lib/subscriptions/subscription.ts";

const idsOf = (row: EntitlementRow, of: "subscriptionIds" | "paymentIds") => [
  ...new Set(byVerdict(row.entitlement.findings).flatMap((finding) => finding[of])),
];

export const columns: readonly ListColumn<EntitlementRow>[] = [
  { id: "user", phone: true, className: "max-w-56", cell: (row) => <span title={row.email}>{row.name.trim() || row.email}</span> },
  {
    id: "verdicts",
    phone: true,
    className: "max-w-none",
    cell: (row) =>
      row.entitlement.findings.length === 0 ? (
        <Nothing label="nothing in red" />
      ) : (
        <span className="flex flex-wrap gap-1">
          {byVerdict(row.entitlement.findings).map(({ verdict }) => (
            <Badge key={verdict} tone="red" icon={CircleAlert} wraps title={verdictWords[verdict].says}>
              {verdictWords[verdict].label}
            </Badge>
          ))}
        </span>
      ),
  },
  // A sentence is read whole: it goes on in a second line.
  { id: "why", className: "max-w-120 py-1.5 whitespace-normal", cell: (row) => <EntitlementSentence entitlement={row.entitlement} /> },
  { id: "subscriptions", cell: (row) => <Rows ids={idsOf(row, "subscriptionIds")} noun="subscription" /> },
  { id: "payments", cell: (row) => <Rows ids={idsOf(row, "paymentIds")} noun="payment" /> },
  { id: "createdAt", sort: "createdAt", cell: (row) => <Time at={row.createdAt} style="date" /> },
  { id: "email", sort: "email", cell: (row) => row.email },
  {
    id: "id",
    cell: (row) => (
      <span className="relative z-10">
        <CopyId id={row.id} label="user id" />
      </span>
    ),
  },
];

/** The rows that a verdict is about. */
function Rows({ ids, noun }: { ids: string[]; noun: "subscription" | "payment" }) {
  if (ids.length === 0) return <Nothing label={`no ${noun} in question`} />;
  const to = noun === "payment" ? paymentList.link({ id: ids }) : subscriptionList.link({ id: ids });
  return <RowsLink to={to} count={ids.length} noun={noun} />;
}
