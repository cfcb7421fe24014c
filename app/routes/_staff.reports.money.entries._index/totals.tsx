import { Money } from "~/components/money";
import { Nothing } from "~/components/time";
import { formatCount } from "~lib/format.ts";
import { type EntryVerdict, entryVerdicts, kindLabels, verdictLabels } from "~lib/reports/money/entry-list.ts";
import type { EntryTotals as Totals } from "~lib/reports/money/entry-totals.server.ts";

interface Row {
  key: string;
  kind: Totals["kind"];
  currency: string;
  report: EntryVerdict;
  entries: number;
  amount: number;
}

/** What the refunds and disputes that match come to, apart by whether they count. Currencies stand beside each other and are never added. */
export function EntryTotals({ totals }: { totals: readonly Totals[] }) {
  const rows = addedUp(totals);
  if (rows.length === 0) return null;
  const cell = "pr-6 text-right last:pr-0 max-sm:pr-3";
  return (
    <section aria-label="Totals of the refunds and disputes that match" className="overflow-x-auto">
      <table className="text-left">
        <caption className="sr-only">Totals of the refunds and disputes that match, by kind and currency</caption>
        <thead className="text-xs text-muted">
          <tr>
            {["Kind", "Currency", "In the money report"].map((label) => (
              <th key={label} scope="col" className="pr-6 pb-0.5 font-medium whitespace-nowrap max-sm:pr-3">
                {label}
              </th>
            ))}
            {["Entries", "Amount"].map((label) => (
              <th key={label} scope="col" className={`${cell} pb-0.5 font-medium`}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" className="pr-6 font-medium max-sm:pr-3">
                {kindLabels[row.kind]}s
              </th>
              <td className="pr-6 max-sm:pr-3">{row.currency}</td>
              <td className="pr-6 max-sm:pr-3">{verdictLabels[row.report]}</td>
              <td className={cell}>{formatCount(row.entries)}</td>
              <td className={`${cell} font-semibold`}>
                {row.report === "unreadable" ? <Nothing label="not known" /> : <Money amount={row.amount} currency={row.currency} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Whatever became of a dispute and whatever was wrong with an entry, by whether it counts. */
function addedUp(totals: readonly Totals[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { kind, currency, report, entries, amount } of totals) {
    const key = `${kind} ${currency} ${report}`;
    const row = rows.get(key) ?? { key, kind, currency, report, entries: 0, amount: 0 };
    rows.set(key, { ...row, entries: row.entries + entries, amount: row.amount + amount });
  }
  return [...rows.values()].sort((a, b) => entryVerdicts.indexOf(a.report) - entryVerdicts.indexOf(b.report) || (a.key < b.key ? -1 : 1));
}
