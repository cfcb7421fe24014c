/**
 * Rows that are alike in all of `names`, made one: `sums` are added up, everything else is dropped. In the order of the names, each by its
 * values; null comes last.
 */
export function addUpBy<Name extends string, Sum extends string, Row extends Record<Name, string | boolean | null> & Record<Sum, number>>(
  rows: readonly Row[],
  names: readonly Name[],
  sums: readonly Sum[],
): Pick<Row, Name | Sum>[] {
  const groups = new Map<string, Pick<Row, Name | Sum>>();
  for (const row of rows) {
    const place = JSON.stringify(names.map((name) => row[name]));
    const known = groups.get(place);
    if (known) for (const name of sums) (known as Record<Sum, number>)[name] += row[name];
    else groups.set(place, Object.fromEntries([...names, ...sums].map((name) => [name, row[name]])) as Pick<Row, Name | Sum>);
  }
  return [...groups.values()].sort((a, b) => names.reduce((order, name) => order || compare(a[name], b[name]), 0));
}

function compare(a: string | boolean | null, b: string | boolean | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}
