import { isProductTable } from "../db/product-tables.ts";
import type { Catalog, CatalogTable } from "./catalog.ts";
import type { Finding } from "./finding.ts";

/** Tables that the product can truncate by themselves, and cannot once a table of Purser's own refers to them. */
export function compareTruncating(expected: Catalog, live: Catalog): Finding[] {
  const own = [...expected.tables.values()].filter(({ name }) => !isProductTable(name));
  return [...live.tables.values()].flatMap(({ name }): Finding[] => {
    if (!isProductTable(name)) return [];
    const owners = own.filter((table) => refers(table, name)).map((table) => table.name);
    const isReferredTo = [...live.tables.values()].some((table) => table.name !== name && refers(table, name));
    if (owners.length === 0 || isReferredTo) return [];
    const list = owners.join(", ");
    const says = `Once ${list} of Purser's own ${owners.length === 1 ? "refers" : "refer"} to it, truncate ${name} by itself is refused: truncate … cascade does it, or one that names ${[name, ...owners].join(", ")}.`;
    return [{ about: `table ${name}`, verdict: "works", says }];
  });
}

/** PostgreSQL lets a table that only refers to itself be truncated. */
const refers = ({ constraints }: CatalogTable, to: string) =>
  constraints.some(({ kind, refersTo, refersToSchema }) => kind === "foreign key" && refersTo === to && refersToSchema === "public");
