// Pieces of SQL that make data of a row's number alone, so that parts of a table can be made side by side and come out the same each time.

/** One statement of the fill and what to say while it runs. */
export interface Task {
  label: string;
  sql: string;
}

/** What every table's data depends on besides its own number of rows. */
export interface FillTime {
  /** The last instant of the two years, as SQL. */
  now: string;
}

/** Days that the data covers, up to now. */
export const DAYS = 730;

/** When row `index` of `rows` came, as SQL: over two years until now, ever more a day, as in a product that grows. */
export function at({ now }: FillTime, index: string, rows: number): string {
  return `(${now} - interval '${DAYS} days' * (1 - sqrt(least(1.0, ${index}::float8 / ${rows}))))`;
}

/** A number from 0 to below 1 that looks random, made of a whole number; each `salt` gives another. */
export function dice(index: string, salt: number): string {
  return `((hashint8extended((${index})::bigint, ${salt}) & 1073741823) / 1073741824.0::float8)`;
}

/** A number around 0 as of the normal distribution. */
export function normal(index: string, salt: number): string {
  return `(sqrt(-2 * ln(1 - ${dice(index, salt)})) * cos(6.2832 * ${dice(index, salt + 1)}))`;
}

/** One of some values, all equally common. */
export function pick(index: string, salt: number, values: readonly string[]): string {
  return `(array[${values.map((value) => `'${value}'`).join(",")}])[1 + floor(${dice(index, salt)} * ${values.length})::int]`;
}

/** An id whose order is the rows' own, as text: `user-00000042`. */
export function id(prefix: string, index: string): string {
  return `'${prefix}-' || lpad((${index})::text, 8, '0')`;
}

/** The numbers of rows in parts, first and last. */
export function parts(rows: number, size: number): [first: number, last: number][] {
  return Array.from({ length: Math.ceil(rows / size) }, (_, part) => [part * size + 1, Math.min(rows, (part + 1) * size)]);
}
