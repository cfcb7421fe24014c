import { isProductTable } from "../db/product-tables.ts";
import type { TablesElsewhere } from "../db/product-tables-elsewhere.server.ts";
import type { Catalog, CatalogTable, StarFunction } from "./catalog.ts";
import type { Finding } from "./finding.ts";
import { takesWholeRows } from "./takes-whole-rows.ts";

/** The product's functions that fail once one of its tables has the columns that Purser adds. */
export function compareStarFunctions(wanted: CatalogTable, is: CatalogTable, { starFunctions, elsewhere }: Catalog): Finding[] {
  if (!isProductTable(is.name) || [...wanted.columns.keys()].every((name) => is.columns.has(name))) return [];
  return starFunctions
    .filter((each) => takesWholeRows(each, [is.name], finds(each, is.name, elsewhere) ? "possible" : "needed"))
    .map(({ name }) => ({
      about: `function ${name}`,
      verdict: "stops",
      says: `It takes all columns of ${is.name} (select *) for a list that stays as it is, and would fail once ${is.name} has more. It would have to name the columns that it takes.`,
    }));
}

/** False where the table's name alone is another schema's, or nobody's, by the function's own search_path. */
function finds({ searchPath }: StarFunction, table: string, elsewhere: readonly TablesElsewhere[]): boolean {
  if (!searchPath) return true;
  const place = searchPath.indexOf("public");
  return place >= 0 && !elsewhere.some(({ schema, tables }) => tables.includes(table) && searchPath.slice(0, place).includes(schema));
}
