import { type AnyColumn, Column, type GetColumnData, is, type SQL } from "drizzle-orm";

/** What the database sends of a field: a text, a whole number, a real one, a time without zone (UTC), true or false, JSON. */
export type FieldType = "text" | "integer" | "real" | "time" | "flag" | "json";

/** Something of a row that an export can select by itself: an expression, and what its value is in JavaScript. */
export interface Field<Value> {
  readonly type: FieldType;
  readonly sql: SQL | AnyColumn;
  /** The join that the expression needs, by the name that its list gives it. */
  readonly join: string | undefined;
  /** From what is sent, null for NULL: text, number, Date (invalid for an infinity), boolean, or what the JSON says. */
  of(sent: unknown): Value;
}

/** Fields by name. */
// biome-ignore lint/suspicious/noExplicitAny: a field of any value
export type Fields = Readonly<Record<string, Field<any>>>;

/** A row of fields, as columns and sums look at it. */
export type RowOf<F extends Fields> = { readonly [Name in keyof F]: F[Name] extends Field<infer Value> ? Value : never };

const asSent = (sent: unknown) => sent;

/** A column of a table. */
export function columnField<C extends AnyColumn>(column: C): Field<GetColumnData<C>> {
  return { type: typeOf(column), sql: column, join: undefined, of: asSent as (sent: unknown) => GetColumnData<C> };
}

/** A column of a table that is joined where it is wanted, from the left: null where there is no such row. */
export function joinedField<C extends AnyColumn>(column: C, join: string): Field<GetColumnData<C> | null> {
  return { ...columnField<C>(column), join };
}

/** An expression whose value is as it is sent. */
export function field<Value>(type: FieldType, sql: SQL<Value>): Field<Value> {
  return { type, sql, join: undefined, of: asSent as (sent: unknown) => Value };
}

/** An expression with something to be made of its value. */
export function fieldOf<Sent, Value>(type: FieldType, sql: SQL<Sent>, of: (sent: Sent) => Value): Field<Value> {
  return { type, sql, join: undefined, of: of as (sent: unknown) => Value };
}

function typeOf(column: Column): FieldType {
  if (!is(column, Column)) throw new Error("This is no column");
  switch (column.dataType) {
    case "string":
      return "text";
    case "date":
      return "time";
    case "boolean":
      return "flag";
    case "number":
      return /^(small|big)?int|^(small|big)?serial/.test(column.getSQLType()) ? "integer" : "real";
    default:
      throw new Error(`A column of ${column.dataType} says itself what it is`);
  }
}
