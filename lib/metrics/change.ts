/** How a number compares with the one of the previous period. "new": there was nothing to compare with. */
export type Change = { kind: "same" } | { kind: "new" } | { kind: "percent"; percent: number };

/** Against 0 no percentage exists, so whatever is there now is new. Of negative numbers the size is what counts. */
export function changeOf(current: number, previous: number): Change {
  if (current === previous) return { kind: "same" };
  if (previous === 0) return { kind: "new" };
  return { kind: "percent", percent: ((current - previous) / Math.abs(previous)) * 100 };
}

/**
 * "+12%", "−3.4%", "over +999%", "hardly changed", "new", "no change". Never rounded to a zero that is none.
 *
 * @param unsure a change of fewer percent may be none, and none may be one, as between numbers that are not exact
 */
export function changeWords(change: Change, unsure?: number): string {
  if (change.kind === "same") return unsure === undefined ? "no change" : "hardly changed";
  if (change.kind === "new") return "new";
  const { percent } = change;
  const size = Math.abs(percent);
  const sign = percent < 0 ? "−" : "+";
  if (size > 999) return `over ${sign}999%`;
  if (size < (unsure ?? 0.1)) return "hardly changed";
  return `${sign}${size < 9.95 ? size.toFixed(1).replace(/\.0$/, "") : Math.round(size)}%`;
}
