import type { StarFunction } from "./catalog.ts";
import { withoutComments } from "./copies-whole-rows.ts";

const INTO = String.raw`\binsert\s+into\s+[\w."]+\s*(?:\([^)]*\)\s*)?\(?`;
const SELECTED = String.raw`\s*select\s+(.*?)\bfrom\b(.*?)(?=\b(?:where|group|order|limit|union|returning|on\s+conflict)\b|$)`;

/** Where a select's columns are the function's result. */
const RETURNED: Readonly<Record<StarFunction["language"], string>> = { sql: "^", plpgsql: String.raw`\breturn\s+query` };

/**
 * True for a function that takes all columns of `table`, whatever they are (`select *`), for a list of columns that stays as it is: those of a
 * table that it inserts into, or of its own result. One more column of `table`, and it fails. Its text is looked at, not parsed: what it puts
 * together at run time is not seen.
 */
export function takesWholeRows({ source, language, returns }: Omit<StarFunction, "name">, table: string): boolean {
  const returnsOthers = returns !== null && !("rowsOf" in returns && returns.rowsOf === table);
  const heads = [INTO, ...(returnsOthers ? [RETURNED[language]] : [])];
  return withoutComments(source)
    .split(";")
    .some((statement) => heads.some((head) => selects(statement, head, table)) || moves(statement, table));
}

/** A table's name as a statement writes it; `user` without quotes is something else. */
const named = (table: string) => String.raw`(?:only\s+)?(?:public\s*\.\s*)?${table === "user" ? '"user"' : `"?\\b${table}\\b"?`}`;

function selects(statement: string, head: string, table: string): boolean {
  return [...statement.matchAll(new RegExp(head + SELECTED, "gis"))].some(([, columns, sources]) => {
    const source = new RegExp(
      String.raw`(?:^|,|\bjoin)\s*${named(table)}(?:\s+(?:as\s+)?(?!(?:join|left|right|full|inner|cross|on|using)\b)(\w+))?`,
      "i",
    ).exec(sources!);
    if (!source) return false;
    const all = String.raw`(?:"?(?:${[table, ...(source[1] ? [source[1]] : [])].join("|")})"?\s*\.\s*)?\*`;
    return new RegExp(String.raw`(?:^|,|^(?:all|distinct)\b|^distinct\s+on\s*\([^)]*\))\s*${all}`, "i").test(columns!.trim());
  });
}

/** `with gone as (delete from payment … returning *) insert into past select * from gone` */
function moves(statement: string, table: string): boolean {
  const given = new RegExp(
    String.raw`\b(?:delete\s+from|update|insert\s+into)\s+${named(table)}\b.*\breturning\s+(?:\w+\s*\.\s*)?\*`,
    "is",
  );
  return given.test(statement) && new RegExp(String.raw`${INTO}\s*select\s+(?:\w+\s*\.\s*)?\*`, "i").test(statement);
}
