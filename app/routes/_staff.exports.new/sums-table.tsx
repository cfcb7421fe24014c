import { currenciesOf, type Figures, type SumColumn, sumText } from "~lib/exports/figures.ts";

/** Sums by currency, a row each: currencies are never added across. */
export function SumsTable({ figures, sums }: { figures: Figures; sums: readonly SumColumn[] }) {
  const currencies = currenciesOf(figures);
  if (currencies.length === 0) return <p className="text-muted">There is nothing to add up.</p>;
  return (
    <section
      aria-label="Sums by currency"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys too
      tabIndex={0}
      className="w-fit max-w-full overflow-x-auto rounded-lg border border-line bg-surface"
    >
      <table className="text-left">
        <caption className="sr-only">Sums by currency</caption>
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="border-b border-line px-3 py-1.5 font-medium">
              Currency
            </th>
            {sums.map(({ key, label }) => (
              <th key={key} scope="col" className="border-b border-line px-3 py-1.5 text-right font-medium whitespace-nowrap">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>*]:border-b-0">
          {currencies.map((currency) => (
            <tr key={currency} data-currency={currency}>
              <th scope="row" className="border-b border-line px-3 py-1.5 font-medium">
                {currency}
              </th>
              {sums.map((sum) => {
                const value = figures.sums?.[currency]?.[sum.key] ?? 0;
                return (
                  <td
                    key={sum.key}
                    data-sum={sum.key}
                    data-value={value}
                    className="border-b border-line px-3 py-1.5 text-right tabular-nums"
                  >
                    {sumText(value, currency, sum)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
