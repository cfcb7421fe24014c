/** What one euro costs, roughly; what a fare is rounded to; and the name Amadeus gives it. */
const currencies: Record<string, { rate: number; fareDigits: number; name: string }> = {
  USD: { rate: 1.08, fareDigits: 2, name: "US DOLLAR" },
  EUR: { rate: 1, fareDigits: 2, name: "EURO" },
  GBP: { rate: 0.85, fareDigits: 2, name: "POUND STERLING" },
  INR: { rate: 90, fareDigits: 0, name: "INDIAN RUPEE" },
  JPY: { rate: 161, fareDigits: 0, name: "JAPANESE YEN" },
  KWD: { rate: 0.33, fareDigits: 3, name: "KUWAITI DINAR" },
  THB: { rate: 38.5, fareDigits: 0, name: "THAI BAHT" },
  AED: { rate: 3.97, fareDigits: 0, name: "UAE DIRHAM" },
};

export const currencyCodes: readonly string[] = Object.keys(currencies);

/** @throws Error for a currency that is not in the list above */
export function currencyBy(code: string) {
  const found = currencies[code];
  if (!found) throw new Error(`No currency ${code}`);
  return found;
}

export const exchangeRate = (from: string, to: string): number => currencyBy(to).rate / currencyBy(from).rate;

/** How many decimals the minor unit of a currency has, as Intl knows it: 2 for EUR, 0 for JPY, 3 for KWD. */
export const minorDigits = (currency: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
