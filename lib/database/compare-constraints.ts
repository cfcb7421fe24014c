import { isProductTable } from "../db/product-tables.ts";
import { quoted } from "../db/quoted.ts";
import type { Catalog, CatalogConstraint, CatalogTable } from "./catalog.ts";
import type { Finding } from "./finding.ts";
import { addForeignKey, addKey, validateForeignKey } from "./foreign-key-steps.ts";

/** Tables that a table of Purser's own refers to. */
export function referredByOwn({ tables }: Catalog): ReadonlySet<string> {
  const own = [...tables.values()].filter(({ name }) => !isProductTable(name));
  return new Set(own.flatMap(({ constraints }) => constraints.flatMap(({ refersTo }) => refersTo ?? [])));
}

/**
 * The differences of one table's keys. Nothing is tightened: what the product lets in, Purser lives with.
 *
 * @param referred tables that a table of Purser's own refers to
 */
export function compareConstraints(wanted: CatalogTable, is: CatalogTable, referred: ReadonlySet<string>): Finding[] {
  return wanted.constraints.flatMap((constraint) =>
    isProductTable(wanted.name) ? compareOfProduct(wanted.name, constraint, is, referred) : compareOfOwn(constraint, is),
  );
}

const aboutOf = (table: string, { kind, columns }: CatalogConstraint) => `${kind} of ${table} (${columns.join(", ")})`;

const isSame = (a: readonly string[], b: readonly string[]) => a.join() === b.join();

/** The live ones of the same kind and columns; of foreign keys, one that refers to the same table stands first. */
function likeIt({ constraints }: CatalogTable, { kind, columns, refersTo }: CatalogConstraint): CatalogConstraint | undefined {
  const alike = constraints.filter((other) => other.kind === kind && isSame(other.columns, columns));
  return alike.find((other) => other.refersTo === refersTo && !refersElsewhere(other)) ?? alike[0];
}

/** Whether it refers to a table that is not in the schema `public`. */
const refersElsewhere = ({ refersTo, refersToSchema }: CatalogConstraint) => refersTo !== null && refersToSchema !== "public";

const target = (constraint: CatalogConstraint) => `${constraint.refersToSchema}.${constraint.refersTo}`;

function compareOfProduct(table: string, wanted: CatalogConstraint, is: CatalogTable, referred: ReadonlySet<string>): Finding[] {
  const about = aboutOf(table, wanted);
  if (wanted.columns.some((column) => !is.columns.has(column))) return [];
  const unique = is.indexes.filter(({ valid, keepsApart }) => valid && keepsApart !== null && isSame(keepsApart, wanted.columns));
  switch (wanted.kind) {
    case "primary key": {
      const list = wanted.columns.map(quoted).join(", ");
      if (unique.length === 0) {
        return [
          {
            about,
            verdict: "stops",
            says: "Nothing keeps two rows from having the same id, by which Purser finds, edits and refers to them.",
          },
        ];
      }
      if (!referred.has(table) || unique.some(({ deferrable }) => !deferrable)) return [];
      const says = `It is deferrable, and no foreign key of Purser's can refer to it. A unique index beside it would have to be made: create unique index concurrently on public.${quoted(table)} (${list}).`;
      return [{ about, verdict: "stops", says }];
    }
    case "unique":
      if (unique.length > 0) return [];
      return [
        { about, verdict: "works", says: "Two rows may have the same value here; Purser does not rely on it and does not tighten it." },
      ];
    case "foreign key": {
      const live = likeIt(is, wanted);
      if (!live) return [{ about, verdict: "works", says: `None: rows may refer to a ${wanted.refersTo} that is gone.` }];
      if (target(live) !== target(wanted)) {
        return [{ about, verdict: "works", says: `It refers to ${target(live)}: rows may refer to a ${wanted.refersTo} that is gone.` }];
      }
      if (live.onDelete === wanted.onDelete) return [];
      const says = `On delete ${live.onDelete}, not ${wanted.onDelete}: Purser deletes or empties by itself what it says it does.`;
      return [{ about, verdict: "works", says }];
    }
    default:
      return [];
  }
}

function compareOfOwn(wanted: CatalogConstraint, is: CatalogTable): Finding[] {
  const about = aboutOf(is.name, wanted);
  const live = likeIt(is, wanted);
  if (!live) {
    const steps = wanted.kind === "foreign key" ? addForeignKey(is, wanted) : [addKey(is.name, wanted)];
    return [{ about, verdict: "missing", says: "A key of a table of Purser's own.", steps }];
  }
  if (wanted.kind !== "foreign key") return [];
  if (target(live) !== target(wanted)) {
    const says = `It refers to ${target(live)}, not to ${target(wanted)}. It would have to be dropped, and db:adopt makes it anew: alter table public.${quoted(is.name)} drop constraint ${quoted(live.name)}.`;
    return [{ about, verdict: "stops", says }];
  }
  if (live.validated) return [];
  const steps = [validateForeignKey(is.name, { ...wanted, name: live.name })];
  return [{ about, verdict: "missing", says: "It was not checked against the rows that were there before it.", steps }];
}
