import { cardAt } from "./card-number.ts";
import { phoneAt } from "./phone-number.ts";
import { done, labels, type Span } from "./spans.ts";

// Digits with separators between them. Nothing in it can be read in two ways, so the search is linear.
const run = /(?:\+|%2B)?\d+(?:(?:[ ./()-]|%20){1,3}\d+)*/gi;

/** Digits that stand together. */
export interface Group {
  digits: string;
  start: number;
  end: number;
  /** What stands between the group before and this one. */
  gap: string;
}

/** Groups of digits with nothing but separators between them, and what stands around them. */
export interface Run {
  groups: Group[];
  /** How long the plus in front is; 0 where there is none that can be a phone's. */
  plus: number;
  /** A letter or underscore touches the first group. */
  gluedBefore: boolean;
  /** The same for the last one. */
  gluedAfter: boolean;
  before: string;
  after: string;
}

const wordCharacter = /[\p{L}\p{N}_]/u;

/** Masks the card and phone numbers in a text that `plain` has made; they are marked as done in what is returned. */
export function maskNumbers(text: string, spans: Span[]): string {
  return text.replace(run, (match: string, start: number) => {
    const numbers = numbersIn(readRun(match, start, text));
    if (numbers.length === 0) return match;
    spans.push(...numbers);
    let rest = "";
    let at = start;
    for (const { start: from, end } of numbers) {
      rest += text.slice(at, from) + done(end - from);
      at = end;
    }
    return rest + text.slice(at, start + match.length);
  });
}

function readRun(match: string, start: number, text: string): Run {
  const before = text.slice(Math.max(0, start - 48), start);
  const after = text.slice(start + match.length, start + match.length + 8);
  const signed = match.startsWith("+") ? 1 : match.startsWith("%") ? 3 : 0;
  const groups: Group[] = [];
  let end = start + signed;
  for (const { 0: digits, index } of match.slice(signed).matchAll(/%20|\d+/g)) {
    if (digits === "%20") continue;
    const from = start + signed + index;
    groups.push({ digits, start: from, end: from + digits.length, gap: text.slice(end, from) });
    end = from + digits.length;
  }
  const glued = wordCharacter.test(before.slice(-1));
  const gluedAfter = wordCharacter.test(after.slice(0, 1));
  return { groups, plus: glued ? 0 : signed, gluedBefore: glued && signed === 0, gluedAfter, before, after };
}

function numbersIn(one: Run): Span[] {
  const { groups, plus } = one;
  const spans: Span[] = [];
  for (let from = 0; from < groups.length; ) {
    const card = cardAt(one, from);
    const to = card?.to ?? phoneAt(one, from);
    if (to === undefined) {
      from += 1;
      continue;
    }
    const start = groups[from]!.start - (from === 0 ? plus || bracket(one, to) : 0);
    spans.push({ start, end: groups[to - 1]!.end, label: card?.label ?? labels.phone });
    from = to;
  }
  return spans;
}

/** 1 where the number begins with an area code in brackets, of which the run has the second alone. */
function bracket({ groups, before, plus }: Run, to: number): number {
  const opens = plus === 0 && before.endsWith("(");
  return opens && groups.slice(0, to).some(({ gap }) => gap.includes(")") && !gap.includes("(")) ? 1 : 0;
}
