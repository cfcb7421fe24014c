import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { journalStatements } from "../db/run-migrations.server.ts";
import type { Finding, Step } from "./finding.ts";

/** A publication of the product's for logical replication that publishes what the steps add. */
export interface Publication {
  name: string;
  /** What every subscriber has to be given first, in this order. All are safe to run again. */
  forSubscribers: readonly string[];
  /** In words: "payment.tax, payment.discount; the tables audit_log, staff_note". */
  adds: string;
  /** Logical slots of this database, by which its subscribers follow it; which of them follows this publication is not known here. */
  slots: readonly string[];
}

interface Row extends Record<string, unknown> {
  name: string;
  ofAll: boolean;
  ofPublic: boolean;
  tables: string[];
}

/** New columns of a table that is published whole: a table with a list of columns of its own goes on as it is. */
const isColumnStep = ({ phase }: Step) => phase === "column";

/**
 * The publications that publish something of what the steps add: a subscriber that lacks it stops at the first row.
 *
 * @param version `server_version_num`
 * @param notes whether migrations are to be noted as done too, in a table of their own
 */
export async function publications(db: Db, steps: readonly Step[], version: number, notes: boolean): Promise<Publication[]> {
  const since15 = (there: SQL, before: SQL) => (version >= 150000 ? there : before);
  const [{ rows }, slots] = await Promise.all([
    db.execute<Row>(sql`
      select p.pubname as name, p.puballtables as "ofAll",
        p.puballtables or ${since15(sql`exists (select from pg_publication_namespace n where n.pnpubid = p.oid and n.pnnspid = 'public'::regnamespace)`, sql`false`)} as "ofPublic",
        (
          select coalesce(json_agg(c.relname), '[]') from pg_publication_rel r join pg_class c on c.oid = r.prrelid
          where r.prpubid = p.oid and c.relnamespace = 'public'::regnamespace and ${since15(sql`r.prattrs is null`, sql`true`)}
        ) as tables
      from pg_publication p order by 1`),
    db.execute<{ name: string }>(sql`
      select slot_name::text as name from pg_replication_slots
      where slot_type = 'logical' and plugin = 'pgoutput' and database = current_database() order by 1`),
  ]);
  return rows.flatMap((row) => {
    const columns = steps.filter((step) => isColumnStep(step) && (row.ofPublic || step.tables.some((name) => row.tables.includes(name))));
    const tables = row.ofPublic ? steps.filter(({ phase }) => phase === "table") : [];
    const isNoted = row.ofAll && notes;
    if (columns.length + tables.length === 0 && !isNoted) return [];
    const made = [...tables.map(({ statements }) => nameIn(statements[0]!)), ...(isNoted ? ["drizzle.__purser_migrations"] : [])];
    return [
      {
        name: row.name,
        forSubscribers: [
          ...(tables.length > 0 ? steps.filter(({ phase }) => phase === "text search") : []).flatMap(({ statements }) => statements),
          ...tables.map(({ statements }) => statements[0]!),
          ...(isNoted ? journalStatements : []),
          ...columns.flatMap(({ statements }) => statements),
        ],
        adds: [
          ...(columns.length > 0 ? [columns.flatMap(columnsOf).join(", ")] : []),
          ...(made.length > 0 ? [`the tables ${made.join(", ")}`] : []),
        ].join("; "),
        slots: slots.rows.map((slot) => slot.name),
      },
    ];
  });
}

const nameIn = (statement: string) => /public\."([^"]+)"/.exec(statement)?.[1] ?? statement;

const columnsOf = ({ tables, statements }: Step) =>
  statements.flatMap((statement) =>
    [...statement.matchAll(/add column if not exists "([^"]+)"/g)].map(([, column]) => `${tables[0]}.${column}`),
  );

/** What a publication comes to that publishes what the steps add. */
export function publicationFinding({ name, adds, slots }: Publication): Finding {
  const about = `publication ${name}`;
  const says = `It publishes what db:adopt adds: ${adds}. A subscriber that lacks it stops at the first row; the plan lists what to give each first.`;
  if (slots.length === 0) return { about, verdict: "works", says: `${says} There is no subscriber here now.` };
  return {
    about,
    verdict: "limited",
    feature: "db:adopt --apply, until --subscribers-are-ready says that they have it",
    says: `${says} Slots of subscribers: ${slots.join(", ")}.`,
  };
}
