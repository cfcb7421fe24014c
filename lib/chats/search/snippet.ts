/** A piece of a snippet: plain text, and whether it is what was searched for. */
export interface SnippetPiece {
  text: string;
  match: boolean;
}

/** A few words around the matches, masked. Safe in a browser; always drawn as text. */
export type Snippet = readonly SnippetPiece[];

// Of the private use area, which nothing that is said has a meaning for.
export const MATCH_START = "\ue000";
export const MATCH_END = "\ue001";

/** A text without the signs that mark a match, whoever wrote them. */
export function withoutMarks(text: string): string {
  return text.replaceAll(MATCH_START, "").replaceAll(MATCH_END, "");
}

/** A marked text in pieces, all of it. */
function piecesOf(marked: string): SnippetPiece[] {
  return marked
    .split(MATCH_START)
    .flatMap((part, place) => {
      const [match, ...rest] = place === 0 ? ["", part] : part.split(MATCH_END);
      return [
        { text: match!, match: true },
        { text: rest.join(""), match: false },
      ];
    })
    .filter(({ text }) => text !== "");
}

/** Before and behind the matches that a snippet shows. */
const BEFORE = 60;
const LENGTH = 240;

/** A marked text cut to where most of its matches stand close together; one without marks to its beginning. */
export function snippetOf(marked: string): Snippet {
  const pieces = piecesOf(marked);
  const starts: number[] = [];
  let length = 0;
  for (const { text, match } of pieces) {
    if (match) starts.push(length);
    length += text.length;
  }
  let first = 0;
  let most = 0;
  for (let low = 0, high = 0; low < starts.length; low++) {
    while (high < starts.length && starts[high]! < starts[low]! + LENGTH - BEFORE) high++;
    if (high - low > most) [most, first] = [high - low, starts[low]!];
  }
  const from = first <= BEFORE ? 0 : wordAfter(pieces.map(({ text }) => text).join(""), first - BEFORE, first);
  return cut(pieces, from, Math.min(length, from + LENGTH), length);
}

/** Where the first whole word from `from` on begins; `from` where there is none before `to`. */
function wordAfter(text: string, from: number, to: number): number {
  const space = text.slice(from - 1, to).search(/\s\S/);
  return space < 0 ? from : from + space;
}

function cut(pieces: readonly SnippetPiece[], from: number, to: number, length: number): SnippetPiece[] {
  const shown: SnippetPiece[] = [];
  let place = 0;
  for (const { text, match } of pieces) {
    const part = text.slice(Math.max(0, from - place), Math.max(0, to - place));
    // A cut may part the two halves of a character.
    if (part) shown.push({ text: part.toWellFormed().replaceAll("\ufffd", ""), match });
    place += text.length;
  }
  if (from > 0) shown.unshift({ text: "… ", match: false });
  if (to < length) shown.push({ text: " …", match: false });
  return shown;
}
