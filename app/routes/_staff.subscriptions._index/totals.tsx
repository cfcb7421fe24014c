import { Link } from "@remix-run/react";
import { Money } from "~/components/money";
import { NumberExplained } from "~/components/number-explained";
import { formatCount } from "~lib/format.ts";
import type { QueryOf } from "~lib/list/list-spec.ts";
import type { NumberId } from "~lib/numbers/number-words.ts";
import type { CurrencyMrr } from "~lib/subscriptions/mrr.server.ts";
import { subscriptionList } from "~lib/subscriptions/subscription.ts";

interface TotalsProps {
  totals: readonly CurrencyMrr[];
  query: QueryOf<typeof subscriptionList>;
}

const columns: readonly { label: string; number: NumberId }[] = [
  { label: "In MRR", number: "mrr-subscriptions" },
  { label: "MRR", number: "mrr" },
  { label: "Not normalised", number: "not-normalised" },
];

/** What the subscriptions that match come to a month. Currencies stand beside each other and are never added. */
export function Totals({ totals, query }: TotalsProps) {
  if (totals.length === 0) return null;
  const scopes = [{ of: subscriptionList.params(query) }];
  const odd = totals.some((total) => total.notNormalised > 0);
  const behind = (currency: string) =>
    subscriptionList.href(subscriptionList.withFilter(subscriptionList.withFilter(query, "currency", [currency]), "mrr", true));
  return (
    <section aria-label="Totals of the subscriptions that match" className="min-w-0">
      <div className="max-sm:overflow-x-auto">
        <table className="text-left">
          <caption className="sr-only">Monthly recurring revenue of the subscriptions that match, by currency</caption>
          <thead className="text-xs text-muted">
            <tr>
              <th scope="col" className="pr-6 max-sm:pr-3 pb-0.5 font-medium whitespace-nowrap">
                Currency
              </th>
              {columns
                .filter(({ number }) => odd || number !== "not-normalised")
                .map(({ label, number }) => (
                  <th key={label} scope="col" className="pr-6 max-sm:pr-3 pb-0.5 text-right font-medium">
                    <span className="inline-flex items-center gap-1 whitespace-nowrap">
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
                <th scope="row" className="pr-6 max-sm:pr-3 font-medium">
                  {total.currency.toUpperCase()}
                </th>
                <td className="pr-6 max-sm:pr-3 text-right">
                  <Link to={behind(total.currency)} discover="none" className="hover:underline">
                    {formatCount(total.subscriptions)}
                  </Link>
                </td>
                <td className="pr-6 max-sm:pr-3 text-right font-semibold">
                  <Money amount={total.mrr} currency={total.currency} />
                </td>
                {odd ? <td className="pr-6 max-sm:pr-3 text-right">{formatCount(total.notNormalised)}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
