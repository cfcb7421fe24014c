import { csvLine } from "../list/csv.server.ts";
import { completeWords } from "./manifest.server.ts";
import type { ExportPart } from "./read-export.server.ts";

/**
 * A CSV file, piece by piece: the header line, the rows, and at the end the manifest in lines that begin with `# `, the last of which says
 * `# complete: N rows`. A fault midway leaves a last line that says INCOMPLETE, then is thrown on, so that the download breaks too.
 */
export async function* csvFile(columns: readonly string[], parts: AsyncIterable<ExportPart>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let rows = 0;
  try {
    // The mark tells spreadsheets that the text is UTF-8.
    yield encoder.encode(`\uFEFF${csvLine(columns)}`);
    for await (const part of parts) {
      if (part.kind === "rows") {
        rows += part.batch.figures.rows;
        yield part.batch.csv();
      } else {
        const { facts, sums } = part.manifest;
        const lines = facts.map(([name, value]) => csvLine([`# ${name}: ${value}`]));
        for (const [place, cells] of sums.entries()) lines.push(csvLine([place === 0 ? "# sums" : "# sum", ...cells]));
        lines.push(csvLine([`# ${completeWords(part.figures)}`]));
        yield encoder.encode(lines.join(""));
      }
    }
  } catch (error) {
    yield encoder.encode(csvLine([`# INCOMPLETE: cut off after ${rows} rows, do not use this file`]));
    throw error;
  }
}
