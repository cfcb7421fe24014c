import { isProductTable } from "../db/product-tables.ts";
import { quoted } from "../db/quoted.ts";
import type { CatalogColumn, CatalogTable } from "./catalog.ts";
import { columnDefinition } from "./column-definition.ts";
import { copiesWholeRows } from "./copies-whole-rows.ts";
import type { Finding, Step } from "./finding.ts";
import { takesWholeRows } from "./takes-whole-rows.ts";

/** The columns that one table lacks: which of them can be added, and whether the product bears that. */
export function compareMissingColumns(wanted: CatalogTable, is: CatalogTable): Finding[] {
  const missing = [...wanted.columns.values()].filter(({ name }) => !is.columns.has(name));
  const twins = missing.flatMap((column) => {
    const twin =
      isProductTable(wanted.name) && [...is.columns.keys()].find((name) => !wanted.columns.has(name) && isTwin(name, column.name));
    return twin ? [anotherSpelling(wanted.name, column, twin)] : [];
  });
  if (twins.length > 0) return twins;
  const added = missing.filter(isAddable);
  return [
    ...missing.filter((column) => !isAddable(column)).map((column) => cannotBeAdded(wanted.name, column)),
    ...addColumns(wanted.name, added),
    ...(added.length > 0 ? whereRowsAreCopied(wanted, is) : []),
    ...(added.some((column) => column.default !== null) ? whereRowsAreHeld(is) : []),
  ];
}

/** "user_id" and "userId". */
function isTwin(name: string, other: string): boolean {
  const plain = (text: string) => text.replaceAll("_", "").toLowerCase();
  return plain(name) === plain(other);
}

const anotherSpelling = (table: string, { name }: CatalogColumn, twin: string): Finding => ({
  about: `column ${table}.${name}`,
  verdict: "stops",
  says: `It is not there, and ${twin} seems to be it. An empty one beside it would be read instead. It would have to be called ${name}: alter table public.${quoted(table)} rename column ${quoted(twin)} to ${quoted(name)}.`,
});

/** Nullable, or with a default that is the same for every row: both are noted in the catalogue and touch no row. */
function isAddable({ notNull, default: value, generated, identity }: CatalogColumn): boolean {
  return !generated && !identity && (value === null ? !notNull : !/\b(gen_random_uuid|nextval|random|clock_timestamp)\(/.test(value));
}

const cannotBeAdded = (table: string, { name, type }: CatalogColumn): Finding => ({
  about: `column ${table}.${name}`,
  verdict: "stops",
  says: `It is not there, and no value can be made up for rows that have none. The product would have to add it: ${type}.`,
});

function addColumns(table: string, columns: readonly CatalogColumn[]): Finding[] {
  if (columns.length === 0) return [];
  const step: Step = {
    phase: "column",
    statements: [
      `alter table public.${quoted(table)} ${columns.map((column) => `add column if not exists ${columnDefinition(column)}`).join(", ")}`,
    ],
    reason: `What Purser shows or keeps in ${table}: ${columns.map(({ name }) => name).join(", ")}.`,
    lock: "everybody",
    tables: [table],
  };
  return columns.map((column, index) => ({
    about: `column ${table}.${column.name}`,
    verdict: "missing",
    says: `It is not there: ${column.type}${column.default === null ? ", empty" : `, ${column.default}`} in rows that there are.`,
    // One statement adds all of a table, so that it is locked once.
    steps: index === 0 ? [step] : [],
  }));
}

/** A trigger of the product's that copies whole rows has too many columns as soon as there is one more, and each write fails with it. */
function whereRowsAreCopied(wanted: CatalogTable, is: CatalogTable): Finding[] {
  return is.triggers
    .filter(({ name, enabled }) => enabled && !wanted.triggers.some((own) => own.name === name))
    .filter(
      ({ source, transitionTables }) =>
        copiesWholeRows(source) || takesWholeRows({ source, language: "plpgsql", returns: null }, transitionTables, "none"),
    )
    .map(({ name }) => ({
      about: `trigger ${name} on ${is.name}`,
      verdict: "stops",
      says: `It copies whole rows of ${is.name} into another table (new.*, old.* or select *), which would fail, and the product's write with it, once ${is.name} has more columns. It would have to name the columns that it copies.`,
    }));
}

/** PostgreSQL does not add a column with a default to a table whose whole rows another one holds; one without it it does. */
function whereRowsAreHeld({ name, heldWholeIn }: CatalogTable): Finding[] {
  return heldWholeIn.map((column) => ({
    about: `column ${column}`,
    verdict: "stops",
    says: `It holds whole rows of ${name}, by its row type, and PostgreSQL then lets nobody add a column with a default to ${name}. It would have to become jsonb, or a type of its own.`,
  }));
}
