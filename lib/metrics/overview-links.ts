import { messageList } from "../chats/message.ts";
import { type ToolCallStatus, toolCallStatus } from "../db/values.ts";
import { COUNTED_UP_TO } from "../list/counted.ts";
import type { DayRange } from "../list/filters.ts";
import { paymentList } from "../payments/payment.ts";
import { subscriptionList } from "../subscriptions/subscription.ts";
import { failureList } from "../tool-calls/failures/failures.ts";
import { toolCallList } from "../tool-calls/tool-call.ts";
import { userList } from "../users/user.ts";

/**
 * The list behind each number of the overview. What the list counts is the number; where that is more than a list counts by itself, the
 * link asks it to. Safe in a browser.
 */
export const overviewLinks = {
  signUps: (range: DayRange, count: number) => userList.link({ createdAt: range }, exactly(count)),
  activeUsers: (range: DayRange, count: number) => userList.link({ active: range }, exactly(count)),
  messages: (range: DayRange, count: number) => messageList.link({ createdAt: range }, exactly(count)),
  /** The list's tokens are the number. */
  tokens: (range: DayRange) => messageList.link({ createdAt: range }),
  /** The list's net total is the number. */
  revenue: (range: DayRange, currency: string) => paymentList.link({ createdAt: range, currency: [currency], status: ["succeeded"] }),
  subscriptions: (status: string, count: number) => subscriptionList.link({ status: [status] }, exactly(count)),
  /** The list's monthly recurring revenue is the number. */
  mrr: (currency: string) => subscriptionList.link({ mrr: true, currency: [currency] }),
  notNormalised: (currency: string) =>
    subscriptionList.link({ mrr: false, runs: ["running"], status: ["active", "past_due"], currency: [currency] }),
  toolCalls: (range: DayRange, count: number) => toolCallList.link({ createdAt: range }, exactly(count)),
  /** Undefined for a status that nobody listed: the list has no filter for it. */
  toolCallsOf: (range: DayRange, status: string, count: number) =>
    isToolCallStatus(status) ? toolCallList.link({ createdAt: range, status: [status] }, exactly(count)) : undefined,
  /** What failed, put together by what is alike in the errors. */
  failures: (range: DayRange) => failureList.link({ createdAt: range }),
  /** The calls that were measured; the list's latency is the number. */
  latency: (range: DayRange) => toolCallList.link({ createdAt: range, measured: true }),
};

function isToolCallStatus(status: string): status is ToolCallStatus {
  return (toolCallStatus as readonly string[]).includes(status);
}

function exactly(count: number): { exact: boolean } {
  return { exact: count > COUNTED_UP_TO };
}
