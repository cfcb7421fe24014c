import { closeToOthers } from "../db/close-to-others.ts";
import { quoted } from "../db/quoted.ts";
import type { Catalog, CatalogFunction } from "./catalog.ts";
import { compareTables } from "./compare-tables.ts";
import type { Finding } from "./finding.ts";

/** The oldest PostgreSQL that has everything that Purser uses. */
const OLDEST_VERSION = 140000;

export interface CompareOptions {
  /** Extensions that the live database could be given. */
  available: ReadonlySet<string>;
  /** The statements that make Purser's text search configuration. */
  textSearch: readonly string[];
}

/** Compares the live database's catalogue with what our migrations make. Reads nothing. */
export function compareCatalogs(expected: Catalog, live: Catalog, { available, textSearch }: CompareOptions): Finding[] {
  const tables = compareTables(expected, live);
  const lacksTrigrams = !live.extensions.has("pg_trgm") && !available.has("pg_trgm");
  return [
    ...compareVersion(live),
    ...compareExtensions(live, available),
    ...compareTextSearch(expected, live, textSearch),
    ...[...expected.functions.values()].flatMap((wanted) => compareFunction(wanted, likeIt(wanted, live))),
    ...(lacksTrigrams ? tables.filter(({ about }) => !about.endsWith("_trgm_idx")) : tables),
  ];
}

function compareVersion({ version }: Catalog): Finding[] {
  if (version >= OLDEST_VERSION) return [];
  const says = `It is PostgreSQL ${Math.floor(version / 10_000)}; Purser needs ${OLDEST_VERSION / 10_000} or newer.`;
  return [{ about: "PostgreSQL", verdict: "stops", says }];
}

function compareExtensions(live: Catalog, available: ReadonlySet<string>): Finding[] {
  if (live.extensions.has("pg_trgm")) return [];
  const about = "extension pg_trgm";
  if (!available.has("pg_trgm")) {
    return [
      { about, verdict: "limited", feature: "a search for a part of a text reads every row", says: "This server does not offer it." },
    ];
  }
  return [
    {
      about,
      verdict: "missing",
      says: "Searches for a part of a name, title or e-mail use it.",
      steps: [
        {
          phase: "extension",
          statements: ["create extension if not exists pg_trgm"],
          reason: "Indexes for a part of a text are made with it.",
          lock: "none",
          tables: [],
        },
      ],
    },
  ];
}

function compareTextSearch(expected: Catalog, live: Catalog, statements: readonly string[]): Finding[] {
  const missing = [...expected.textSearch].filter((name) => !live.textSearch.has(name));
  if (missing.length === 0) return [];
  return [
    {
      about: `text search configuration ${missing.join(", ")}`,
      verdict: "missing",
      says: "How the words of a message are told apart.",
      steps: [
        {
          phase: "text search",
          statements: [unlessThere(missing, statements)],
          reason: "What was said in a chat is searched by it.",
          lock: "none",
          tables: [],
        },
      ],
    },
  ];
}

/** There is no "create text search configuration if not exists". */
function unlessThere(names: readonly string[], statements: readonly string[]): string {
  const made = statements.map((statement) => `${statement.trim().replace(/;$/, "")};`).join("\n");
  const there = `select from pg_ts_config where cfgname in (${names.map((name) => `'${name}'`).join(", ")}) and cfgnamespace = 'public'::regnamespace`;
  return `do $made$ begin if not exists (${there}) then\n${made}\nend if; end $made$`;
}

const withoutBlanks = (source: string) => source.replace(/\s+/g, " ").trim();

/** PostgreSQL tells functions apart by name and types; what their arguments are called is not changed by replacing one. */
const likeIt = ({ name, types }: CatalogFunction, live: Catalog) =>
  [...live.functions.values()].find((other) => other.name === name && other.types === types);

function compareFunction(wanted: CatalogFunction, is: CatalogFunction | undefined): Finding[] {
  const about = `function ${wanted.signature}`;
  if (is && (is.signature !== wanted.signature || withoutBlanks(is.source) !== withoutBlanks(wanted.source))) {
    const says =
      "A function of this name does something else. It would have to be renamed, or, if it is an older one of Purser's, be dropped.";
    return [{ about, verdict: "stops", says }];
  }
  if (is && (wanted.isPublic || !is.isPublic)) return [];
  const revoke = `revoke all on function public.${quoted(wanted.name)}(${wanted.types}) from public`;
  return [
    {
      about,
      verdict: "missing",
      says: is ? "Everybody may attach it to a table of theirs." : "Purser's own.",
      steps: [
        {
          phase: "function",
          statements: [...(is ? [] : [wanted.definition]), ...(wanted.isPublic ? [] : [revoke, closeToOthers])],
          reason: `Triggers and queries of Purser's use it.${wanted.isPublic ? "" : " Nobody else may attach it to a table."}`,
          lock: "none",
          tables: [],
        },
      ],
    },
  ];
}
