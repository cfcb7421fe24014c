import { maskJson } from "../chats/mask.ts";

type Fields = Record<string, unknown>;

/** What users said or tools answered can be in the fields of these: titles, errors. */
const written: readonly string[] = ["chat", "message", "tool_call"];

/** The fields of an entry without personal numbers and addresses, where its subject holds what users wrote; as they are otherwise. */
export function maskedFields<F extends Fields | null>(subjectType: string, fields: F): F {
  return written.includes(subjectType) ? (maskJson(fields).value as F) : fields;
}
