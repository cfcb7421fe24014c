import { type CellValue, isDecimal, isLocalTime, zoneOffset } from "../../list/cell.ts";

/** Styles by their place in `cellXfs` of styles.xml, see workbook-parts.ts. */
export const style = { plain: 0, header: 1, time: 2, decimals: 3 } as const;

/** As many decimals as a currency can have (CLF has four), each a style from `style.decimals` on. */
export const MOST_DECIMALS = 4;

/** Excel's limit for the text of one cell. */
const MOST_CHARACTERS = 32_767;
const CUT = "… [cut here: a cell holds no more]";

/** XML 1.0 has no place for these, not even escaped; a lone half of a pair is none either. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Where a reader of XML may else take a space away. */
const KEEPS_SPACE = /^ | $| {2}|[\t\n\r]/;
const SPACE = ' xml:space="preserve"';

/** Most texts hold none of these, and there are millions of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NEEDS_CARE = /[&<>\r\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]|_x[0-9A-Fa-f]{4}_/;

/** A text as XML holds it. Excel reads `_x0041_` as a letter, so that what looks so is escaped itself. */
export function xmlText(text: string): string {
  const fits = text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS - CUT.length) + CUT : text;
  if (!NEEDS_CARE.test(fits)) return fits;
  return fits
    .toWellFormed()
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(NOT_IN_XML, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "_x000D_");
}

/** "A", "Z", "AA": a column's letters, by its place from 0. */
export function columnLetters(place: number): string {
  return place < 26 ? String.fromCharCode(65 + place) : columnLetters(Math.floor(place / 26) - 1) + columnLetters(place % 26);
}

const DAY_MS = 86_400_000;
/** Excel counts days from here; it knows no day before 1 March 1900 by the right number. */
const EPOCH = Date.UTC(1899, 11, 30);
const FIRST = Date.UTC(1900, 2, 1);
const LAST = Date.UTC(10_000, 0, 1);

/** A row of a sheet; `at` counts from 1. Texts are typed as such, so that none is run as a formula; numbers and times are real ones. */
export function rowXml(at: number, cells: readonly CellValue[], isHeader = false): string {
  let xml = `<row r="${at}">`;
  for (let place = 0; place < cells.length; place++) xml += cellXml(`${columnLetters(place)}${at}`, cells[place], isHeader);
  return `${xml}</row>`;
}

/** A cell by its reference ("B7"); empty for one that holds nothing. */
export function cellXml(reference: string, value: CellValue, isHeader: boolean): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "string") return textXml(reference, value, isHeader ? style.header : style.plain);
  if (typeof value === "boolean") return `<c r="${reference}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === "number") return Number.isFinite(value) ? numberXml(reference, String(value), style.plain) : "";
  if (isDecimal(value)) return decimalXml(reference, value.decimal);
  if (isLocalTime(value)) return timeXml(reference, value.instant, zoneOffset(value.instant, value.zone));
  return timeXml(reference, value, 0);
}

function textXml(reference: string, text: string, styleAt: number): string {
  return `<c r="${reference}"${styleAttribute(styleAt)} t="inlineStr"><is><t${KEEPS_SPACE.test(text) ? SPACE : ""}>${xmlText(text)}</t></is></c>`;
}

function styleAttribute(styleAt: number): string {
  return styleAt === style.plain ? "" : ` s="${styleAt}"`;
}

function numberXml(reference: string, number: string, styleAt: number): string {
  return `<c r="${reference}"${styleAttribute(styleAt)}><v>${number}</v></c>`;
}

function decimalXml(reference: string, decimal: string): string {
  const digits = decimal.split(".")[1]?.length ?? 0;
  return decimal === "" ? "" : numberXml(reference, decimal, style.decimals + Math.min(digits, MOST_DECIMALS));
}

function timeXml(reference: string, instant: Date, offset: number): string {
  const wall = instant.getTime() + offset;
  if (Number.isNaN(wall)) return "";
  const day = dayNumber(wall);
  return day === undefined
    ? textXml(reference, new Date(wall).toISOString().slice(0, -1), style.plain)
    : numberXml(reference, String(day), style.time);
}

/** A time of a clock, in milliseconds since 1970, as Excel counts it: in days; undefined for one that it does not know. */
export function dayNumber(wall: number): number | undefined {
  return wall >= FIRST && wall < LAST ? (wall - EPOCH) / DAY_MS : undefined;
}
