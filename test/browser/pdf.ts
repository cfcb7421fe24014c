import { inflateSync } from "node:zlib";

/** One object of a PDF file: its dictionary as it is written, and its stream, inflated. */
interface PdfObject {
  dictionary: string;
  stream: string | undefined;
}

/** What a PDF of Chromium's holds: how many pages, and the text on them without any white space, in the order in which it is drawn. */
export interface PdfContent {
  pages: number;
  text: string;
}

/**
 * Reads a PDF as Chromium writes it: objects in the open, streams deflated, texts as glyph numbers with a table from each font's to Unicode. No
 * reader for other PDFs. Words are placed one by one, so white space says nothing and is left out.
 */
export function readPdf(pdf: Buffer): PdfContent {
  const objects = objectsOf(pdf);
  const pages = [...objects.values()].filter(({ dictionary }) => /\/Type\s*\/Page\b/.test(dictionary)).length;
  const tables = new Map<string, Map<string, string>>();
  const tableOf = (font: string) => {
    const known = tables.get(font);
    if (known) return known;
    // A font is named after its object: /F7 is object 7.
    const toUnicode = /\/ToUnicode\s+(\d+)/.exec(objects.get(font)?.dictionary ?? "")?.[1];
    const table = unicodeTable(objects.get(toUnicode ?? "")?.stream ?? "");
    tables.set(font, table);
    return table;
  };
  let text = "";
  for (const { stream } of objects.values()) {
    if (!stream?.includes("Tf")) continue;
    let table = new Map<string, string>();
    for (const [, font, glyphs] of stream.matchAll(/\/F(\d+)\s+[\d.]+\s+Tf|<([0-9A-Fa-f]+)>/g)) {
      if (font) table = tableOf(font);
      else if (glyphs) text += decode(glyphs, table);
    }
  }
  return { pages, text: text.replaceAll(/\s/g, "") };
}

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const file = pdf.toString("latin1");
  const objects = new Map<string, PdfObject>();
  for (const match of file.matchAll(/(?:^|[\r\n])(\d+) 0 obj\s/g)) {
    const start = match.index + match[0].length;
    const end = file.indexOf("endobj", start);
    const body = file.slice(start, end);
    const begin = /stream\r?\n/.exec(body);
    const dictionary = begin ? body.slice(0, begin.index) : body;
    objects.set(match[1]!, { dictionary, stream: begin ? streamOf(pdf, start + begin.index + begin[0].length, dictionary) : undefined });
  }
  return objects;
}

function streamOf(pdf: Buffer, start: number, dictionary: string): string | undefined {
  const length = Number(/\/Length\s+(\d+)/.exec(dictionary)?.[1]);
  const data = pdf.subarray(start, start + length);
  if (!dictionary.includes("/FlateDecode")) return data.toString("latin1");
  // Images and fonts have streams too; what is no text is of no interest.
  return /\/Subtype\s*\/(Image|CIDFontType0C|OpenType)/.test(dictionary) ? undefined : inflateSync(data).toString("latin1");
}

const hex = (text: string) => Number.parseInt(text, 16);

function unicodeTable(cmap: string): Map<string, string> {
  const table = new Map<string, string>();
  const utf16 = (code: string) => String.fromCharCode(...(code.match(/.{4}/g) ?? []).map(hex));
  for (const [, pairs = ""] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph = "", code = ""] of pairs.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g))
      table.set(glyph.toUpperCase(), utf16(code));
  }
  for (const [, ranges = ""] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, first = "", last = "", code = ""] of ranges.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
      for (let glyph = hex(first); glyph <= hex(last); glyph++) {
        const name = glyph.toString(16).toUpperCase().padStart(first.length, "0");
        table.set(name, String.fromCharCode(hex(code) + glyph - hex(first)));
      }
    }
  }
  return table;
}

/** Glyphs are numbers of two bytes, or of one in fonts that are drawn glyph by glyph. */
function decode(glyphs: string, table: Map<string, string>): string {
  const width = [...table.keys()][0]?.length ?? 4;
  return (glyphs.toUpperCase().match(new RegExp(`.{${width}}`, "g")) ?? []).map((glyph) => table.get(glyph) ?? "").join("");
}
