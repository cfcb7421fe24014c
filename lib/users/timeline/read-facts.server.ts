import { maskText } from "../../chats/mask.ts";
import { maskBeginning } from "../../chats/mask-beginning.ts";
import { productName } from "../../env.server.ts";
import { methodWords } from "../../payments/method-words.ts";
import { readDisputes, readRefunds } from "../../payments/payment-entries.ts";
import type { TimelineFacts } from "./timeline.ts";

/** The longest title, error or reason that is shown. */
const LONGEST = 200;

const masked = (text: string) => maskText(text).value.trim().slice(0, LONGEST);

/** Of texts that the database has cut, see `branchesOf`. */
const maskedBeginning = (text: string) => maskBeginning(text, { read: 400, shown: LONGEST }).trim();

/** What a branch builds in SQL: the facts themselves, but for what has to be read or put into words first. */
export type BuiltFacts =
  | Exclude<TimelineFacts, { kind: "payment" } | { dated: boolean }>
  | (Omit<Extract<TimelineFacts, { kind: "payment" }>, "method"> & {
      method: string | null;
      methodType: string | null;
      cardNetwork: string | null;
      cardLastFour: string | null;
    })
  | { kind: "refund" | "dispute"; paymentId: string; totalAmount: number; currency: string; entry: unknown; dated: boolean };

/** A branch's facts fit for a page: free texts without personal numbers, entries of webhooks as far as they can be read. */
export function readFacts(built: BuiltFacts): TimelineFacts {
  switch (built.kind) {
    case "chat":
      return { ...built, title: maskedBeginning(built.title) };
    case "tool-failure":
      return { ...built, error: built.error === null ? null : maskedBeginning(built.error) };
    case "usage":
      // PostgreSQL's JSON has a timestamp without zone, which means UTC.
      return { ...built, resetAt: `${built.resetAt}Z` };
    case "payment": {
      const { method, methodType, cardNetwork, cardLastFour, ...facts } = built;
      return { ...facts, method: methodWords({ method, methodType, cardNetwork, cardLastFour }) ?? null };
    }
    case "refund":
    case "dispute":
      return readEntry(built);
    case "subscription":
      return { ...built, product: productName(built.product) };
    default:
      return built;
  }
}

/** One entry of a payment's refunds or disputes, by the same reading as on the payment's page. */
function readEntry({ kind, paymentId, totalAmount, currency, entry, dated }: Extract<BuiltFacts, { entry: unknown }>): TimelineFacts {
  const unreadable = { kind, paymentId, status: null, amount: null, currency, detail: null, dated };
  if (kind === "refund") {
    const [read] = readRefunds([entry], { totalAmount, currency });
    if (!read?.readable) return unreadable;
    const { status, amount, reason } = read.entry;
    return {
      ...unreadable,
      status,
      amount: amount === null ? null : String(amount),
      currency: read.entry.currency,
      detail: reason && masked(reason),
    };
  }
  const [read] = readDisputes([entry]);
  if (!read?.readable) return unreadable;
  const { status, amount, stage } = read.entry;
  return {
    ...unreadable,
    status: masked(status),
    amount: amount && masked(amount),
    currency: read.entry.currency ?? currency,
    detail: stage && masked(stage),
  };
}
