import { isProductTable } from "../db/product-tables.ts";
import { quoted } from "../db/quoted.ts";
import type { CatalogConstraint, CatalogTable } from "./catalog.ts";
import type { Finding, Step } from "./finding.ts";

/** The differences of one table's keys. Nothing is tightened: what the product lets in, Purser lives with. */
export function compareConstraints(wanted: CatalogTable, is: CatalogTable): Finding[] {
  return wanted.constraints.flatMap((constraint) => {
    if (isProductTable(wanted.name)) return compareOfProduct(wanted.name, constraint, is);
    return hasSame(is, constraint) ? [] : [missingOfOwn(wanted.name, constraint)];
  });
}

const sameColumns = (a: CatalogConstraint, b: CatalogConstraint) => a.columns.join() === b.columns.join();

const hasSame = (table: CatalogTable, { kind, columns }: CatalogConstraint) =>
  table.constraints.some((other) => other.kind === kind && other.columns.join() === columns.join());

/** Columns by which a unique index, with or without a constraint, keeps rows apart. */
function isUnique(table: CatalogTable, columns: readonly string[]): boolean {
  const list = columns.map((column) => (/^[a-z_][a-z0-9_]*$/.test(column) ? column : quoted(column))).join(", ");
  return table.indexes.some(({ unique, valid, definition }) => unique && valid && definition.endsWith(`(${list})`));
}

function compareOfProduct(table: string, wanted: CatalogConstraint, is: CatalogTable): Finding[] {
  const about = `${wanted.kind} of ${table} (${wanted.columns.join(", ")})`;
  if (wanted.columns.some((column) => !is.columns.has(column))) return [];
  switch (wanted.kind) {
    case "primary key":
      if (isUnique(is, wanted.columns)) return [];
      return [
        {
          about,
          verdict: "stops",
          says: "Nothing keeps two rows from having the same id, by which Purser finds, edits and refers to them.",
        },
      ];
    case "unique":
      if (isUnique(is, wanted.columns)) return [];
      return [
        { about, verdict: "works", says: "Two rows may have the same value here; Purser does not rely on it and does not tighten it." },
      ];
    case "foreign key": {
      const live = is.constraints.find((other) => other.kind === "foreign key" && sameColumns(other, wanted));
      if (!live) return [{ about, verdict: "works", says: `None: rows may refer to a ${wanted.refersTo} that is gone.` }];
      if (live.onDelete === wanted.onDelete) return [];
      const says = `On delete ${live.onDelete}, not ${wanted.onDelete}: Purser deletes or empties by itself what it says it does.`;
      return [{ about, verdict: "works", says }];
    }
    default:
      return [];
  }
}

function missingOfOwn(table: string, { kind, name, definition, columns, refersTo }: CatalogConstraint): Finding {
  return {
    about: `${kind} of ${table} (${columns.join(", ")})`,
    verdict: "missing",
    says: "A key of a table of Purser's own.",
    steps: [addForeignKey(table, { name, definition, refersTo })],
  };
}

/** The step that gives a table of Purser's own a key; the table is empty, or its rows keep to it already. */
export function addForeignKey(
  table: string,
  { name, definition, refersTo }: Pick<CatalogConstraint, "name" | "definition" | "refersTo">,
): Step {
  return {
    phase: "foreign key",
    // There is no "add constraint if not exists".
    statements: [
      `do $$ begin if not exists (select from pg_constraint where conname = '${name}' and conrelid = 'public.${quoted(table)}'::regclass) then alter table public.${quoted(table)} add constraint ${quoted(name)} ${definition}; end if; end $$`,
    ],
    reason: refersTo ? `What ${table} says of a ${refersTo} goes, or loses it, with it.` : `Keeps the rows of ${table} apart.`,
    lock: "writers",
    tables: refersTo && isProductTable(refersTo) ? [refersTo] : [],
  };
}
