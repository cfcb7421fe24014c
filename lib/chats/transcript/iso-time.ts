/** ISO 8601; a time that JavaScript cannot hold, such as PostgreSQL's infinity, is an empty text. */
export function isoTime(time: Date): string {
  return Number.isNaN(time.getTime()) ? "" : time.toISOString();
}
