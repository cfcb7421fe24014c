import { isProductTable } from "../db/product-tables.ts";
import { quoted } from "../db/quoted.ts";
import type { CatalogColumn, CatalogTable } from "./catalog.ts";
import type { Finding, Step } from "./finding.ts";
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

/** Columns of payment that a trigger of ours writes. */
const keptInPayment: ReadonlySet<string> = new Set(
  [
    "refunded_amount",
    "unreadable_entries",
    "dispute_status",
    "customer_id",
    "customer_email",
    "customer_name",
    "cart_product",
    "billing_country",
  ].map((name) => `column payment.${name}`),
);

/** The differences of one table's columns. */
export function compareColumns(wanted: CatalogTable, is: CatalogTable): Finding[] {
  const missing = [...wanted.columns.values()].filter(({ name }) => !is.columns.has(name));
  return [
    ...missing.filter((column) => !isAddable(column)).map((column) => cannotBeAdded(wanted.name, column)),
    ...addColumns(wanted.name, missing.filter(isAddable)),
    ...[...wanted.columns.values()].flatMap((column) => {
      const live = is.columns.get(column.name);
      return live ? compareColumn(wanted.name, column, live) : [];
    }),
    ...(isProductTable(wanted.name) ? moreColumns(wanted, is) : []),
  ];
}

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

/** A column as `create table` and `add column` want it. */
export function columnDefinition({ name, type, notNull, default: value, generated }: CatalogColumn): string {
  const made = value === null ? "" : generated ? ` generated always as (${value}) stored` : ` default ${value}`;
  return `${quoted(name)} ${type}${made}${notNull ? " not null" : ""}`;
}

function compareColumn(table: string, wanted: CatalogColumn, is: CatalogColumn): Finding[] {
  const about = `column ${table}.${wanted.name}`;
  if (!isReadableAs(is.type, wanted.type)) {
    const says = `It is ${is.type}; Purser reads ${wanted.type}. It would have to become that: alter table ${quoted(table)} alter column ${quoted(wanted.name)} type ${wanted.type} using ${quoted(wanted.name)}::${wanted.type}, and with it what refers to it.`;
    return [{ about, verdict: "stops", says }];
  }
  const findings: Finding[] = [];
  if (is.type !== wanted.type)
    findings.push({ about, verdict: "works", says: `It is ${is.type}, not ${wanted.type}: read and written alike.` });
  if (is.generated && !wanted.generated) {
    const isKept = keptInPayment.has(about);
    const says = `The database generates it${isKept ? ", and Purser's trigger keeps it: it would have to be renamed" : ""}.`;
    findings.push({ about, verdict: isKept ? "stops" : "works", says });
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
