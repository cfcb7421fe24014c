import { decimalAmount } from "../format.ts";
import type { CsvColumn } from "./csv.server.ts";

/** What a cell is where it is just that, so that it can be written without making anything of its fields first. */
export type PlainCell =
  /** The field, as its type is. */
  | { readonly is: "field" }
  /** The field, a time, on the clocks of a zone. */
  | { readonly is: "local"; readonly zone: string }
  /** Minor units and their currency, as a decimal. */
  | { readonly is: "decimal" };

/** A column made of fields that are known by name: nothing else of a row is selected for it. */
export interface FieldColumn<Row> extends CsvColumn<Row> {
  /** The fields that `value` looks at; of a plain cell in this order. */
  readonly from: readonly (keyof Row & string)[];
  /** Says the same as `value`; undefined where only `value` knows. */
  readonly plain?: PlainCell;
}

/** The names of the fields that hold such a value. */
type Holding<Row, Value> = { [Name in keyof Row & string]: Row[Name] extends Value ? Name : never }[keyof Row & string];

type Plain = string | number | boolean | Date | null;

/** Makes columns of the fields of a row. */
export function columnsOf<Row>() {
  return {
    /** A field as it is. */
    field<Name extends Holding<Row, Plain>>(header: string, name: Name): FieldColumn<Row> {
      return { header, from: [name], plain: { is: "field" }, value: (row) => row[name] as Plain };
    },
    /** Something made of fields. */
    made<Name extends keyof Row & string>(
      header: string,
      from: readonly Name[],
      value: CsvColumn<Pick<Row, Name>>["value"],
    ): FieldColumn<Row> {
      return { header, from, value };
    },
    /**
     * An amount as two columns: `<name>_minor_units`, the integer that the database holds, and `<name>`, the decimal of its currency ("12.30",
     * "500", "0.005"). Both are numbers. An amount that is not there, or without a currency, is empty.
     */
    money(name: string, amount: Holding<Row, number | null>, currency: Holding<Row, string | null>): FieldColumn<Row>[] {
      return [
        { header: `${name}_minor_units`, from: [amount], plain: { is: "field" }, value: (row) => row[amount] as number | null },
        {
          header: name,
          from: [amount, currency],
          plain: { is: "decimal" },
          value(row) {
            const [minor, code] = [row[amount] as number | null, row[currency] as string | null];
            return minor === null || code === null ? null : { decimal: decimalAmount(minor, code) };
          },
        },
      ];
    },
  };
}
