/**
 * Why nothing can be changed here, such as "the database is a standby"; undefined where changes can be made. It was found out when the
 * database was opened (see `whyReadOnly`), and stands beside it on the process, which the server's two module graphs share.
 */
export function readOnlyHere(): string | undefined {
  return (globalThis as { purserDatabase?: { readOnly?: string | undefined } }).purserDatabase?.readOnly;
}

/** What is told of an act that changes nothing but that must be written down, such as "Exporting". */
export function unrecordedWords(act: string, why: string): string {
  return `${act} is recorded, and Purser is read-only here: ${why}.`;
}

/** What whoever asks for a change is told. */
export function readOnlyWords(why: string): string {
  return `Purser is read-only here: ${why}. Nothing was changed.`;
}
