/**
 * The words of a search, to be marked where they were found. The database compares English stems; so does this, roughly: a mark too many
 * or too few is only a matter of looks.
 */
export interface Words {
  /** Stems that are marked wherever they stand. */
  single: Set<string>;
  /** Stems that are marked where they follow one another. */
  phrases: string[][];
}

export interface MarkedText {
  text: string;
  found: boolean;
}

/** Marks in one text; more would help nobody. */
const MARKS = 500;

/** The words that a search asks for, in the language of `websearch_to_tsquery`; undefined where there are none to mark. */
export function wordsOf(search: string | undefined): Words | undefined {
  if (!search) return undefined;
  const single = new Set<string>();
  const phrases: string[][] = [];
  for (const [, minus, phrase, word] of search.slice(0, 500).matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
    const stems = wordsIn(phrase ?? word ?? "");
    const only = stems.length === 1 ? stems[0]! : undefined;
    if (minus || stems.length === 0 || word?.toLowerCase() === "or") continue;
    if (only === undefined) phrases.push(stems);
    else single.add(only);
  }
  return single.size || phrases.length ? { single, phrases } : undefined;
}

function wordsIn(text: string): string[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => stem(word));
}

/** A text cut into what is marked and what is not, in order. */
export function markWords(text: string, { single, phrases }: Words): MarkedText[] {
  const tokens = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    stem: stem(match[0]),
    from: match.index,
    to: match.index + match[0].length,
  }));
  const pieces: MarkedText[] = [];
  let done = 0;
  let marks = 0;
  for (let at = 0; at < tokens.length && marks < MARKS; at++) {
    const phrase = phrases.find((stems) => stems.every((wanted, place) => tokens[at + place]?.stem === wanted));
    const length = phrase?.length ?? (single.has(tokens[at]!.stem) ? 1 : 0);
    if (length === 0) continue;
    const [from, to] = [tokens[at]!.from, tokens[at + length - 1]!.to];
    if (from > done) pieces.push({ text: text.slice(done, from), found: false });
    pieces.push({ text: text.slice(from, to), found: true });
    done = to;
    at += length - 1;
    marks++;
  }
  if (done < text.length || pieces.length === 0) pieces.push({ text: text.slice(done), found: false });
  return pieces;
}

/** True where a text holds one of the words. */
export function holdsWords(text: string, words: Words | undefined): boolean {
  return words !== undefined && markWords(text, words).some(({ found }) => found);
}

/** The first steps of Porter's stemmer: plurals, "-ed", "-ing", "-ly", doubled letters and a last e. */
function stem(word: string): string {
  let stemmed = word.toLowerCase();
  if (stemmed.length < 4 || stemmed.length > 40 || !/^[a-z]+$/.test(stemmed)) return stemmed;
  stemmed = stemmed
    .replace(/sses$/, "ss")
    .replace(/ies$/, "i")
    .replace(/([^su])s$/, "$1");
  const shorter = stemmed.replace(/(?:ing|ed|ly)$/, "");
  if (shorter.length > 2 && /[aeiouy]/.test(shorter)) stemmed = shorter;
  return stemmed
    .replace(/([^aeiou])\1$/, "$1")
    .replace(/([^aeiou])y$/, "$1i")
    .replace(/(...)e$/, "$1");
}
