import { productName } from "../../env.server.ts";
import { NO_VALUE, SEVERAL_PRODUCTS } from "../../payments/payment.ts";
import { type MoneySplit, moneySplits } from "./money-query.ts";

const countryNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

/** What a product, a country or a method is called. Names of countries come from here, since each runtime has its own. */
export function keyName(split: MoneySplit, key: string): string {
  if (key === NO_VALUE)
    return { product: "No product that can be read", country: "No country that can be read", method: "No method" }[split];
  if (split === "product") return key === SEVERAL_PRODUCTS ? "Several products in one cart" : productName(key);
  if (split === "method") return key.replaceAll("_", " ");
  const name = countryName(key);
  return name ? `${name} (${key})` : key;
}

function countryName(code: string): string | undefined {
  try {
    return countryNames.of(code);
  } catch {
    return undefined;
  }
}

/** The names of the products, countries and methods that a list is filtered by, for its chips. */
export function keyNames(
  filters: Readonly<Partial<Record<MoneySplit, readonly string[]>>>,
): Record<string, { value: string; label: string }[]> {
  const names: Record<string, { value: string; label: string }[]> = {};
  for (const split of moneySplits) {
    const chosen = filters[split];
    if (chosen) names[split] = chosen.map((value) => ({ value, label: keyName(split, value) }));
  }
  return names;
}
