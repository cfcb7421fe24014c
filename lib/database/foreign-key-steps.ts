import { isProductTable } from "../db/product-tables.ts";
import { quoted } from "../db/quoted.ts";
import type { CatalogConstraint, CatalogTable } from "./catalog.ts";
import type { Step } from "./finding.ts";

/** The step that gives a table of Purser's own a key at once: the table is new or empty. */
export function addKey(table: string, { name, definition, refersTo }: CatalogConstraint): Step {
  const locked = refersTo && isProductTable(refersTo) ? [refersTo] : [];
  return {
    phase: "foreign key",
    // There is no "add constraint if not exists".
    statements: [
      `do $$ begin if not exists (select from pg_constraint where conname = '${name}' and conrelid = 'public.${quoted(table)}'::regclass) then alter table public.${quoted(table)} add constraint ${quoted(name)} ${definition}; end if; end $$`,
    ],
    reason: refersTo
      ? `What ${table} says of a ${refersTo} goes, or loses it, with it.${locked.map((name) => ` To truncate ${name} takes cascade then.`).join("")}`
      : `Keeps the rows of ${table} apart.`,
    lock: "writers",
    tables: locked,
  };
}

/**
 * The steps that give a table of Purser's own a foreign key which it has lost: first for what is written from now on, which nobody waits long
 * for, then for the rows that are there.
 */
export function addForeignKey({ name: table, heapBytes }: CatalogTable, wanted: CatalogConstraint): Step[] {
  if (heapBytes === 0) return [addKey(table, wanted)];
  return [addKey(table, { ...wanted, definition: `${wanted.definition} not valid` }), validateForeignKey(table, wanted)];
}

/**
 * The step after which a foreign key of a table of Purser's own holds for the rows of before it too. What refers to a row that went meanwhile
 * goes, or loses it, as it would have done then.
 */
export function validateForeignKey(table: string, wanted: CatalogConstraint): Step {
  const cleaning = clean(table, wanted);
  return {
    phase: "validation",
    statements: [...cleaning, `alter table public.${quoted(table)} validate constraint ${quoted(wanted.name)}`],
    reason: `Rows of ${table}, which is Purser's own, whose ${wanted.refersTo} is gone ${wanted.onDelete === "set null" ? "lose it" : "go"}; then its key holds for all of them.`,
    lock: "reads all",
    tables: [table],
    ...(cleaning.length > 0 && { sees: wanted.refersTo! }),
  };
}

function clean(table: string, { columns, refersTo, refersToColumns, onDelete }: CatalogConstraint): string[] {
  const matches = columns.map((column, index) => `other.${quoted(refersToColumns[index]!)} = own.${quoted(column)}`).join(" and ");
  const given = columns.map((column) => `own.${quoted(column)} is not null`).join(" and ");
  const own = `public.${quoted(table)} as own`;
  const orphans = `where ${given} and not exists (select from only public.${quoted(refersTo!)} as other where ${matches})`;
  const changes: Readonly<Record<string, string>> = {
    cascade: `delete from ${own} ${orphans}`,
    "set null": `update ${own} set ${columns.map((column) => `${quoted(column)} = null`).join(", ")} ${orphans}`,
  };
  const change = changes[onDelete ?? ""];
  if (!change) return [];
  // A row that policies hide looks like one that is gone.
  const seesAll = `if row_security_active('public.${quoted(refersTo!)}'::regclass) then raise exception 'Row level security decides which rows of ${refersTo} % sees: which are gone is not known.', current_user; end if`;
  // Locked before they are looked at once more: a row that the product brings back meanwhile, and its trigger writes to, is no orphan.
  return [`do $$ begin ${seesAll}; perform from ${own} ${orphans} for update; ${change}; end $$`];
}
