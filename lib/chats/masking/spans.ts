/** A stretch of a text that is masked: from `start` up to `end`, shown as `label`. */
export interface Span {
  start: number;
  end: number;
  label: string;
}

/** Stands for what has been dealt with in a copy of the text: no letter, digit or separator, so that nothing is found across it. */
const DONE = "\ue000";

export const done = (length: number) => DONE.repeat(length);

/** What staff see in place of the value. The last four digits of a card are what receipts and banks show too. */
export const labels = {
  email: "‹e-mail›",
  phone: "‹phone›",
  passport: "‹passport›",
  cvv: "‹cvv›",
  card: (digits: string) => `‹card …${digits.slice(-4)}›`,
} as const;

const zeros = { "٠-٩": 0x660, "۰-۹": 0x6f0, "०-९": 0x966, "০-৯": 0x9e6, "๐-๙": 0xe50, "０-９": 0xff10 };
const otherDigits = new RegExp(`[${Object.keys(zeros).join("")}]`, "g");
const firsts = Object.values(zeros).sort((a, b) => b - a);

function digitOf(character: string): string {
  const code = character.charCodeAt(0);
  return String(code - (firsts.find((zero) => zero <= code) ?? code));
}

// What markdown shows without its backslash: "mia\_lang\@example.com", "+1 415\-555\-2671".
const withoutEscapes = (text: string) => (text.includes("\\") ? text.replace(/\\(?=[@_])/g, "_").replace(/\\(?=[-+()])/g, " ") : text);

/**
 * A copy of the text, place by place, in which digits, dashes, spaces and signs of other scripts are the plain ones, and backslashes that
 * markdown takes away are something that an address or a number can hold.
 */
export function plain(text: string): string {
  const bare = withoutEscapes(text);
  if (/^\p{ASCII}*$/u.test(bare)) return bare;
  return bare
    .replace(otherDigits, digitOf)
    .replace(/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, "-")
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000\u00ad\u200b-\u200d\u2060\ufeff]/g, " ")
    .replaceAll("＠", "@")
    .replaceAll("＋", "+")
    .replaceAll("．", ".")
    .replaceAll("（", "(")
    .replaceAll("）", ")")
    .replaceAll("：", ":");
}
