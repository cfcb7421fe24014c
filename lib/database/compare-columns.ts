import { neededPrivileges } from "../db/access.ts";
import { isProductTable } from "../db/product-tables.ts";
import { quoted } from "../db/quoted.ts";
import type { CatalogColumn, CatalogTable } from "./catalog.ts";
import { keptInPayment } from "./compare-kept-columns.ts";
import { compareMissingColumns } from "./compare-missing-columns.ts";
import type { Finding } from "./finding.ts";
import { isReadableAs } from "./readable-type.ts";
import { plainDefinition } from "./same-definition.ts";

/** Tables that Purser puts rows into, and what does not work where it cannot. */
const inserted: Readonly<Record<string, Pick<Finding, "verdict" | "feature">>> = {
  session: { verdict: "stops" },
  user: { verdict: "limited", feature: "admin:create makes nobody new, only an admin of a user that there is" },
  account: { verdict: "limited", feature: "admin:create gives nobody a password" },
};

/** Columns that a change of ours sets to null. */
const emptied: Readonly<Record<string, string>> = {
  "payment.user_id": "a payment cannot be unlinked, nor a user with payments be deleted",
  "subscription.userId": "a subscription cannot be unlinked, nor a user with subscriptions be deleted",
};

/** The differences of one table's columns. */
export function compareColumns(wanted: CatalogTable, is: CatalogTable): Finding[] {
  return [
    ...compareMissingColumns(wanted, is),
    ...[...wanted.columns.values()].flatMap((column) => {
      const live = is.columns.get(column.name);
      return live ? compareColumn(wanted.name, column, live) : [];
    }),
    ...(isProductTable(wanted.name) ? moreColumns(wanted, is) : []),
  ];
}

function compareColumn(table: string, wanted: CatalogColumn, is: CatalogColumn): Finding[] {
  const about = `column ${table}.${wanted.name}`;
  if (!isReadableAs(is.type, wanted.type, wanted.name)) {
    return [{ about, verdict: "stops", says: `It is ${is.type}; Purser reads ${wanted.type}. ${howToRetype(table, wanted, is)}` }];
  }
  if (is.looseCollation !== null) return [{ about, verdict: "stops", says: looselyCollated(is.looseCollation, wanted.name) }];
  const findings: Finding[] = [];
  if (is.type !== wanted.type)
    findings.push({ about, verdict: "works", says: `It is ${is.type}, not ${wanted.type}: read and written alike.` });
  if (is.generated && !wanted.generated && !(table === "payment" && keptInPayment.includes(wanted.name))) {
    const feature = whatSets(table, wanted.name);
    const says = "The database generates it, and takes no other value.";
    findings.push(feature ? { about, verdict: "limited", feature, says } : { about, verdict: "works", says });
  }
  if (is.notNull && !wanted.notNull) {
    const feature = emptied[`${table}.${wanted.name}`];
    const says = "It may not be empty here.";
    findings.push(feature ? { about, verdict: "limited", feature, says } : { about, verdict: "works", says });
  }
  if (isProductTable(table) && !is.generated && plainDefinition(is.default ?? "") !== plainDefinition(wanted.default ?? "")) {
    findings.push({ about, verdict: "works", says: `Its default is ${is.default ?? "none"}, not ${wanted.default ?? "none"}.` });
  }
  return findings;
}

/** The statement that makes a column what Purser reads; words alone where it would change what the column says, or what the product finds by it. */
function howToRetype(table: string, wanted: CatalogColumn, is: CatalogColumn): string {
  if (/^(numeric|money|real|double precision)/.test(is.type) && /^(integer|bigint|smallint)$/.test(wanted.type)) {
    return "It would have to hold whole numbers, and amounts of money in the currency's smallest unit: 1999, not 19.99. A cast alone would round them.";
  }
  if (/(^|\.)citext$/.test(is.type)) {
    return `It would have to become that, which tells capitals from small letters: the product would have to compare lower(${wanted.name}), over a unique index of it.`;
  }
  return `It would have to become that: alter table public.${quoted(table)} alter column ${quoted(wanted.name)} type ${wanted.type} using ${cast(wanted, is)}, and with it what refers to it.`;
}

/** PostgreSQL looks for no part of such a text, and what Purser tells apart would be one to it. */
const looselyCollated = (collation: string, column: string) =>
  `By its collation, ${collation}, different texts may be equal, and no part of one can be searched for. It would have to have a deterministic one, such as "default", and the product to compare lower(${column}), over a unique index of it.`;

/** A value of the one type as the other. Purser reads the times of a column without a zone as UTC. */
function cast({ name, type }: CatalogColumn, is: CatalogColumn): string {
  return /^timestamp.* with time zone$/.test(is.type) ? `${quoted(name)} at time zone 'UTC'` : `${quoted(name)}::${type}`;
}

/** What cannot be done where a column cannot be set: undefined where Purser never sets it. */
function whatSets(table: string, column: string): string | undefined {
  const features = neededPrivileges()
    .filter(({ table: of, privilege, columns }) => of === table && ["insert", "update"].includes(privilege) && columns?.includes(column))
    .map(({ feature }) => feature);
  return features.length > 0 ? `${[...new Set(features)].join("; ")}: refused where ${column} is set` : undefined;
}

/** Columns that we do not know and that a new row must have. */
export function demandedBeside(wanted: CatalogTable, is: CatalogTable): CatalogColumn[] {
  return [...is.columns.values()].filter(
    (column) => !wanted.columns.has(column.name) && column.notNull && column.default === null && !column.identity && !column.generated,
  );
}

function moreColumns(wanted: CatalogTable, is: CatalogTable): Finding[] {
  const more = [...is.columns.values()].filter(({ name }) => !wanted.columns.has(name));
  if (more.length === 0) return [];
  const about = `table ${wanted.name}`;
  const rule = inserted[wanted.name];
  const demanded = demandedBeside(wanted, is);
  const names = (columns: readonly CatalogColumn[]) => columns.map(({ name }) => name).join(", ");
  const findings: Finding[] = [{ about, verdict: "works", says: `More columns, which no edit touches: ${names(more)}.` }];
  if (rule && demanded.length > 0) {
    const says = `A new row must have ${names(demanded)}, which Purser does not know${rule.verdict === "stops" ? ": nobody could sign in. They would need a default" : ""}.`;
    findings.push({ about, says, ...rule });
  }
  return findings;
}
