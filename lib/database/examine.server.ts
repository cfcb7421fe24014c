import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Db } from "../db/database.server.ts";
import { databaseErrorCode } from "../db/database-errors.ts";
import { unfinishedTables } from "../db/fill-kept-tables.server.ts";
import { JOURNAL } from "../db/migrate.server.ts";
import { readableMigrations } from "../db/pending-migrations.server.ts";
import { isProductTable } from "../db/product-tables.ts";
import type { Catalog } from "./catalog.ts";
import { compareCatalogs } from "./compare.ts";
import { examineMovingIn, type MovingIn, NOTHING_PLANNED } from "./examine-moving-in.server.ts";
import { examinePrivileges } from "./examine-privileges.server.ts";
import { examineRightsOfOthers } from "./examine-rights-of-others.server.ts";
import { examineNulls, examineRows } from "./examine-rows.server.ts";
import { examineSearchPath } from "./examine-search-path.server.ts";
import { examineTimeZone } from "./examine-time-zone.server.ts";
import { expectedCatalog } from "./expected-catalog.server.ts";
import { type Finding, phases, type Step, worst } from "./finding.ts";
import { readCatalog } from "./read-catalog.server.ts";

export interface Examination {
  findings: readonly Finding[];
  /** What `db:adopt` would do, in its order. */
  steps: readonly Step[];
  /** Tables of Purser's own, or of the product's with columns of ours, that lack what is kept of older rows: `db:adopt --apply` fills them. */
  unfinished: readonly string[];
  live: Catalog;
  /** How many of our migrations are noted as done (all, where this role may not read that: a finding says so), and how many there are. */
  noted: number;
  migrations: number;
  movingIn: Omit<MovingIn, "findings">;
}

export interface ExamineOptions {
  /** Whether rows are counted, or only the catalogue is read. */
  rows: boolean;
  /** For one count at most; what takes longer is said to. */
  secondsACount?: number;
  /** The database's address, where a plain session of PostgreSQL's own protocol can be had there. */
  url?: string | undefined;
}

/**
 * Compares a live database with what our migrations make in an empty one, and its rows with what we can read. It only reads.
 *
 * A database that has been moved into is compared with what the migrations make that are noted in it.
 */
export async function examine(db: Db, { rows, secondsACount = 10, url }: ExamineOptions): Promise<Examination> {
  const migrations = readMigrationFiles(JOURNAL);
  const readable = await readableMigrations(db);
  const noted = readable ?? migrations.length;
  const of = Math.min(noted || migrations.length, migrations.length);
  const [expected, live, available] = await Promise.all([expectedCatalog(of), readCatalog(db), availableExtensions(db)]);
  const textSearch = migrations
    .flatMap(({ sql: statements }) => statements)
    .filter((statement) => /TEXT SEARCH (DICTIONARY|CONFIGURATION)/.test(statement));
  const compared = compareCatalogs(expected, live, { available, textSearch });
  const searchPath = await examineSearchPath(db);
  const isReadable = worst([...compared, ...searchPath]) !== "stops";
  const kept = live.tables.has("backfill") && isReadable ? await unfinished(db) : { names: [], findings: [] };
  const findings = [
    ...migrationsFinding(readable, migrations.length),
    ...searchPath,
    ...compared,
    ...(await examinePrivileges(db)),
    ...(await examineRightsOfOthers(db, ownTables(expected, compared))),
    ...(await examineTimeZone(db, url)),
    ...(isReadable && rows
      ? [...(await examineNulls(db, expected, live, secondsACount)), ...(await examineRows(db, live, secondsACount))]
      : []),
    ...kept.findings,
  ];
  const steps = inOrder(findings);
  const planned = { steps, notes: noted === 0, unfinished: kept.names, live, tables: [...expected.tables.keys()] };
  const { findings: own, ...movingIn } = isReadable ? await examineMovingIn(db, planned) : NOTHING_PLANNED;
  return { findings: [...findings, ...own], steps, unfinished: kept.names, live, noted, migrations: migrations.length, movingIn };
}

/** Names of Purser's own tables, but for those under which something of the product's was found. */
function ownTables(expected: Catalog, compared: readonly Finding[]): string[] {
  const others = new Set(compared.filter(({ verdict }) => verdict === "stops").map(({ about }) => about));
  return [...expected.tables.keys()].filter((name) => !isProductTable(name) && !others.has(`table ${name}`));
}

function migrationsFinding(noted: number | undefined, all: number): Finding[] {
  const about = "migrations";
  if (noted === undefined) {
    const says =
      "Which are noted is closed to this role, in drizzle.__purser_migrations, and no server starts without. npm run db:role prints what to grant.";
    return [{ about, verdict: "stops", says }];
  }
  if (noted === 0)
    return [{ about, verdict: "missing", says: "None is noted: this database has not been moved into, or that was cut off." }];
  if (noted < all) return [{ about, verdict: "stops", says: `${all - noted} of ${all} are not noted as done. Run: npm run db:migrate` }];
  if (noted > all)
    return [{ about, verdict: "stops", says: `${noted} are noted as done, ${all} are known: a newer Purser has been here.` }];
  return [];
}

async function availableExtensions(db: Db): Promise<Set<string>> {
  const { rows } = await db.execute<{ name: string }>(sql`select name::text as name from pg_available_extensions where name = 'pg_trgm'`);
  return new Set(rows.map(({ name }) => name));
}

/** SQLSTATEs of a table that may not be read, and of one that is not found, because its schema may not be used. */
const CLOSED = ["42501", "42P01"];

async function unfinished(db: Db): Promise<{ names: string[]; findings: Finding[] }> {
  try {
    const names = await db.transaction(unfinishedTables);
    const findings = names.map((name) => ({
      about: isProductTable(name) ? `Purser's columns of ${name}` : `table ${name}`,
      verdict: "limited" as const,
      feature: "what it keeps of older rows is not all there yet",
      says: "It is being filled in batches: by db:adopt, or beside the running server.",
    }));
    return { names, findings };
  } catch (error) {
    if (!CLOSED.includes(databaseErrorCode(error) ?? "")) throw error;
    const says = "Whether what Purser keeps of older rows is all there is not known: this role may not read it.";
    return { names: [], findings: [{ about: "rows of backfill", verdict: "works", says }] };
  }
}

function inOrder(findings: readonly Finding[]): Step[] {
  const steps = findings.flatMap(({ steps: own }) => own ?? []);
  return phases.flatMap((phase) => steps.filter((step) => step.phase === phase));
}
