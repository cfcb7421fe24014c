import type { StarFunction } from "./catalog.ts";
import { plainSource } from "./plain-source.ts";

/** Brackets in which there are no others, and what is put in their place: a query of all columns of the table, or anything else. */
const BRACKETS = /\(([^()]*)\)/;
const WHOLE = "<whole>";
const OTHER = "<other>";

const UNION = /\b(?:union|except|intersect)\b(?:\s+(?:all|distinct)\b)?/;
const NAMED_QUERY = /(?:\bwith|\brecursive|,)\s*"?(\w+)"?\s*(?:<other>\s*)?\bas\b\s*(?:(?:not\s+)?materialized\s*)?$/;
const WITH = /\bwith\s+(?:recursive\s+)?(?:"?\w+"?\s*(?:<other>\s*)?\bas\b\s*(?:(?:not\s+)?materialized\s*)?<\w+>\s*,?\s*)+/g;

const SELECT =
  /^\s*select\b\s*(.*?)(?<!")\bfrom\b(.*?)(?=(?<!")\b(?:where|group|having|window|order|limit|offset|fetch|for|returning|on\s+conflict)\b|$)/s;
const GIVING_BACK = /^\s*(?:delete\s+from|update|insert\s+into)\b(.*)\breturning\b(.*)$/s;

const INTO = /\binsert\s+into\s+[\w."%$]+\s*(?:as\s+\w+\s*)?(?:<other>\s*)?(?:overriding\s+\w+\s+value\s*)?/g;
const RETURNED = /\breturn\s+query\b\s*(?:execute\b\s*)?/g;

/** How a table's name is written: `public.` may, must or cannot stand before it. */
export type Prefix = "possible" | "needed" | "none";

/**
 * True for a function that takes all columns of `tables`, whatever they are (`select *`), for a list of columns that stays as it is: those of a
 * table that it inserts into, of its own result, or of another query that it unites them with. One more column, and it fails. Its text is looked
 * at, not parsed: what it puts together at run time is not seen.
 *
 * @param tables those that have one more column at once: one, or its rows before and after a statement
 */
export function takesWholeRows(
  { source, language, returns }: Pick<StarFunction, "source" | "language" | "returns">,
  tables: readonly string[],
  prefix: Prefix = "possible",
): boolean {
  const returnsOthers = returns !== null && !("rowsOf" in returns && tables.includes(returns.rowsOf));
  const statements = plainSource(source)
    .split(/;|\bloop\b/)
    .filter((statement) => statement.trim() !== "");
  return statements.some((statement, index) => {
    const whole = new Map([[WHOLE, WHOLE], ...tables.map((table): [string, string] => [table, written(table, prefix)])]);
    const { text, isTaken } = withoutBrackets(statement, whole);
    if (isTaken || !returnsOthers) return isTaken;
    // The result of a function in SQL is that of its last statement.
    return language === "sql" ? index === statements.length - 1 && isWhole(text, whole) : hasWholeAfter(RETURNED, text, whole);
  });
}

/** `user` without quotes or a schema is something else. */
function written(table: string, prefix: Prefix): string {
  // Neither a schema of that name nor a function.
  const name = String.raw`"?\b${escaped(table)}\b(?!"?\s*(?:\.|<other>))"?`;
  if (prefix === "none") return name;
  const needed = String.raw`(?:only\s+)?"?\bpublic"?\s*\.\s*${name}`;
  if (prefix === "needed") return needed;
  return String.raw`(?:${needed}|(?:only\s+)?${table === "user" ? '"user"' : name})`;
}

/**
 * Looks at what stands in brackets, from the inside outwards, and puts a word in its place.
 *
 * @param whole the tables that are looked for and, as they are found, names of queries that give all of their columns: each with its pattern
 */
function withoutBrackets(statement: string, whole: Map<string, string>): { text: string; isTaken: boolean } {
  // (p).* is p.*
  let text = statement.replace(/\(\s*("?\w+"?)\s*\)(?=\s*\.)/g, " $1");
  let isTaken = false;
  for (let inner = BRACKETS.exec(text); inner; inner = BRACKETS.exec(text)) {
    const before = text.slice(0, inner.index);
    const query = inner[1]!.replace(WITH, " ");
    const gives = isWhole(query, whole);
    const name = NAMED_QUERY.exec(before)?.[1];
    // A query by the name of the table stands before it from then on; one that is recursive knows its own name.
    if (name && gives) whole.set(name, written(name, "none"));
    else if (name) whole.delete(name);
    isTaken ||= takes(query, whole);
    text = before + (gives ? WHOLE : OTHER) + text.slice(inner.index + inner[0].length);
  }
  text = text.replace(WITH, " ");
  return { text, isTaken: isTaken || takes(text, whole) };
}

const escaped = (name: string) => name.replace(/\W/g, String.raw`\$&`);

function takes(text: string, whole: ReadonlyMap<string, string>): boolean {
  return hasWholeAfter(INTO, text, whole) || isUnitedWithOthers(text, whole);
}

function hasWholeAfter(head: RegExp, text: string, whole: ReadonlyMap<string, string>): boolean {
  return [...text.matchAll(head)].some((found) => isWhole(text.slice(found.index + found[0].length), whole));
}

function isWhole(query: string, whole: ReadonlyMap<string, string>): boolean {
  return query.split(UNION).some((arm) => givesWhole(arm, whole));
}

/** Also where the result is of the table's own type, or a loop runs over it. */
function isUnitedWithOthers(text: string, whole: ReadonlyMap<string, string>): boolean {
  const [first, ...others] = text.split(UNION);
  if (others.length === 0) return false;
  const start = [...first!.matchAll(/\b(?:select|perform|values)\b/g)].at(-1) ?? /<\w+>\s*$/.exec(first!);
  const arms = [first!.slice(start?.index ?? 0), ...others];
  // What the rows of a function, or of an expression, have is not known.
  const isKnown = (arm: string) => !/\*\s*from\s+[\w."]+\s*<other>|<other>\s*\.\s*\*/.test(arm);
  return arms.some((arm) => givesWhole(arm, whole)) && arms.some((arm) => !givesWhole(arm, whole) && isKnown(arm));
}

/** True for `select *`, `delete … returning p.*` and the like, of one of the tables, without a union. */
function givesWhole(query: string, whole: ReadonlyMap<string, string>): boolean {
  if (query.trim().startsWith(WHOLE)) return true;
  const select = SELECT.exec(query);
  const givingBack = select ? null : GIVING_BACK.exec(query);
  const [columns, sources] = select ? [select[1]!, select[2]!] : givingBack ? [givingBack[2]!, givingBack[1]!] : ["", ""];
  return [...whole].some(([name, pattern]) => {
    const source = new RegExp(
      String.raw`(?:^|,|\bjoin\b)\s*(?:lateral\s+)?${pattern}(?:\s+(?:as\s+)?(?!(?:join|left|right|full|inner|cross|on|using|set)\b)"?(\w+)"?)?`,
      "g",
    );
    const names = [...sources.matchAll(source)].map(([, alias]) => escaped(alias ?? name));
    if (names.length === 0) return false;
    const all = String.raw`(?:(?:"?public"?\s*\.\s*)?"?\b(?:${names.join("|")})\b"?\s*\.\s*)?\*`;
    return new RegExp(String.raw`(?:^|,|^(?:all|distinct)\b|^distinct\s+on\s*<other>)\s*${all}`).test(columns.trim());
  });
}
