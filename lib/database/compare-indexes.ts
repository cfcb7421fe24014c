import { isProductTable } from "../db/product-tables.ts";
import { quoted } from "../db/quoted.ts";
import type { Catalog, CatalogIndex, CatalogTable } from "./catalog.ts";
import type { Finding, Step } from "./finding.ts";
import { indexWithoutName } from "./same-definition.ts";

/** The differences of one table's indexes: an index that does the same under another name will do. */
export function compareIndexes(wanted: CatalogTable, is: CatalogTable, live: Catalog): Finding[] {
  const made = new Set(is.indexes.filter(({ valid }) => valid).map(({ definition }) => indexWithoutName(definition)));
  const missing = wanted.indexes.filter(({ ofConstraint, definition }) => !ofConstraint && !made.has(indexWithoutName(definition)));
  return missing.map((index) => missingIndex(wanted.name, index, is, live));
}

function missingIndex(table: string, index: CatalogIndex, is: CatalogTable, live: Catalog): Finding {
  const isTrigram = /gin_trgm_ops/.test(index.definition);
  const about = `index ${index.name}`;
  const cutOff = is.indexes.find(
    ({ name, valid, definition }) =>
      !valid && ours(name, index.name) && indexWithoutName(definition) === indexWithoutName(index.definition),
  );
  const name = cutOff?.name ?? freeName(index.name, live);
  const isTaken = name !== index.name;
  const says = `${cutOff ? "Building it was cut off." : isTaken ? `Something else has the name; it is made as ${name}.` : "It is not there."} ${
    isTrigram
      ? "A search for a part of a text uses it."
      : isProductTable(table)
        ? "A list or chart is read by it."
        : "Of a table of Purser's own."
  }`;
  return { about, verdict: "missing", says, steps: [createIndex(table, { ...index, name }, live, cutOff !== undefined)] };
}

/** The names that an index of ours may have, as they are tried one after the other. */
const namesOf = (wanted: string) => [wanted, ...["purser_", "purser_2_", "purser_3_"].map((before) => `${before}${wanted}`)];
const ours = (name: string, wanted: string) => namesOf(wanted).includes(name);

/** The name, or another one of ours where a table, index, sequence or view of the product's has it. */
export function freeName(wanted: string, { taken }: Catalog): string {
  return namesOf(wanted).find((name) => !taken.has(name)) ?? wanted;
}

function createIndex(table: string, { name, definition }: CatalogIndex, live: Catalog, isCutOff: boolean): Step {
  const trigrams = live.extensions.get("pg_trgm");
  const made = definition
    .replace(
      /^CREATE (UNIQUE )?INDEX .*? ON /,
      (_, unique = "") => `create ${unique.toLowerCase()}index concurrently if not exists ${quoted(name)} on `,
    )
    .replace(/\b(?:\w+\.)?gin_trgm_ops\b/g, trigrams ? `${quoted(trigrams)}.gin_trgm_ops` : "gin_trgm_ops");
  return {
    phase: "index",
    // What a build that was cut off has left is no index of anybody's: it is our own, invalid, and only slows writers down.
    statements: [...(isCutOff ? [`drop index concurrently if exists public.${quoted(name)}`] : []), made],
    reason: `${definition.replace(/^.*? USING /, "").replace(/\s+/g, " ")}, so that what is ordered or found by it need not read all of ${table}.`,
    lock: "reads all",
    tables: [table],
    index: name,
  };
}

/** An index of a new table, made with it. */
export function createIndexIfMissing({ name, definition }: CatalogIndex, live: Catalog): string {
  return definition.replace(
    /^CREATE (UNIQUE )?INDEX .*? ON /,
    (_, unique = "") => `create ${unique.toLowerCase()}index if not exists ${quoted(freeName(name, live))} on `,
  );
}
