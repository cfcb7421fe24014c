import type { ReactNode } from "react";
import { formatDateTime, formatMoney } from "~lib/format.ts";
import { minorUnits } from "~lib/payments/minor-units.ts";
import { type DisputeEntry, type Entry, type RefundEntry, readDisputes, readRefunds } from "~lib/payments/payment-entries.ts";
import { statusLabel } from "~lib/status-labels.ts";

interface SheetEntriesProps {
  payment: { refunds: unknown; disputes: unknown; totalAmount: number; currency: string };
  zone: string;
}

/** A payment's refunds on paper; nothing where there are none. */
export function SheetRefunds({ payment, zone }: SheetEntriesProps) {
  return (
    <SheetTable<RefundEntry>
      title="Refunds"
      entries={readRefunds(payment.refunds, payment)}
      columns={[
        ["Time", (entry) => timeWords(entry.createdAt, zone)],
        ["Status", (entry) => statusLabel("refund", entry.status)],
        ["Amount", (entry) => (entry.amount === null ? "not said" : formatMoney(entry.amount, entry.currency))],
        ["Reason", (entry) => entry.reason],
        ["Refund id", (entry) => <Id id={entry.id} />],
      ]}
    />
  );
}

/** A payment's disputes on paper; nothing where there are none. */
export function SheetDisputes({ payment, zone }: SheetEntriesProps) {
  return (
    <SheetTable<DisputeEntry>
      title="Disputes"
      entries={readDisputes(payment.disputes)}
      columns={[
        ["Time", (entry) => timeWords(entry.createdAt, zone)],
        ["Status", (entry) => statusLabel("dispute", entry.status)],
        ["Amount", (entry) => amountWords(entry, payment.currency)],
        ["Stage and remarks", (entry) => [entry.stage?.replaceAll("_", " "), entry.remarks].filter(Boolean).join(": ")],
        ["Dispute id", (entry) => <Id id={entry.id} />],
      ]}
    />
  );
}

/** A time inside webhook JSON may be anything. */
function timeWords(at: string | null, zone: string): string {
  if (at === null) return "not said";
  return Number.isNaN(Date.parse(at)) ? at : formatDateTime(at, zone);
}

function amountWords({ amount, currency }: DisputeEntry, fallback: string): string {
  if (amount === null) return "not said";
  const minor = minorUnits(amount);
  return minor === null ? `${amount} ${currency ?? fallback}` : formatMoney(minor, currency ?? fallback);
}

function Id({ id }: { id: string | null }) {
  return id ? <code className="font-mono text-[0.6875rem] break-all">{id}</code> : null;
}

/** Of what could not be read, so much is printed: enough to know it again. */
const RAW_CHARACTERS = 200;

interface SheetTableProps<Read> {
  title: string;
  entries: Entry<Read>[];
  columns: [label: string, cell: (entry: Read) => ReactNode][];
}

function SheetTable<Read>({ title, entries, columns }: SheetTableProps<Read>) {
  if (entries.length === 0) return null;
  const cellClass = (label: string) => `py-0.5 pr-3 align-top [overflow-wrap:anywhere] last:pr-0 ${label === "Amount" ? "text-right" : ""}`;
  return (
    <section className="mt-4">
      <h3 className="mb-1 font-semibold">{title}</h3>
      <table className="w-full border-t border-line text-left">
        <thead>
          <tr className="text-muted">
            {columns.map(([label]) => (
              <th key={label} scope="col" className={`border-b border-line font-normal ${cellClass(label)}`}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while it is shown, and an entry need not have an id
            <tr key={place}>
              {entry.readable ? (
                columns.map(([label, cell]) => (
                  <td key={label} className={`border-b border-line ${cellClass(label)}`}>
                    {cell(entry.entry)}
                  </td>
                ))
              ) : (
                <td colSpan={columns.length} className="border-b border-line py-0.5 [overflow-wrap:anywhere]">
                  Could not be read, counts nothing: <code className="font-mono text-[0.6875rem]">{rawWords(entry.raw)}</code>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function rawWords(raw: unknown): string {
  const text = JSON.stringify(raw) ?? String(raw);
  return text.length > RAW_CHARACTERS ? `${text.slice(0, RAW_CHARACTERS)}…` : text;
}
