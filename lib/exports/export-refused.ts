import { readOnlyHere, unrecordedWords } from "../db/read-only.ts";

/**
 * No file is made, in a sentence for the person who asked: 400 nothing can be made of what was asked, 403 it could not be recorded, 503 too many
 * are under way.
 */
export class ExportRefused extends Error {
  readonly status: 400 | 403 | 503;

  constructor(status: 400 | 403 | 503, message: string) {
    super(message);
    this.name = "ExportRefused";
    this.status = status;
  }
}

/**
 * To be asked before rows leave.
 *
 * @throws ExportRefused 403 where nothing can be written, since that somebody takes rows away is recorded
 */
export function requireRecordable(): void {
  const why = readOnlyHere();
  if (why !== undefined) throw new ExportRefused(403, unrecordedWords("Exporting", why));
}
