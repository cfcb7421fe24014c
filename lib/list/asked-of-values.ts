/** `value` is one of `values`, or none are given: what `oneOf` asks of a column, asked of a value. Safe in a browser. */
export function isOneOf<Value>(value: Value, values: readonly NonNullable<Value>[] | undefined): boolean {
  return values === undefined || (values as readonly Value[]).includes(value);
}

/** Of a list's filters, none is asked for. */
export function asksNothing(filters: Readonly<Record<string, unknown>>): boolean {
  return Object.values(filters).every((value) => value === undefined);
}
