import { plainSource } from "./plain-source.ts";

/** Calls that are none: what stands in their brackets is a row of as many columns as it has. */
const NO_CALLS = new Set(["values", "select", "row", "returning", "distinct", "all"]);

/**
 * True for a trigger function that inserts `new.*` or `old.*`, spelled out into as many columns as the row has. As the argument of a function,
 * such as `to_jsonb(new.*)`, a row stays one value.
 *
 * @param source the function's body, in PL/pgSQL
 */
export function copiesWholeRows(source: string): boolean {
  return (plainSource(source).match(/\binsert\s+into\b[^;]*/g) ?? []).some((insert) =>
    [...insert.matchAll(/(?:(\w+)\s*\(\s*)?(?:\(\s*)?(?:\b(?:new|old)\b|"(?:new|old)")\s*\)?\s*\.\s*\*/g)].some(
      ([, called]) => called === undefined || NO_CALLS.has(called),
    ),
  );
}
