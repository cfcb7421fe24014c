import { Money } from "~/components/money";
import { NumberExplained } from "~/components/number-explained";
import { cn } from "~/components/ui/cn";
import { formatCount } from "~lib/format.ts";
import type { QueryOf } from "~lib/list/list-spec.ts";
import type { NumberId } from "~lib/numbers/number-words.ts";
import { paymentList } from "~lib/payments/payment.ts";
import type { MoneyTotals } from "~lib/payments/payment-totals.server.ts";

const cellClass = "pr-6 text-right last:pr-0 max-sm:pr-3";

const columns: readonly { label: string; number: NumberId }[] = [
  { label: "Succeeded", number: "payments-succeeded" },
  { label: "Gross", number: "gross-revenue" },
  { label: "Refunded", number: "refunded" },
  { label: "Net", number: "net-revenue" },
];

interface TotalsProps {
  totals: readonly MoneyTotals[];
  query: QueryOf<typeof paymentList>;
}

/** What the payments that match come to. Currencies stand beside each other and are never added. */
export function Totals({ totals, query }: TotalsProps) {
  if (totals.length === 0) return null;
  const scopes = [{ of: paymentList.params(query) }];
  return (
    <section aria-label="Totals of the payments that match" className="max-sm:overflow-x-auto">
      <table className="text-left">
        <caption className="sr-only">Totals of the succeeded payments that match, by currency</caption>
        <thead className="text-xs text-muted">
          <tr>
            <th scope="col" className="pr-6 pb-0.5 font-medium max-sm:pr-3">
              Currency
            </th>
            {columns.map(({ label, number }) => (
              <th key={label} scope="col" className={cn(cellClass, "pb-0.5 font-medium", label === "Succeeded" && "max-sm:hidden")}>
                <span className="inline-flex items-center gap-1">
                  {label}
                  <NumberExplained id={number} of={label} scopes={scopes} />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {totals.map((total) => (
            <tr key={total.currency} data-currency={total.currency}>
              <th scope="row" className="pr-6 font-medium max-sm:pr-3">
                {total.currency}
              </th>
              <td className={cn(cellClass, "max-sm:hidden")}>{formatCount(total.succeeded)}</td>
              <td className={cellClass}>
                <Money amount={total.gross} currency={total.currency} />
              </td>
              <td className={cellClass}>
                <Money amount={total.refunded} currency={total.currency} />
              </td>
              <td className={cn(cellClass, "font-semibold")}>
                <Money amount={total.net} currency={total.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
