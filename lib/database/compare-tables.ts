import { filledFrom, isProductTable, optionalTables } from "../db/product-tables.ts";
import type { Catalog, CatalogColumn, CatalogTable } from "./catalog.ts";
import { compareColumns, demandedBeside } from "./compare-columns.ts";
import { compareConstraints, referredByOwn } from "./compare-constraints.ts";
import { compareIndexes } from "./compare-indexes.ts";
import { compareInheritors } from "./compare-inheritors.ts";
import { compareInvokerTriggers } from "./compare-invoker-triggers.ts";
import { compareKeptColumns } from "./compare-kept-columns.ts";
import { compareStarFunctions } from "./compare-star-functions.ts";
import { compareTriggers } from "./compare-triggers.ts";
import { compareTruncating } from "./compare-truncating.ts";
import { createStandIn, createTable } from "./create-table.ts";
import type { Finding } from "./finding.ts";

/** What is missing without an optional table. */
const featureOf: Readonly<Record<(typeof optionalTables)[number], string>> = {
  stream: "streams are not counted where a chat or user is deleted",
  session_states: "a chat does not show what the assistant remembers of it",
  extreme_search_usage: "usage lists no searches",
  amadeus_tokens: "there is no page of tokens",
};

const isOptional = (name: string): name is keyof typeof featureOf => (optionalTables as readonly string[]).includes(name);

/** The differences of all tables. */
export function compareTables(expected: Catalog, live: Catalog): Finding[] {
  const referred = referredByOwn(expected);
  return [
    ...[...expected.tables.values()].flatMap((table) => compareTable(table, live, referred)),
    ...compareKeptColumns(live),
    ...compareTruncating(expected, live),
    ...unknownTables(expected, live),
  ];
}

function compareTable(wanted: CatalogTable, live: Catalog, referred: ReadonlySet<string>): Finding[] {
  const { name } = wanted;
  const about = `table ${name}`;
  const is = live.tables.get(name);
  if (!is) {
    if (isOptional(name)) return missingOptional(wanted, live);
    if (isProductTable(name)) {
      return [
        {
          about,
          verdict: "stops",
          says: `It is not there${whereElse(name, live)}. It is the product's own: Purser does not make it and cannot do without.`,
        },
      ];
    }
    if (live.taken.has(name)) {
      const says = "A type, sequence or index of this name is there, and Purser needs a table. It would have to be renamed.";
      return [{ about, verdict: "stops", says }];
    }
    return [{ about, verdict: "missing", says: "A table of Purser's own.", steps: createTable(wanted, live) }];
  }
  if (is.kind !== "table") {
    return [
      { about, verdict: "stops", says: `It is a ${is.kind}. Purser needs a table, whose rows it can lock and which can have triggers.` },
    ];
  }
  if (!isProductTable(name)) {
    const lacks = [...wanted.columns.values()].filter(({ name: column, type }) => is.columns.get(column)?.type !== type);
    const demands = demandedBeside(wanted, is);
    if (lacks.length + demands.length > 0) return [taken(about, lacks, demands)];
  }
  return [
    ...compareColumns(wanted, is),
    ...compareStarFunctions(wanted, is, live),
    ...compareConstraints(wanted, is, referred),
    ...compareIndexes(wanted, is, live),
    ...compareTriggers(wanted, is),
    ...compareInvokerTriggers(wanted, is),
    ...rowSecurity(is),
    ...compareInheritors(wanted, is),
  ];
}

/** Words of the schemas that have a table of this name instead; "" where none does. */
function whereElse(table: string, { elsewhere }: Catalog): string {
  const schemas = elsewhere.filter(({ tables }) => tables.includes(table)).map(({ schema }) => schema);
  if (schemas.length === 0) return "";
  return ` but in the ${schemas.length === 1 ? "schema" : "schemas"} ${schemas.join(", ")}, and Purser reads the schema public alone`;
}

function taken(about: string, lacks: readonly CatalogColumn[], demands: readonly CatalogColumn[]): Finding {
  const list = (columns: readonly CatalogColumn[]) => columns.map(({ name, type }) => `${name} ${type}`).join(", ");
  const why = [...(lacks.length > 0 ? [`lacks ${list(lacks)}`] : []), ...(demands.length > 0 ? [`demands ${list(demands)}`] : [])];
  const says = `A table of this name is there and is not Purser's: it ${why.join(", and ")}. It would have to be renamed.`;
  return { about, verdict: "stops", says };
}

function missingOptional(wanted: CatalogTable & { name: string }, live: Catalog): Finding[] {
  const about = `table ${wanted.name}`;
  const feature = isOptional(wanted.name) ? featureOf[wanted.name] : "";
  const says = `It is not there${whereElse(wanted.name, live) || ", and not every product has it"}.`;
  const findings: Finding[] = [{ about, verdict: "limited", feature, says }];
  if (!live.standIns.has(wanted.name)) {
    findings.push({
      about: `stand-in for ${wanted.name}`,
      verdict: "missing",
      says: "An empty table in Purser's own schema takes its place, so that every query finds one.",
      steps: [createStandIn(wanted)],
    });
  }
  return findings;
}

function rowSecurity({ name, rowSecurity: on }: CatalogTable): Finding[] {
  if (!on) return [];
  const filled = (filledFrom as readonly string[]).includes(name) ? " db:adopt has to be run by a role that sees all." : "";
  return [
    {
      about: `table ${name}`,
      verdict: "limited",
      feature: "rows that policies hide are not shown",
      says: `Row level security is on: Purser sees what the policies let its role see. To see all: alter role … bypassrls, or a policy for its role.${filled}`,
    },
  ];
}

function unknownTables(expected: Catalog, live: Catalog): Finding[] {
  const unknown = [...live.tables.values()].filter(({ name, kind }) => kind !== "view" && !expected.tables.has(name));
  if (unknown.length === 0) return [];
  return [
    {
      about: `${unknown.length} more ${unknown.length === 1 ? "table" : "tables"}`,
      verdict: "works",
      says: `${unknown.map(({ name }) => name).join(", ")}: left alone. The preview of a deletion counts their rows where they refer to what is deleted, as far as Purser's role may read them.`,
    },
  ];
}
