import type { Fields, FieldType, RowOf } from "../../list/field.server.ts";
import { int64, type RawRows, timeMs } from "./raw-rows.server.ts";
import type { Texts } from "./texts.server.ts";

/**
 * Reads some fields of a row into what JavaScript makes of them.
 *
 * @param names the fields that the rows hold, in this order
 * @param wanted those of them that are read
 * @returns what reads the row at a place; it always gives the same object
 */
export function rowReader<F extends Fields>(
  fields: F,
  names: readonly (keyof F & string)[],
  wanted: readonly (keyof F & string)[],
  texts: Texts,
): (rows: RawRows, at: number) => RowOf<F> {
  const row: Record<string, unknown> = {};
  const reads = wanted.map((name) => ({ name, place: names.indexOf(name), ...fields[name]! }));
  return (rows, at) => {
    const first = at * rows.fields;
    for (const { name, place, type, of } of reads) row[name] = of(sent(rows, first + place, type, texts));
    return row as RowOf<F>;
  };
}

/** What the database sent, as its driver would have read it. */
function sent({ bytes, starts, lengths }: RawRows, place: number, type: FieldType, texts: Texts): unknown {
  const [start, length] = [starts[place]!, lengths[place]!];
  if (length < 0) return null;
  switch (type) {
    case "text":
      return texts.of(bytes, start, length);
    case "integer":
      return int64(bytes, start);
    case "real":
      return new DataView(bytes.buffer, bytes.byteOffset + start, 8).getFloat64(0);
    case "time":
      return new Date(timeMs(bytes, start));
    case "flag":
      return bytes[start] !== 0;
    case "json":
      return JSON.parse(texts.of(bytes, start, length));
  }
}
