import { Link } from "@remix-run/react";
import { Fact, Facts } from "~/components/page";
import { moneyColumnNames, moneyColumns, settlementColumnNames, settlementColumns } from "~lib/reports/money/money-columns.ts";
import { explainCellHref, explainSettlementHref, type MoneyScope } from "~lib/reports/money/money-links.ts";

/** Every column in words, each with a way to what counts and what is left out in the report's time. */
export function Meanings({ scope, settlements }: { scope: MoneyScope; settlements: readonly string[] }) {
  return (
    // Sentences need the whole width of a phone.
    <Facts className="max-sm:block">
      {moneyColumnNames.map((name) => (
        <Fact key={name} label={moneyColumns[name].label}>
          {moneyColumns[name].words}{" "}
          <Link to={explainCellHref(name, scope)} discover="none" className="link whitespace-nowrap">
            What counts
          </Link>
        </Fact>
      ))}
      {settlements.length > 0
        ? settlementColumnNames.map((name) => (
            <Fact key={`settlement ${name}`} label={`Settlements: ${settlementColumns[name].label}`}>
              {settlementColumns[name].words}{" "}
              {settlements.map((currency) => (
                <Link
                  key={currency}
                  to={explainSettlementHref(name, scope, currency)}
                  discover="none"
                  className="link mr-2 whitespace-nowrap"
                >
                  What counts in {currency}
                </Link>
              ))}
            </Fact>
          ))
        : null}
    </Facts>
  );
}
