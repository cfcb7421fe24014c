import { Link } from "@remix-run/react";
import { cn } from "~/components/ui/cn";
import { type SubscriptionReportQuery, subscriptionReportHref } from "~lib/reports/subscriptions/report-query.ts";

interface CurrencyTabsProps {
  query: SubscriptionReportQuery;
  currencies: readonly string[];
  chosen: string;
}

/** The ways to the other currencies of what is shown of one; none where there is no other. */
export function CurrencyTabs({ query, currencies, chosen }: CurrencyTabsProps) {
  if (currencies.length < 2) return null;
  return (
    <nav aria-label="Currency" className="no-print flex max-w-full flex-wrap items-center rounded-md bg-sunken p-0.5">
      {currencies.map((currency) => (
        <Link
          key={currency}
          to={subscriptionReportHref({ ...query, currency })}
          preventScrollReset
          discover="none"
          aria-current={currency === chosen ? "true" : undefined}
          className={cn(
            "flex h-7 items-center rounded-sm px-2 text-xs font-medium whitespace-nowrap pointer-coarse:h-9",
            currency === chosen ? "bg-surface text-ink shadow-[0_0_0_1px_var(--color-line)]" : "text-muted hover:text-ink",
          )}
        >
          {currency.toUpperCase()}
        </Link>
      ))}
    </nav>
  );
}
