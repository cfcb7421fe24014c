import { Money } from "~/components/money";
import { cn } from "~/components/ui/cn";
import { formatCount } from "~lib/format.ts";
import type { MoneyTotals } from "~lib/payments/payment-totals.server.ts";

const cellClass = "pr-6 text-right last:pr-0 max-sm:pr-3";

/** What the payments that match come to. Currencies stand beside each other and are never added. */
export function Totals({ totals }: { totals: readonly MoneyTotals[] }) {
  if (totals.length === 0) return null;
  return (
    <section aria-label="Totals of the payments that match" className="overflow-x-auto">
      <table className="text-left">
        <caption className="sr-only">Totals of the succeeded payments that match, by currency</caption>
        <thead className="text-xs text-muted">
          <tr>
            <th scope="col" className="pr-6 pb-0.5 font-medium max-sm:pr-3">
              Currency
            </th>
            {["Succeeded", "Gross", "Refunded", "Net"].map((label) => (
              <th key={label} scope="col" className={cn(cellClass, "pb-0.5 font-medium", label === "Succeeded" && "max-sm:hidden")}>
                {label}
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
