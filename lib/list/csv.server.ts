import { type CellValue, isDecimal, isLocalTime, localTimeText } from "./cell.ts";

/** One column of an export. Text cells are guarded against formula injection; numbers stay numbers. */
export interface CsvColumn<Row> {
  header: string;
  value(row: Row): CellValue;
}

/** Also the wide forms, which a spreadsheet of an East Asian locale takes for the narrow ones. */
const STARTS_A_FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * Where a cell would begin for a spreadsheet that parts cells at semicolons or tabs (Excel in most of Europe) and so does not see our quotes
 * for what they are; and a line that could pass for the file's last, of which every line of ours begins with `#`.
 */
const STARTS_A_FORMULA_WITHIN = /[;\t\r\n]"*(?=[=+\-@＝＋－＠])|[\r\n](?=#)/g;

/**
 * One CSV cell (RFC 4180). A text that a spreadsheet would run as a formula, whole or behind another separator than ours, gets an
 * apostrophe there (OWASP, "CSV Injection"); a number is never touched, so that negative amounts stay amounts. Times are ISO 8601, in UTC or with their zone's offset; one that
 * JavaScript cannot hold, such as PostgreSQL's infinity, is empty.
 */
export function csvCell(value: CellValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString();
  if (isDecimal(value)) return value.decimal;
  if (isLocalTime(value)) return localTimeText(value);
  const guarded = value.replace(STARTS_A_FORMULA_WITHIN, "$&'");
  const plain = STARTS_A_FORMULA.test(value) ? `'${guarded}` : guarded;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** A record of cells with its end. */
export function csvLine(cells: readonly CellValue[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

export interface CsvExport<Row> {
  /** Without ending. */
  name: string;
  columns: readonly CsvColumn<Row>[];
  batches: AsyncIterable<Row[]>;
  /** How many rows match, counted before the first is read; undefined where counting took too long. */
  expected: number | undefined;
}

/**
 * Streams an export batch by batch. Its last line proves it: `# complete: N rows` where as many rows came as were counted before, else
 * both numbers. A file without that line was cut off: a fault midway breaks the connection, so that the browser calls the download failed.
 */
export function csvResponse<Row>({ name, columns, batches, expected }: CsvExport<Row>): Response {
  const encoder = new TextEncoder();
  const line = (cells: string[]) => `${cells.join(",")}\r\n`;
  const iterator = batches[Symbol.asyncIterator]();
  let written = 0;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      // The mark tells spreadsheets that the text is UTF-8.
      controller.enqueue(encoder.encode(`\uFEFF${line(columns.map((column) => csvCell(column.header)))}`));
    },
    async pull(controller) {
      const { done, value: rows } = await iterator.next();
      if (done) {
        const proof =
          expected === undefined || written === expected
            ? `# complete: ${written} rows`
            : `# complete: ${written} rows; ${expected} were counted before`;
        controller.enqueue(encoder.encode(line([csvCell(proof)])));
        controller.close();
        return;
      }
      written += rows.length;
      controller.enqueue(encoder.encode(rows.map((row) => line(columns.map((column) => csvCell(column.value(row))))).join("")));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}.csv"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      ...(expected !== undefined && { "X-Row-Count": String(expected) }),
    },
  });
}
