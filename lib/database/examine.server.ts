import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Db } from "../db/database.server.ts";
import { unfinishedTables } from "../db/fill-kept-tables.server.ts";
import { JOURNAL } from "../db/migrate.server.ts";
import { notedMigrations } from "../db/pending-migrations.server.ts";
import { isProductTable } from "../db/product-tables.ts";
import type { Catalog } from "./catalog.ts";
import { compareCatalogs } from "./compare.ts";
import { examinePrivileges } from "./examine-privileges.server.ts";
import { examineNulls, examineRows } from "./examine-rows.server.ts";
import { examineSearchPath } from "./examine-search-path.server.ts";
import { examineTimeZone } from "./examine-time-zone.server.ts";
import { expectedCatalog } from "./expected-catalog.server.ts";
import { type Finding, phases, type Step, worst } from "./finding.ts";
import { missingRights } from "./missing-rights.server.ts";
import { readCatalog } from "./read-catalog.server.ts";

export interface Examination {
  findings: readonly Finding[];
  /** What `db:adopt` would do, in its order. */
  steps: readonly Step[];
  live: Catalog;
  /** How many of our migrations are noted as done, and how many there are. */
  noted: number;
  migrations: number;
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
  const noted = await notedMigrations(db);
  const of = Math.min(noted || migrations.length, migrations.length);
  const [expected, live, available] = await Promise.all([expectedCatalog(of), readCatalog(db), availableExtensions(db)]);
  const textSearch = migrations
    .flatMap(({ sql: statements }) => statements)
    .filter((statement) => /TEXT SEARCH (DICTIONARY|CONFIGURATION)/.test(statement));
  const compared = compareCatalogs(expected, live, { available, textSearch });
  const searchPath = await examineSearchPath(db);
  const isReadable = worst([...compared, ...searchPath]) !== "stops";
  const findings = [
    ...migrationsFinding(noted, migrations.length),
    ...searchPath,
    ...compared,
    ...(await examinePrivileges(db)),
    ...(await examineTimeZone(db, url)),
    ...(isReadable && rows
      ? [...(await examineNulls(db, expected, live, secondsACount)), ...(await examineRows(db, live, secondsACount))]
      : []),
    ...(live.tables.has("backfill") && isReadable ? await unfinished(db) : []),
  ];
  const steps = inOrder(findings);
  const lacking = steps.length > 0 && isReadable ? await missingRights(db, steps, noted === 0) : [];
  if (lacking.length > 0) findings.push(cannotAdopt(lacking));
  return { findings, steps, live, noted, migrations: migrations.length };
}

const cannotAdopt = (lacking: readonly string[]): Finding => ({
  about: "role of this connection",
  verdict: "limited",
  feature: "db:adopt, which the owner of the tables has to run",
  says: `For what is missing ${lacking.join("; ")}.`,
});

function migrationsFinding(noted: number, all: number): Finding[] {
  const about = "migrations";
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

async function unfinished(db: Db): Promise<Finding[]> {
  const names = await unfinishedTables(db);
  return names.map((name) => ({
    about: isProductTable(name) ? `Purser's columns of ${name}` : `table ${name}`,
    verdict: "limited",
    feature: "what it keeps of older rows is not all there yet",
    says: "It is being filled in batches: by db:adopt, or beside the running server.",
  }));
}

function inOrder(findings: readonly Finding[]): Step[] {
  const steps = findings.flatMap(({ steps: own }) => own ?? []);
  return phases.flatMap((phase) => steps.filter((step) => step.phase === phase));
}
