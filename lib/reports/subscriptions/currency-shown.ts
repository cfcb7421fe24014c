/**
 * Which of the currencies is shown where one is asked for by a URL: as it is written, else in other letters of the same (`eur` for `EUR`),
 * else the first. Undefined of none. Safe in a browser.
 */
export function currencyShown<C extends { currency: string }>(currencies: readonly C[], asked: string | undefined): C | undefined {
  return (
    currencies.find(({ currency }) => currency === asked) ??
    currencies.find(({ currency }) => currency.toLowerCase() === asked?.toLowerCase()) ??
    currencies[0]
  );
}
