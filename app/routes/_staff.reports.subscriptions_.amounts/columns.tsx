import type { ListColumn } from "~/components/data-table/list-column";
import { Money } from "~/components/money";
import { StatusBadge } from "~/components/status-badge";
import { Nothing } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import { formatCount, shortId } from "~lib/format.ts";
import type { AmountThen } from "~lib/reports/subscriptions/list-amounts-then.server.ts";
import { monthly } from "~lib/reports/subscriptions/round-movements.ts";

type Row = Pick<AmountThen, "id" | "opening" | "closing" | "change" | "status" | "userId" | "userName">;

/** The columns, with amounts in the currency of the number. */
export const columnsIn = (currency: string): readonly ListColumn<Row>[] => [
  {
    id: "id",
    phone: true,
    cell: (row) => (
      <span className="font-mono" title={row.id}>
        {shortId(row.id)}
      </span>
    ),
  },
  { id: "user", className: "max-w-64", cell: (row) => row.userName ?? <Nothing /> },
  {
    id: "status",
    cell: (row) => (row.status === null ? <Badge>no longer there</Badge> : <StatusBadge kind="subscription" value={row.status} />),
  },
  { id: "opening", align: "right", cell: (row) => <Monthly yearly={row.opening} currency={currency} /> },
  { id: "closing", align: "right", cell: (row) => <Monthly yearly={row.closing} currency={currency} /> },
  { id: "change", align: "right", sort: "change", phone: true, cell: (row) => <Monthly yearly={row.change} currency={currency} /> },
];

/** What a yearly amount comes to a month; its title says it exactly. */
function Monthly({ yearly, currency }: { yearly: number | null; currency: string }) {
  if (yearly === null) return <Nothing />;
  return (
    <span title={`${formatCount(yearly)} ÷ 12 minor units`}>
      <Money amount={monthly(yearly)} currency={currency} />
    </span>
  );
}
