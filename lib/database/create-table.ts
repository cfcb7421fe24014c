import { closeToOthers } from "../db/close-to-others.ts";
import { STAND_IN_SCHEMA } from "../db/product-tables.ts";
import { quoted } from "../db/quoted.ts";
import type { Catalog, CatalogTable } from "./catalog.ts";
import { columnDefinition } from "./column-definition.ts";
import { createIndexIfMissing, freeName } from "./compare-indexes.ts";
import { createTrigger } from "./compare-triggers.ts";
import type { Step } from "./finding.ts";
import { addKey } from "./foreign-key-steps.ts";

const CLOSED = "What default privileges would give others on it is taken away.";

/** The steps that make a table of Purser's own: all that concerns it alone at once, then a step for each key that locks another table. */
export function createTable(table: CatalogTable, live: Catalog): Step[] {
  const ownKeys = table.constraints.filter(({ kind }) => kind !== "foreign key");
  const lines = [
    ...[...table.columns.values()].map(columnDefinition),
    ...ownKeys.map(({ name, definition }) => `constraint ${quoted(freeName(name, live))} ${definition}`),
  ];
  return [
    {
      phase: "table",
      statements: [
        `create table if not exists public.${quoted(table.name)} (\n  ${lines.join(",\n  ")}\n)`,
        ...table.indexes.filter(({ ofConstraint }) => !ofConstraint).map((index) => createIndexIfMissing(index, live)),
        ...table.triggers.map(createTrigger),
        ...(table.isPublishedWhole ? [publishWhole(`public.${quoted(table.name)}`)] : []),
        closeToOthers,
      ],
      reason: `A table of Purser's own, with its indexes${table.triggers.length > 0 ? " and triggers" : ""}. ${CLOSED}`,
      lock: "none",
      tables: [],
    },
    ...table.constraints.filter(({ kind }) => kind === "foreign key").map((constraint) => addKey(table.name, constraint)),
  ];
}

/** Without a primary key nothing could be deleted from a table where the product publishes all of them for replication. */
const publishWhole = (table: string) => `alter table ${table} replica identity full`;

/** The step that makes the empty table which stands in for an optional one. */
export function createStandIn(table: CatalogTable): Step {
  const columns = [...table.columns.values()].map(columnDefinition).join(", ");
  const name = `${quoted(STAND_IN_SCHEMA)}.${quoted(table.name)}`;
  return {
    phase: "stand-in",
    statements: [
      `create schema if not exists ${quoted(STAND_IN_SCHEMA)}`,
      `create table if not exists ${name} (${columns})`,
      publishWhole(name),
      closeToOthers,
    ],
    reason: `The product has no ${table.name}: an empty one stands in for it, in a schema that the product does not look into. ${CLOSED}`,
    lock: "none",
    tables: [],
  };
}
