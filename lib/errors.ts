/** What a refusal shows beside its sentence when another person changed the row first. */
export interface Conflict {
  /** The row as it is now, by form field, as the form would show it. */
  current: Record<string, string | string[]>;
  /** The version to save against, once the person has seen the row as it is. */
  version: string;
  /** Who changed it last and when, as far as the audit log knows; the product's own writes are not in it. */
  changedBy?: { name: string; at: string };
}

/**
 * A change that is not made, in a sentence for the person who asked: 422 a rule forbids it, 409 the row is no longer as it was seen, 404
 * it is gone, 403 never for this person. Thrown by verbs, caught by `submit` alone.
 */
export class Refusal extends Error {
  readonly status: 403 | 404 | 409 | 422;
  readonly conflict: Conflict | undefined;
  /** The form field that the sentence is about. */
  readonly field: string | undefined;

  constructor(status: 403 | 404 | 409 | 422, message: string, details: { conflict?: Conflict; field?: string } = {}) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.conflict = details.conflict;
    this.field = details.field;
  }
}
