import { moneyNumbers } from "../reports/money/money-numbers.server.ts";
import { chatNumbers } from "./chat-numbers.server.ts";
import type { ExplainedNumber } from "./explained-number.ts";
import { listNumber } from "./list-number.server.ts";
import { numberWords } from "./number-words.ts";
import { paymentNumbers } from "./payment-numbers.server.ts";
import { auditRows, entitlementRows, entryRows } from "./sources.server.ts";
import { subscriptionNumbers } from "./subscription-numbers.server.ts";
import { toolCallNumbers } from "./tool-call-numbers.server.ts";
import { usageNumbers } from "./usage-numbers.server.ts";
import { userNumbers } from "./user-numbers.server.ts";

/** Every number that can defend itself. A test adds up the rows behind each; one that is missing here has no page. */
export const numbers: readonly ExplainedNumber[] = [
  ...paymentNumbers,
  ...subscriptionNumbers,
  ...userNumbers,
  ...chatNumbers,
  ...toolCallNumbers,
  ...usageNumbers,
  ...moneyNumbers,
  listNumber({
    id: "entries",
    ...numberWords.entries,
    permission: "reports:read",
    source: entryRows,
    countedWords: "Entries, whether they count or not",
  }),
  listNumber({
    id: "entitlements",
    ...numberWords.entitlements,
    permission: "reports:read",
    source: entitlementRows,
    countedWords: "Users of whom one of these holds",
  }),
  listNumber({ id: "audit", ...numberWords.audit, permission: "audit:read", source: auditRows, countedWords: "Entries" }),
];

/** The number of this id; undefined for an id that is none. */
export function numberOf(id: string): ExplainedNumber | undefined {
  return numbers.find((number) => number.id === id);
}
