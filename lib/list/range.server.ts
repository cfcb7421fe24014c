import { type AnyColumn, and, gte, inArray, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { env } from "../env.server.ts";
import { currencyDigits } from "../format.ts";
import { instantsOf } from "./day.ts";
import type { AmountRange, CountRange, DayRange } from "./filters.ts";

/** `column` lies in a range of days of the reporting zone, or of instants. */
export function within(column: AnyColumn, range: DayRange | undefined): SQL | undefined {
  if (!range) return undefined;
  const { from, until } = instantsOf(range, env().reportingTimeZone);
  return and(from && gte(column, from), until && lt(column, until));
}

/**
 * Between which of the `bounds`, in their order, `column` lies: 1 from the first on, 2 from the second on, 0 before all. What is grouped so
 * is cut at the very instants that the lists filter by, whatever PostgreSQL thinks of a zone's clocks.
 */
export function placeAmong(column: AnyColumn | SQL, bounds: readonly Date[]): SQL<number> {
  // A literal, which PostgreSQL reads once; a parameter that is cast would be read anew for every row.
  const array = sql.raw(`'{${bounds.map((bound) => bound.toISOString()).join(",")}}'::timestamp[]`);
  return sql<number>`width_bucket(${column}, ${array})`;
}

/** `column` lies in a range of whole numbers, of whatever size. */
export function countWithin(column: AnyColumn | SQL, range: CountRange | undefined): SQL | undefined {
  if (!range) return undefined;
  return and(
    range.min === undefined ? undefined : gte(sql`${column}`, sql`${range.min}::bigint`),
    range.max === undefined ? undefined : lte(sql`${column}`, sql`${range.max}::bigint`),
  );
}

/** Codes that `Intl` knows the digits of without listing them: units of account, and what other currencies have replaced. */
const NOT_LISTED = "ADP BYR CLF ESP ITL LUF MGF MRO STD TMM TRL UYI UYW ZMK ZWD".split(" ");

let unusual: { digits: number; codes: string[] }[] | undefined;

/** The currencies whose minor unit has other than two digits (ISO 4217, as `Intl` knows it), by their number of digits. */
function currencyFractionDigits(): readonly { digits: number; codes: string[] }[] {
  if (!unusual) {
    const byDigits = new Map<number, string[]>();
    for (const code of new Set([...Intl.supportedValuesOf("currency"), ...NOT_LISTED])) {
      const digits = currencyDigits(code);
      if (digits !== 2) byDigits.set(digits, [...(byDigits.get(digits) ?? []), code]);
    }
    unusual = [...byDigits].map(([digits, codes]) => ({ digits, codes }));
  }
  return unusual;
}

/** Minor units per whole unit as a power of ten, exact: "12.5" with two digits is 1250, and "0.001" with two is 0.1. */
function toMinorUnits(amount: string, digits: number): string {
  const [whole = "0", fraction = ""] = amount.replace("-", "").split(".");
  const moved = `${whole}${fraction.padEnd(digits, "0").slice(0, digits)}`;
  const rest = fraction.slice(digits);
  return `${amount.startsWith("-") ? "-" : ""}${moved}${rest ? `.${rest}` : ""}`;
}

/**
 * `amount` (minor units) lies in a range of whole currency units. What the range is in minor units depends on each row's currency:
 * 500 is ¥500, $500.00 and KD 500.000. Where the currencies are known, the range is plain for those that share their digits, so that an
 * index on (currency, amount) serves it.
 *
 * @param currencies the list's filter, or every currency that its rows have; rows of another do not match
 */
export function amountWithin(
  amount: AnyColumn | SQL,
  currency: AnyColumn | SQL,
  range: AmountRange | undefined,
  currencies: readonly string[] | undefined,
): SQL | undefined {
  if (!range) return undefined;
  if (!currencies) return between(amount, range, (text) => minorUnitsOfRow(currency, text));
  const byDigits = new Map<number, string[]>();
  for (const code of currencies) byDigits.set(currencyDigits(code), [...(byDigits.get(currencyDigits(code)) ?? []), code]);
  const plain = [...byDigits].map(([digits, codes]) =>
    and(
      inArray(sql`${currency}`, codes),
      between(amount, range, (text, round) => sql`${sql.raw(round)}(${toMinorUnits(text, digits)}::numeric)::bigint`),
    ),
  );
  return or(...plain) ?? sql`false`;
}

type Bound = (text: string, round: "ceil" | "floor") => SQL;

function between(amount: AnyColumn | SQL, { min, max }: AmountRange, bound: Bound): SQL | undefined {
  return and(
    min === undefined ? undefined : sql`${amount} >= ${bound(min, "ceil")}`,
    max === undefined ? undefined : sql`${amount} <= ${bound(max, "floor")}`,
  );
}

/** Whole currency units as the minor units of a row's currency. */
function minorUnitsOfRow(currency: AnyColumn | SQL, text: string): SQL {
  const cases = currencyFractionDigits().map(
    ({ digits, codes }) =>
      sql`when upper(${currency}) in (${sql.join(
        codes.map((code) => sql`${code}`),
        sql`, `,
      )}) then ${toMinorUnits(text, digits)}::numeric`,
  );
  return sql`case ${sql.join(cases, sql` `)} else ${toMinorUnits(text, 2)}::numeric end`;
}
