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
  /** In words, by what this database is followed; which of them follows this publication is not known here. */
  followers: readonly string[];
}

/** What it means for who reads a publication's changes that it publishes more. */
export const WHAT_FOLLOWS =
  "A subscriber of PostgreSQL's that lacks it stops at the first row. Anything else that reads a slot, such as change data capture, is sent it too, and may keep it.";

interface Row extends Record<string, unknown> {
  name: string;
  ofAll: boolean;
  ofPublic: boolean;
  tables: string[];
}

/** New columns of a table that is published whole: a table with a list of columns of its own goes on as it is. */
const isColumnStep = ({ phase }: Step) => phase === "column";

/**
 * The publications that publish something of what the steps add, see `WHAT_FOLLOWS`.
 *
 * @param version `server_version_num`
 * @param notes whether migrations are to be noted as done too, in a table of their own
 */
export async function publications(db: Db, steps: readonly Step[], version: number, notes: boolean): Promise<Publication[]> {
  const since15 = (there: SQL, before: SQL) => (version >= 150000 ? there : before);
  const [{ rows }, followers] = await Promise.all([
    db.execute<Row>(sql`
      select p.pubname as name, p.puballtables as "ofAll",
        p.puballtables or ${since15(sql`exists (select from pg_publication_namespace n where n.pnpubid = p.oid and n.pnnspid = 'public'::regnamespace)`, sql`false`)} as "ofPublic",
        (
          select coalesce(json_agg(c.relname), '[]') from pg_publication_rel r join pg_class c on c.oid = r.prrelid
          where r.prpubid = p.oid and c.relnamespace = 'public'::regnamespace and ${since15(sql`r.prattrs is null`, sql`true`)}
        ) as tables
      from pg_publication p order by 1`),
    followersOf(db, version),
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
        followers,
      },
    ];
  });
}

/**
 * By what changes of this database are read from elsewhere, in words: logical slots, and since PostgreSQL 16 whatever slots a standby has of its
 * own. A role that may not see what standbys do is told of none.
 */
async function followersOf(db: Db, version: number): Promise<string[]> {
  const { rows } = await db.execute<{ name: string }>(sql`
    select 'slot ' || slot_name as name from pg_replication_slots
    where slot_type = 'logical' and plugin = 'pgoutput' and database = current_database()
    union all
    select distinct format('any slot on the standby %s, which is not seen from here', application_name) from pg_stat_replication
    where ${version}::int >= 160000 and current_setting('wal_level') = 'logical' and replay_lsn is not null
      and pid not in (select active_pid from pg_replication_slots where slot_type = 'logical' and active_pid is not null)
    order by 1`);
  return rows.map(({ name }) => name);
}

const nameIn = (statement: string) => /public\."([^"]+)"/.exec(statement)?.[1] ?? statement;

const columnsOf = ({ tables, statements }: Step) =>
  statements.flatMap((statement) =>
    [...statement.matchAll(/add column if not exists "([^"]+)"/g)].map(([, column]) => `${tables[0]}.${column}`),
  );

/** What a publication comes to that publishes what the steps add. */
export function publicationFinding({ name, adds, followers }: Publication): Finding {
  const about = `publication ${name}`;
  const says = `It publishes what db:adopt adds: ${adds}. ${WHAT_FOLLOWS} The plan lists what to give a subscriber first.`;
  if (followers.length === 0) return { about, verdict: "works", says: `${says} No logical slot is here now.` };
  return {
    about,
    verdict: "limited",
    feature: "db:adopt --apply, until --subscribers-are-ready says that what follows is ready for it",
    says: `${says} Followed by: ${followers.join("; ")}.`,
  };
}
