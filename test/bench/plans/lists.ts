import { auditList } from "../../../lib/audit/audit.ts";
import { chatList } from "../../../lib/chats/chat.ts";
import { messageList } from "../../../lib/chats/message.ts";
import { chatSearch } from "../../../lib/chats/search/search.ts";
import { entitlementList } from "../../../lib/entitlements/entitlement.ts";
import { exportRunList } from "../../../lib/exports/export-run.ts";
import type { ListSpec } from "../../../lib/list/list-spec.ts";
import { paymentList } from "../../../lib/payments/payment.ts";
import { moneyEntryList } from "../../../lib/reports/money/entry-list.ts";
import { subscriptionList } from "../../../lib/subscriptions/subscription.ts";
import { tagList } from "../../../lib/tags/tag.ts";
import { tokenList } from "../../../lib/tokens/token.ts";
import { failureList } from "../../../lib/tool-calls/failures/failures.ts";
import { toolCallList } from "../../../lib/tool-calls/tool-call.ts";
import { unlinkedList } from "../../../lib/unlinked/unlinked.ts";
import { usageList } from "../../../lib/usage/usage.ts";
import { timelineSpec } from "../../../lib/users/timeline/timeline.ts";
import { userList } from "../../../lib/users/user.ts";
import type { Facts } from "../pages/facts.ts";

// biome-ignore lint/suspicious/noExplicitAny: any list is looked at, whatever its filters are.
export type AnyList = ListSpec<any, any, any>;

/** Every list of the dashboard. */
export function lists({ user }: Facts): AnyList[] {
  return [
    ...[userList, timelineSpec(user), chatList, messageList, chatSearch, toolCallList, failureList, usageList],
    ...[subscriptionList, paymentList, moneyEntryList, entitlementList, unlinkedList],
    ...[auditList, exportRunList, tagList, tokenList],
  ];
}

/** What somebody may look for in a list that has a search: something rare, something common, something that is nowhere. */
export const searchesOf: Readonly<Record<string, readonly string[]>> = {
  [userList.path]: ["garlengar", "emily", "no such person", "user-00000042"],
  [chatList.path]: ["garlengar", "price", "no such title", "chat-00000042"],
  [messageList.path]: ["message-00000042", "chat-00000042", "user-00000042"],
  [chatSearch.path]: [
    "vegetarian",
    "flight",
    "vegetarian wheelchair",
    '"flight price"',
    "vegetarian or wheelchair",
    "flight -price",
    "lockdown",
    "ref1107",
    "nosuchword",
  ],
  [toolCallList.path]: ["garlengar", "price", "user-00000042", "no such thing"],
  [usageList.path]: ["garlengar", "emily", "user-00000042"],
  [subscriptionList.path]: ["garlengar", "emily", "sub-00000042", "prod-pro"],
  [paymentList.path]: ["customer1107", "price", "pay-00000042", "no such person"],
  [entitlementList.path]: ["garlengar", "emily", "user-00000042"],
  [unlinkedList.path]: ["customer11", "price", "pay-00000042"],
  [tagList.path]: ["tag 1"],
};

/** A value that each filter over an open set may be set to, in the data that the benchmark makes; `list filter` where lists differ. */
export function valuesFor(list: AnyList, filter: string, facts: Facts): readonly string[] {
  const day = facts.daysAgo(40);
  const month = day.slice(0, 7);
  const values: Readonly<Record<string, readonly string[]>> = {
    user: [facts.user],
    chat: [facts.chat, facts.longChat],
    subscription: [facts.subscription],
    payment: [facts.payment],
    owner: ["garlengar", "emily"],
    tag: ["Tag 1"],
    model: ["model-a", "model-c"],
    [`${messageList.path} role`]: ["user", "assistant"],
    tool: ["searchFlights", "webSearch"],
    error: ["429", "quota", "nothing like it"],
    failure: ["Amadeus answered <n>: quota exceeded for <id>"],
    status: ["failed", "succeeded"],
    [`${subscriptionList.path} status`]: ["past_due", "active"],
    currency: ["JPY", "USD"],
    interval: ["month", "year"],
    product: ["prod-pro", "prod-max"],
    [`${paymentList.path} product`]: ["prod-pro", "pdt-1"],
    country: ["DE"],
    method: ["card", "upi"],
    settled: ["EUR"],
    reason: ["none"],
    report: [`${month}.churned.USD`, `${month}.opening.USD`, `${month}.moved.USD`],
    cohort: [month, `${month}.1`],
    runningAt: [month],
    endedIn: [month],
    actor: ["staff-3"],
    action: ["user.ban"],
    subjectType: ["user"],
    subject: [facts.user],
    list: ["payments"],
    who: ["staff-3"],
    [`${userList.path} id`]: [facts.user],
    [`${chatList.path} id`]: [facts.chat],
    [`${messageList.path} id`]: ["message-00000042"],
    [`${toolCallList.path} id`]: [facts.toolCall],
    [`${usageList.path} id`]: [facts.usage],
    [`${subscriptionList.path} id`]: [facts.subscription],
    [`${paymentList.path} id`]: [facts.payment],
    [`${moneyEntryList.path} id`]: [`${facts.payment}:refund:1`],
    [`${entitlementList.path} id`]: [facts.user],
    [`${unlinkedList.path} id`]: [facts.payment],
    [`${auditList.path} id`]: [facts.audit],
    [`${exportRunList.path} id`]: [facts.toolCall],
    [`${tokenList.path} id`]: [facts.toolCall],
  };
  const known = values[`${list.path} ${filter}`] ?? values[filter];
  if (!known) throw new Error(`The benchmark has no value for the filter ${filter} of ${list.path}: add one to plans/lists.ts.`);
  return known;
}
