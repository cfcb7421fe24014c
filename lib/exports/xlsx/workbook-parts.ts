import { MOST_DECIMALS, xmlText } from "./sheet-xml.ts";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Stands before the rows of a sheet: its first row stays in sight, and its columns have a width. */
export function sheetStart(columns: number, isFirst: boolean): string {
  const cols = columns > 0 ? `<cols><col min="1" max="${columns}" width="20" customWidth="1"/></cols>` : "";
  return (
    `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ""} workbookViewId="0">` +
    `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${cols}<sheetData>`
  );
}

export const sheetEnd = "</sheetData></worksheet>";

/** Every part of a workbook but its sheets, by path; `sheets` are their names in order. */
export function workbookParts(sheets: readonly string[]): Record<string, string> {
  const sheetPath = (place: number) => `worksheets/sheet${place + 1}.xml`;
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const override = (path: string, type: string) => `<Override PartName="/${path}" ContentType="${SHEET_TYPE}.${type}+xml"/>`;
  return {
    "xl/styles.xml": DECLARATION + stylesXml(),
    "xl/workbook.xml":
      `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>` +
      sheets
        .map((name, place) => `<sheet name="${xmlText(name).replaceAll('"', "&quot;")}" sheetId="${place + 1}" r:id="rId${place + 1}"/>`)
        .join("") +
      "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels":
      `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">` +
      sheets.map((_, place) => relation(`rId${place + 1}`, "worksheet", sheetPath(place))).join("") +
      `${relation(`rId${sheets.length + 1}`, "styles", "styles.xml")}</Relationships>`,
    "_rels/.rels":
      `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">` +
      `${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    "[Content_Types].xml":
      `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      override("xl/workbook.xml", "sheet.main") +
      sheets.map((_, place) => override(`xl/${sheetPath(place)}`, "worksheet")).join("") +
      `${override("xl/styles.xml", "styles")}</Types>`,
  };
}

/** The styles that sheet-xml.ts names: plain, header, time, then a number with 0, 1, … decimals. */
function stylesXml(): string {
  const decimals = Array.from({ length: MOST_DECIMALS + 1 }, (_, digits) => (digits === 0 ? "0" : `0.${"0".repeat(digits)}`));
  const formats = ["yyyy\\-mm\\-dd\\ hh:mm:ss", ...decimals];
  const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/></font>`;
  const look = (format: number, fontAt: number, more: string) =>
    `<xf numFmtId="${format}" fontId="${fontAt}" fillId="0" borderId="0" xfId="0"${more}/>`;
  const looks = [
    look(0, 0, ""),
    look(0, 1, ' applyFont="1"'),
    ...formats.map((_, place) => look(164 + place, 0, ' applyNumberFormat="1"')),
  ];
  return (
    `<styleSheet xmlns="${MAIN}"><numFmts count="${formats.length}">` +
    formats.map((code, place) => `<numFmt numFmtId="${164 + place}" formatCode="${code}"/>`).join("") +
    `</numFmts><fonts count="2">${font("")}${font("<b/>")}</fonts>` +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${looks.length}">${looks.join("")}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}
