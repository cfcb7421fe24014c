import type { Filter } from "../../list/filters.ts";

/** As many as the largest page of a list has rows. */
const MAX_GROUPS = 200;
/** A group has 200 characters at most, each of one or two UTF-16 units. */
const MAX_LENGTH = 400;

/**
 * Calls that failed alike, by the normalised error of `tool_call_failure`, character for character. Empty is a group too: calls that failed
 * without a word. Comes only from links.
 */
export function failureGroups(label: string): Filter<readonly string[]> {
  return {
    kind: "values",
    label,
    linkOnly: true,
    parse(params, name) {
      const groups = params.getAll(name).filter((text) => text.length <= MAX_LENGTH && !text.includes("\0") && text.isWellFormed());
      return groups.length > 0 ? [...new Set(groups)].slice(0, MAX_GROUPS) : undefined;
    },
    format: (groups, name) => groups.map((group) => [name, group]),
    describe: (groups) => ({
      operator: "is",
      value: groups.length > 1 ? `${groups.length} kinds` : groups[0] ? `“${groups[0]}”` : "without a word",
    }),
  };
}
