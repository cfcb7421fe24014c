import { decimalAmount } from "../format.ts";
import type { CsvColumn } from "./csv.server.ts";

/**
 * An amount as two columns of a file: `<name>_minor_units`, the integer that the database holds, and `<name>`, the decimal of its currency
 * ("12.30", "500", "0.005"). Both are numbers. An amount that is not there, or without a currency, is empty.
 */
export function moneyColumns<Row>(
  name: string,
  amountOf: (row: Row) => number | null,
  currencyOf: (row: Row) => string | null,
): CsvColumn<Row>[] {
  return [
    { header: `${name}_minor_units`, value: amountOf },
    {
      header: name,
      value(row) {
        const [amount, currency] = [amountOf(row), currencyOf(row)];
        return amount === null || currency === null ? null : { decimal: decimalAmount(amount, currency) };
      },
    },
  ];
}
