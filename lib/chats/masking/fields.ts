import { isCardNumber } from "./card-number.ts";
import { done, labels, type Span } from "./spans.ts";

/** What a JSON member holds, by its name. */
export type FieldKind = "email" | "phone" | "card" | "cvv" | "document";

const plainName = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

const kinds: [FieldKind, RegExp][] = [
  ["email", /(?:^|e)mails?(?:address(?:es)?)?$/],
  ["phone", /(?:phones?|mobile|telephone|telefon|telefone|telefono|celular|cell|whatsapp|fax|msisdn)(?:no|nr|numbers?)?$|^tel(?:no)?$/],
  ["cvv", /^(?:card)?(?:cvv|cvc|csc)2?(?:code)?$|securitycode$/],
  ["card", /^(?:(?:credit|debit|payment|bank)?cards?(?:no|nr|numbers?)?|cc(?:no|num|number)?|pan|primaryaccountnumber)$|cardnumber$/],
  [
    "document",
    /passport(?:no|nr|num|numbers?|id)?s?$|(?:document|identity|identitycard|idcard|nationalid|licen[cs]e|permit|visa)(?:no|nr|num|numbers?)$|nationalid(?:entity)?$|^ssn$|redressnumber$|knowntravelernumber$/,
  ],
];
const numberNames = /^(?:no|nr|num|number)$/;

/** What a member holds, by its own name and that of the object (or the list of objects) it stands in. */
export function fieldKind(name: string, parent: string | undefined): FieldKind | undefined {
  const own = plainName(name);
  const byName = kinds.find(([, names]) => names.test(own))?.[0];
  if (byName || parent === undefined || !numberNames.test(own)) return byName;
  const above = plainName(parent);
  // documents[].number, passportDetails.number, phones[].number, card.number
  return /document|passport|identity/.test(above) ? "document" : kinds.find(([, names]) => names.test(above))?.[0];
}

/** True for a member that holds the number or id of something else than a person's document: `orderId`, `bookingReference`. */
export function namesOtherThing(name: string | undefined): boolean {
  const own = name === undefined ? "" : plainName(name);
  return /(?:id|ids|code|ref|reference|locator|hash|key|slug)$|(?:order|booking|reservation|ticket|invoice|confirmation)(?:no|nr|number)?$/.test(
    own,
  );
}

/** What a value is shown as, given what its name says it is; undefined where it cannot be that, such as `"phone": "none"`. */
export function maskField(kind: FieldKind, value: string): string | undefined {
  const digits = value.replace(/[^\p{N}]/gu, "");
  switch (kind) {
    case "email":
      return /@|%40|\bat\b/i.test(value) ? labels.email : undefined;
    case "phone":
      return digits.length >= 5 ? labels.phone : undefined;
    case "card":
      return digits.length >= 12 ? labels.card(digits) : undefined;
    case "cvv":
      return /^\s*\p{N}{3,4}\s*$/u.test(value) ? labels.cvv : undefined;
    case "document":
      return digits.length >= 3 && value.length >= 5 && value.length <= 40 && !/^\s*\p{N}{4}-\p{N}{2}-\p{N}{2}/u.test(value)
        ? labels.passport
        : undefined;
  }
}

/** What a JSON number is shown as where it is a card's, or what its name says is personal. */
export function maskNumber(kind: FieldKind | undefined, value: number): string | undefined {
  if (!Number.isInteger(value) || value < 0 || value >= 1e21) return undefined;
  const digits = String(value);
  const named = kind && maskField(kind, digits);
  if (named) return named;
  if (Number.isSafeInteger(value)) return isCardNumber(digits) ? labels.card(digits) : undefined;
  // JSON.parse has rounded it: the check digit is lost, the other digits are not.
  return /^[3-6]\d{15,18}$/.test(digits) ? labels.card("") : undefined;
}

// JSON within a text, whole or cut off, its quotes escaped or not.
const member = /\\{0,3}"([a-z_][\w-]{0,40})\\{0,3}"(\s{0,4}:\s{0,4})(\\{0,3}")?([^"\\\n,{}[\]]{1,60})/gi;
const code = /\b((?:cvv|cvc|csc)2?|card security code|security code)(\W{0,5}(?:(?:is|code|no|number)\W{1,3})?)(\d{3,4})(?!\d)/gi;

/** Masks what members of JSON within a text hold, by their names; and a card's code behind its name. */
export function maskNamedFields(text: string, spans: Span[]): string {
  const parent = /document|passport/i.test(text) ? "documents" : /phone|callingcode/i.test(text) ? "phones" : undefined;
  const rest = text.includes('"')
    ? text.replace(member, (match: string, name: string, _colon: string, quote: string | undefined, value: string, start: number) => {
        // Without the objects around it a "number" is taken for a document's or a phone's if the text speaks of them; a flight's is short.
        const kind = fieldKind(name, name.toLowerCase() === "number" && value.trim().length >= 5 ? parent : undefined);
        const label = kind && (quote !== undefined || /^\s*\d+\s*$/.test(value)) ? maskField(kind, value) : undefined;
        if (!label) return match;
        const end = start + match.length;
        spans.push({ start: end - value.length, end, label });
        return match.slice(0, -value.length) + done(value.length);
      })
    : text;
  return rest.replace(code, (match: string, _name: string, _gap: string, digits: string, start: number) => {
    const end = start + match.length;
    spans.push({ start: end - digits.length, end, label: labels.cvv });
    return match.slice(0, -digits.length) + done(digits.length);
  });
}
