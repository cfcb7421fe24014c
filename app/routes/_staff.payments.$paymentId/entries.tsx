import type { ReactNode } from "react";
import { JsonView } from "~/components/json-view";
import { Money } from "~/components/money";
import { StatusBadge } from "~/components/status-badge";
import { Nothing, Time } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import { CopyId } from "~/components/ui/copy-id";
import { minorUnits } from "~lib/payments/minor-units.ts";
import { type DisputeEntry, type Entry, type RefundEntry, readDisputes, readRefunds } from "~lib/payments/payment-entries.ts";

interface PaymentOfEntries {
  refunds: unknown;
  disputes: unknown;
  totalAmount: number;
  currency: string;
}

/** A payment's refunds, each on its own date; an entry that cannot be read stands as it came. */
export function Refunds({ payment }: { payment: PaymentOfEntries }) {
  return (
    <EntryTable<RefundEntry>
      none="No refunds."
      entries={readRefunds(payment.refunds, payment)}
      columns={[
        ["Time", (entry) => <EntryTime at={entry.createdAt} />],
        ["Status", (entry) => <StatusBadge kind="refund" value={entry.status} />],
        [
          "Amount",
          (entry) => (entry.amount === null ? <Nothing label="not said" /> : <Money amount={entry.amount} currency={entry.currency} />),
        ],
        ["Reason", (entry) => entry.reason ?? <Nothing />],
        ["Refund id", (entry) => (entry.id ? <CopyId id={entry.id} label="refund id" /> : <Nothing />)],
      ]}
    />
  );
}

/** A payment's disputes, in the order of the webhook. */
export function Disputes({ payment }: { payment: PaymentOfEntries }) {
  return (
    <EntryTable<DisputeEntry>
      none="No disputes."
      entries={readDisputes(payment.disputes)}
      columns={[
        ["Time", (entry) => <EntryTime at={entry.createdAt} />],
        ["Status", (entry) => <StatusBadge kind="dispute" value={entry.status} />],
        ["Stage", (entry) => entry.stage?.replaceAll("_", " ") ?? <Nothing />],
        ["Amount", (entry) => <DisputeAmount entry={entry} fallback={payment.currency} />],
        ["Remarks", (entry) => entry.remarks ?? <Nothing />],
        ["Dispute id", (entry) => (entry.id ? <CopyId id={entry.id} label="dispute id" /> : <Nothing />)],
      ]}
    />
  );
}

/** A time inside webhook JSON may be anything. */
function EntryTime({ at }: { at: string | null }) {
  if (at === null) return <Nothing label="not said" />;
  return Number.isNaN(Date.parse(at)) ? at : <Time at={at} style="datetime" />;
}

function DisputeAmount({ entry, fallback }: { entry: DisputeEntry; fallback: string }) {
  if (entry.amount === null) return <Nothing label="not said" />;
  const currency = entry.currency ?? fallback;
  const amount = minorUnits(entry.amount);
  return amount === null ? `${entry.amount} ${currency}` : <Money amount={amount} currency={currency} />;
}

interface EntryTableProps<Read> {
  entries: Entry<Read>[];
  columns: [label: string, cell: (entry: Read) => ReactNode][];
  none: string;
}

function EntryTable<Read>({ entries, columns, none }: EntryTableProps<Read>) {
  if (entries.length === 0) return <p className="text-muted">{none}</p>;
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full text-left">
        <thead>
          <tr className="text-xs text-muted">
            {columns.map(([label]) => (
              <th
                key={label}
                scope="col"
                className={`border-b border-line px-3 py-1.5 font-medium ${label === "Amount" ? "text-right" : ""}`}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while it is shown, and an entry need not have an id
            <tr key={place} className="group/row">
              {entry.readable ? (
                columns.map(([label, cell]) => (
                  <td
                    key={label}
                    className={`border-b border-line px-3 py-1.5 group-last/row:border-b-0 ${label === "Amount" ? "text-right" : ""}`}
                  >
                    {cell(entry.entry)}
                  </td>
                ))
              ) : (
                <td colSpan={columns.length} className="border-b border-line px-3 py-2 group-last/row:border-b-0">
                  <Badge tone="amber">Could not be read, counts nothing</Badge>
                  <JsonView value={entry.raw} label="Entry as it came" className="mt-1.5" />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
