import { isProductTable } from "../db/product-tables.ts";
import type { CatalogTable } from "./catalog.ts";
import type { Finding } from "./finding.ts";

/** What Purser's triggers keep of a table, and so do not of what inherits from it. */
const featureOf: Readonly<Record<string, string>> = {
  message: "the search finds nothing that is said in their rows",
  tool_calls: "failures by reason leave their rows out",
  payment: "refunds, disputes and customers of their rows are not shown",
};

/** Tables that inherit from one of the product's: their rows show in it, but its triggers, keys and indexes are not theirs. */
export function compareInheritors(wanted: CatalogTable, { name, inheritors }: CatalogTable): Finding[] {
  if (inheritors.length === 0 || !isProductTable(name)) return [];
  const about = `table ${name}`;
  const says = `${inheritors.join(", ")} ${inheritors.length === 1 ? "inherits" : "inherit"} from it, with rows that show in it and that its triggers do not see.`;
  if (wanted.triggers.length === 0) return [{ about, verdict: "works", says }];
  return [{ about, verdict: "limited", feature: featureOf[name] ?? "charts follow no change of their rows", says }];
}
