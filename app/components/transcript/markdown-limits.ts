/**
 * What the markdown parser is asked to read. Its time grows with the square of what some texts hold (attention runs, setext headings), and
 * each level of nesting is a level of its stack; every message is drawn on the server, so these are kept out before it starts.
 */

/** Longer texts are shown as plain text. */
export const MARKDOWN_CHARACTERS = 50_000;

const LINES = 1_500;
/** Quotes and lists that one line opens. */
const OPENERS = 12;
/** The squares of these, over all lines. */
const OPENING_COST = 3_000;
/** A list or quote further to the right is one of some thirty levels. */
const INDENT = 60;
const UNDERLINES = 200;
/** What may begin or end emphasis, code or a link: the squares of how many a paragraph has, over all paragraphs. */
const INLINE_COST = 4_000_000;
/** Letters, digits and "-._+" in a row, which are each tried as the beginning of an e-mail address. */
const RUN = 3_000;

/** Why a text is not read as markdown: it is long, or made so that reading it would take too much. Undefined for all others. */
export function markdownTrouble(text: string): "long" | "tangled" | undefined {
  if (text.length > MARKDOWN_CHARACTERS) return "long";
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.length > LINES || hasLongRun(text)) return "tangled";
  let [underlines, opening, inline, marks] = [0, 0, 0, 0];
  for (const line of lines) {
    if (/^[ \t]*$/.test(line)) {
      inline += marks * marks;
      marks = 0;
      continue;
    }
    const openers = openersOf(line);
    if (openers > OPENERS) return "tangled";
    if (isUnderline(line)) underlines++;
    opening += openers * openers;
    marks += line.match(/[*_~[\]`@<]|:\/\/|www\./gi)?.length ?? 0;
  }
  inline += marks * marks;
  return underlines > UNDERLINES || opening > OPENING_COST || inline > INLINE_COST ? "tangled" : undefined;
}

function hasLongRun(text: string): boolean {
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    run = isAddressCharacter(text.charCodeAt(at)) ? run + 1 : 0;
    if (run > RUN) return true;
  }
  return false;
}

function isAddressCharacter(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x5f ||
    code === 0x2d ||
    code === 0x2e ||
    code === 0x2b
  );
}

function isUnderline(line: string): boolean {
  const trimmed = line.replace(/^[ \t>]+|[ \t]+$/g, "");
  return /^(?:=+|-+)$/.test(trimmed);
}

/** How many quotes, list items and footnotes a line opens; Infinity where they stand too far to the right. */
function openersOf(line: string): number {
  // A thematic break is one mark after another, and opens nothing.
  if (/^[ \t]*([-*_])(?:[ \t]*\1)*[ \t]*$/.test(line)) return 0;
  const opener = /[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)|\[\^[^\]]{1,200}\]:)/y;
  let count = 0;
  while (count <= OPENERS && opener.test(line)) count++;
  const indent = /^[ \t]*/.exec(line)![0].replaceAll("\t", "    ").length;
  return count > 0 && indent > INDENT ? Number.POSITIVE_INFINITY : count;
}
