/**
 * Filters narrowed to what is both asked for and wanted: `only({ status: ["failed", "succeeded"] }, "status", ["succeeded"])`. Undefined
 * where nothing is both, which no list can be asked for: such a part has no rows. Undefined stays undefined, so calls can be nested.
 */
export function only<T extends object, K extends keyof T>(filters: T | undefined, name: K, wanted: NonNullable<T[K]>): T | undefined {
  if (!filters) return undefined;
  const value = filters[name] ?? undefined;
  if (Array.isArray(wanted)) {
    const both = Array.isArray(value) ? wanted.filter((each) => value.includes(each)) : wanted;
    return both.length > 0 ? { ...filters, [name]: both } : undefined;
  }
  return value === undefined || value === wanted ? { ...filters, [name]: wanted } : undefined;
}
