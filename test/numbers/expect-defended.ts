import { expect } from "vitest";
import type { Db } from "../../lib/db/database.server.ts";
import type { Asked, ExplainedNumber, Explanation, Figure, RowGroup } from "../../lib/numbers/explained-number.ts";
import { expectWithin } from "../helpers/expect-within.ts";
import { addUp, addUpTerms, addUpWords, listBehind } from "./rows-behind.ts";

const inOrder = (figures: readonly Figure[]) => [...figures].sort((a, b) => ((a.currency ?? "") < (b.currency ?? "") ? -1 : 1));
const exact = (figures: readonly Figure[]) =>
  inOrder(figures).map(({ currency, value }) => ({
    currency,
    value: value === null || Number.isInteger(value) ? value : expect.closeTo(value, 6),
  }));

/**
 * Explains a number and holds it to its word: it is what the rows behind its link come to, each reason names as many rows as its link
 * opens, and the rows that count and those that do not are all the rows of the scope, none of them twice.
 */
export async function expectDefended(db: Db, number: ExplainedNumber, asked: Asked): Promise<Explanation> {
  const explanation = await number.explain(db, asked);
  const { figures, terms, counted, remarks, unexplained, also } = explanation;
  const lists = also ? [explanation, also] : [explanation];
  const leftOut = lists.flatMap((list) => list.leftOut);
  const at = `${number.id}?${asked.params}`;

  const groups = [...lists.flatMap((list) => [list.all, list.counted]), ...leftOut, ...remarks, ...terms];
  const ids = new Map<RowGroup, string[]>();
  for (const group of groups) ids.set(group, group.href ? await listBehind(group.href).idsAt(db, group.href) : []);
  for (const group of groups) expect(ids.get(group)!.length, `${at}: ${group.why}`).toBe(group.count);
  for (const list of lists) {
    if (list.counted.href) expect(await listBehind(list.counted.href).countAt(db, list.counted.href), at).toBe(list.counted.count);
    const parts = [list.counted, ...list.leftOut].flatMap((group) => ids.get(group)!);
    expect(parts.toSorted(), at).toEqual(ids.get(list.all)!.toSorted());
    expect(new Set(parts).size, at).toBe(parts.length);
  }
  expect(unexplained, at).toBe(0);
  expect(
    leftOut.every(({ count, why }) => count > 0 && why.length > 5),
    at,
  ).toBe(true);

  if (counted.href) {
    const adding = number.unit.kind === "rows" ? async () => [{ currency: null, value: counted.count }] : addUp[number.id];
    const added = await adding?.(db, counted.href);
    if (added && figures[0]?.approximate) expectWithin(figures[0].value, added[0]!.value, 0.05, at);
    else if (added) expect(inOrder(figures), at).toEqual(exact(added));
  } else if (terms.length === 0) {
    // No row can count: money has no figure then, a count or a sum is 0, a median is none.
    for (const { value } of figures) expect(value ?? 0, at).toBe(0);
  }
  for (const { why, href, figures: own, figureWords } of [...leftOut, ...remarks]) {
    if (!href || !figureWords) continue;
    expect(addUpWords[figureWords], `somebody adds up “${figureWords}”`).toBeDefined();
    expect(inOrder(own), `${at}: ${why}`).toEqual(inOrder(await addUpWords[figureWords]!(db, href)));
  }
  for (const [place, term] of terms.entries()) {
    const own = term.href ? await addUpTerms[number.id]![place]!(db, term.href) : [];
    expect(inOrder(term.figures), `${at}: ${term.why}`).toEqual(inOrder(own));
  }
  if (terms.length > 0) {
    for (const { currency, value } of figures) {
      const added = terms.reduce((sum, { sign, figures: own }) => {
        const part = own.find((figure) => figure.currency === currency)?.value ?? 0;
        return sign === "+" ? sum + part : sum - part;
      }, 0);
      expect(added, `${at} in ${currency}`).toBe(value);
    }
  }
  return explanation;
}
