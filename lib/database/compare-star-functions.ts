import { isProductTable } from "../db/product-tables.ts";
import type { Catalog, CatalogTable } from "./catalog.ts";
import type { Finding } from "./finding.ts";
import { takesWholeRows } from "./takes-whole-rows.ts";

/** The product's functions that fail once one of its tables has the columns that Purser adds. */
export function compareStarFunctions(wanted: CatalogTable, is: CatalogTable, { starFunctions }: Catalog): Finding[] {
  if (!isProductTable(is.name) || [...wanted.columns.keys()].every((name) => is.columns.has(name))) return [];
  return starFunctions
    .filter((each) => takesWholeRows(each, is.name))
    .map(({ name }) => ({
      about: `function ${name}`,
      verdict: "stops",
      says: `It takes all columns of ${is.name} (select *) for a list that stays as it is, and would fail once ${is.name} has more. It would have to name the columns that it takes.`,
    }));
}
