import { Link } from "@remix-run/react";
import { NumberExplained } from "~/components/number-explained";
import { Card, CardBody, CardHeader, CardTitle } from "~/components/ui/card";
import { formatCount, formatMoney } from "~lib/format.ts";
import { overviewLinks } from "~lib/metrics/overview-links.ts";
import type { CurrencyMrr } from "~lib/subscriptions/mrr.server.ts";
import { subscriptionList } from "~lib/subscriptions/subscription.ts";

const title = "Monthly recurring revenue now";

/** What the running subscriptions come to a month, each currency for itself. */
export function MrrCard({ currencies }: { currencies: readonly CurrencyMrr[] }) {
  return (
    <Card>
      <CardHeader className="justify-start gap-1.5">
        <CardTitle>{title}</CardTitle>
        <NumberExplained
          id="mrr"
          of={title}
          scopes={[
            { of: subscriptionList.path },
            ...currencies.map(({ currency }) => ({ label: currency.toUpperCase(), of: subscriptionList.link({ currency: [currency] }) })),
          ]}
        />
      </CardHeader>
      <CardBody>
        {currencies.length === 0 ? (
          <p className="py-8 text-center text-muted">No subscription bills now.</p>
        ) : (
          <ul className="flex flex-col gap-2">
            {currencies.map(({ currency, mrr, subscriptions, notNormalised }) => (
              <li key={currency} className="flex flex-col sm:flex-row sm:flex-wrap sm:items-baseline sm:justify-between sm:gap-x-4">
                <Link
                  to={overviewLinks.mrr(currency)}
                  discover="none"
                  className="w-fit text-lg font-semibold whitespace-nowrap hover:text-accent-text hover:underline"
                >
                  {formatMoney(mrr, currency)}{" "}
                  {formatMoney(mrr, currency).startsWith(currency.toUpperCase()) ? null : (
                    <span className="text-xs font-normal text-muted uppercase">{currency}</span>
                  )}
                </Link>
                <span className="text-xs text-muted">
                  of{" "}
                  <Link to={overviewLinks.mrr(currency)} discover="none" className="link">
                    {formatCount(subscriptions)} {subscriptions === 1 ? "subscription" : "subscriptions"}
                  </Link>
                  {notNormalised > 0 ? (
                    <>
                      {"; "}
                      <Link to={overviewLinks.notNormalised(currency)} discover="none" className="link">
                        {formatCount(notNormalised)} not normalised
                      </Link>
                    </>
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
