import { type AnyColumn, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { StaffRoleName } from "../auth/permissions.ts";
import type { Db } from "../db/database.server.ts";
import { COUNTED_UP_TO } from "../list/counted.ts";
import { distinctValuesOf } from "../list/distinct.server.ts";
import type { AnyFilter, FilterValues } from "../list/list-spec.ts";
import type { ExplainedNumber, Explanation, Figure, RowGroup, Term } from "./explained-number.ts";
import { scopeWords } from "./scope-words.server.ts";

export type Filters = Readonly<Record<string, AnyFilter>>;

/** A list's vocabulary, as far as numbers need it. */
interface SourceSpec<F extends Filters> {
  readonly noun: readonly [string, string];
  readonly filters: F;
  parse(url: string | URL | URLSearchParams): Narrowed<F>;
  link(filters: FilterValues<F>, change?: { q?: string; exact?: boolean }): string;
}

interface Narrowed<F extends Filters> {
  readonly q: string;
  readonly filters: FilterValues<F>;
}

/** The rows that numbers are made of: a list, and the one condition behind its rows, its count, its totals and its export. */
export interface RowSource<F extends Filters> {
  readonly spec: SourceSpec<F>;
  /** The list as these people may ask for it, where that is not the same for all. */
  readonly specFor?: (roles: readonly StaffRoleName[]) => SourceSpec<F>;
  readonly from: SQLWrapper;
  /** Conditions of single filters, joined by AND. */
  where(query: Narrowed<F>, now: Date): SQL | undefined;
  /** What money of a row is in: whatever is added up of such rows is added up by currency. */
  readonly currency?: AnyColumn;
}

/** An aggregate over the rows that `rows` holds for: `sum(amount) filter (where ${rows})`, cast to float8. */
export type Measure = (rows: SQL) => SQL;

/** Some rows of the source: those of the filters; undefined where no row can be. */
interface Part<F extends Filters> {
  why: string;
  filters: FilterValues<F> | undefined;
  measure?: Measure;
  /** What `measure` says of these rows, where it is not the number's own. */
  figureWords?: string;
}

/** The values that open sets hold in the database, by the names in `knownValues`. */
type Known = Readonly<Record<string, readonly string[]>>;

export interface ListNumberOptions<F extends Filters> extends Pick<ExplainedNumber, "id" | "title" | "words" | "unit" | "permission"> {
  source: RowSource<F>;
  /** The number, of the rows that count; left out where it is their count. */
  measure?: Measure;
  /** What the scope is, where some filter is about which of its rows count and not about which there are. */
  scope?: (asked: FilterValues<F>) => FilterValues<F>;
  /** The rows that count, out of the scope; everything in it unless told otherwise. */
  counted?: (asked: FilterValues<F>) => FilterValues<F> | undefined;
  /** What the rows that count are. */
  countedWords: string;
  terms?: (counted: FilterValues<F>) => (Part<F> & { sign: Term["sign"]; measure: Measure })[];
  /** Open sets that reasons are made of. */
  knownValues?: Readonly<Record<string, AnyColumn>>;
  /** Together all the rows of the scope that do not count, each in one part. */
  leftOut?: (asked: FilterValues<F>, known: Known) => Part<F>[];
  remarks?: (counted: FilterValues<F>) => Part<F>[];
  /** Why rows may be missing from the source; undefined where none are. */
  lacking?: (db: Db) => Promise<Explanation["lacking"]>;
}

const rowCount: Measure = (rows) => sql`(count(*) filter (where ${rows}))::float8`;

/**
 * A number over the rows of a list. Every part of its explanation, the number included, is a link to the list, read back by the list's own
 * parser and made a condition by the list's own `where`: so what a link opens is what was counted. All parts are read in one query.
 */
export function listNumber<F extends Filters>(options: ListNumberOptions<F>): ExplainedNumber {
  const { id, title, words, unit, permission, source, measure, countedWords } = options;
  return {
    id,
    title,
    words,
    unit,
    permission,
    async explain(db, { params, roles, now }): Promise<Explanation> {
      const spec = source.specFor?.(roles) ?? source.spec;
      const asked = spec.parse(params);
      const { q } = asked;
      const known: Known = options.knownValues ? await distinctValuesOf(db, options.knownValues) : {};
      const scope = options.scope?.(asked.filters) ?? asked.filters;
      const countedFilters = options.counted ? options.counted(asked.filters) : asked.filters;

      // Only what a part adds to the scope is asked of each row: the rows of the scope alone are looked at.
      const plan = <P extends Part<F>>(part: P) => {
        const linked: Readonly<Record<string, unknown>> | undefined = part.filters && spec.parse(spec.link(part.filters, { q })).filters;
        // A value that no link can hold, such as an empty status, is no way to name rows.
        if (!linked || differing(part.filters!, linked).length > 0) return { ...part, filters: undefined, rows: sql`false` };
        const added = differing(linked, scope);
        // A list may show only some of its rows where nothing is asked for: then those are the scope's own business.
        if (added.length === 0) return { ...part, rows: sql`true` };
        const filters = Object.fromEntries(added.map((name) => [name, linked[name]])) as FilterValues<F>;
        return { ...part, rows: source.where({ q: "", filters }, now) ?? sql`true` };
      };
      const counted = plan({ why: countedWords, filters: countedFilters, ...(measure && { measure }) });
      const terms = (countedFilters && options.terms ? options.terms(countedFilters) : []).map(plan);
      const leftOut = (options.leftOut?.(asked.filters, known) ?? []).map(plan).filter((part) => part.filters);
      const remarks = (countedFilters && options.remarks ? options.remarks(countedFilters) : []).map(plan);
      const all = plan({ why: `All ${spec.noun[1]} of the scope`, filters: scope });

      const [read, lacking] = await Promise.all([
        readParts(db, [all, counted, ...terms, ...leftOut, ...remarks], {
          from: source.from,
          where: source.where({ q, filters: scope }, now),
          currency: source.currency,
        }),
        options.lacking?.(db),
      ]);
      const groupOf = (part: Part<F>): RowGroup => {
        const { count, figures } = read.get(part)!;
        return {
          why: part.why,
          count,
          figures,
          ...(part.figureWords && { figureWords: part.figureWords }),
          href: part.filters && spec.link(part.filters, { q, exact: count > COUNTED_UP_TO }),
        };
      };
      const explanation = {
        scope: scopeWords(spec.filters, asked),
        figures: measure ? read.get(counted)!.figures : [{ currency: null, value: read.get(counted)!.count }],
        terms: terms.map((term): Term => ({ ...groupOf(term), sign: term.sign })),
        all: groupOf(all),
        counted: groupOf(counted),
        leftOut: leftOut.map(groupOf).filter(({ count }) => count > 0),
        remarks: remarks.map(groupOf).filter(({ count }) => count > 0),
        ...(lacking && { lacking }),
      };
      const explained = explanation.leftOut.reduce((sum, { count }) => sum + count, explanation.counted.count);
      return { ...explanation, unexplained: explanation.all.count - explained };
    },
  };
}

/** The names of the filters that are not the same in both. */
function differing(filters: Readonly<Record<string, unknown>>, others: Readonly<Record<string, unknown>>): string[] {
  const names = new Set([...Object.keys(filters), ...Object.keys(others)]);
  return [...names].filter((name) => JSON.stringify(filters[name]) !== JSON.stringify(others[name]));
}

interface PartRead {
  count: number;
  /** One a currency that has such rows; without currencies, one. */
  figures: Figure[];
}

/** Counts and measures each part of the scope's rows in one pass over them. */
async function readParts<P extends { rows: SQL; measure?: Measure }>(
  db: Db,
  parts: readonly P[],
  { from, where, currency }: { from: SQLWrapper; where: SQL | undefined; currency: AnyColumn | undefined },
): Promise<ReadonlyMap<object, PartRead>> {
  const columns = parts.flatMap(({ rows, measure }, index) => [
    sql`${rowCount(rows)} as ${sql.identifier(`count_${index}`)}`,
    ...(measure ? [sql`${measure(rows)} as ${sql.identifier(`figure_${index}`)}`] : []),
  ]);
  const { rows } = await db.execute<Record<string, number | string | null>>(sql`
    select ${currency ?? sql`null`} as currency, ${sql.join(columns, sql`, `)}
    from ${from} where ${where ?? sql`true`} ${currency ? sql`group by ${currency} order by ${currency}` : sql``}`);
  return new Map(
    parts.map((part, index) => {
      const { measure } = part;
      const counts = rows.map((row) => Number(row[`count_${index}`]));
      const figures = rows.flatMap((row, place): Figure[] => {
        const value = row[`figure_${index}`];
        if (!measure || (currency && counts[place] === 0)) return [];
        const own = currency && row.currency !== null ? String(row.currency) : null;
        return [{ currency: own, value: value === null || value === undefined ? null : Number(value) }];
      });
      return [part, { count: counts.reduce((sum, count) => sum + count, 0), figures }];
    }),
  );
}
