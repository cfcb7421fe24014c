const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** True for what may be compared with a column of type uuid; PostgreSQL refuses a query that compares it with anything else. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
