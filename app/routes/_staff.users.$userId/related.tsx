import { Link, type useLoaderData } from "@remix-run/react";
import type { ListColumn } from "~/components/data-table/list-column";
import { Section } from "~/components/page";
import { RelatedTable } from "~/components/related-table";
import { chatList } from "~lib/chats/chat.ts";
import { messageList } from "~lib/chats/message.ts";
import { explainHref } from "~lib/numbers/explained-number.ts";
import { paymentList } from "~lib/payments/payment.ts";
import { subscriptionList } from "~lib/subscriptions/subscription.ts";
import { toolCallList } from "~lib/tool-calls/tool-call.ts";
import { usageList } from "~lib/usage/usage.ts";
import { columns as chatColumns } from "../_staff.chats._index/columns";
import { columns as paymentColumns } from "../_staff.payments._index/columns";
import { columns as subscriptionColumns } from "../_staff.subscriptions._index/columns";
import { columns as toolCallColumns } from "../_staff.tool-calls._index/columns";
import { columns as usageColumns } from "../_staff.usage._index/columns";
import type { loader } from "./route";

type Related = ReturnType<typeof useLoaderData<typeof loader>>["related"];

/** What belongs to a user in the other areas, drawn by those areas' own columns; only what this person may read is there at all. */
export function RelatedSections({ userId, related }: { userId: string; related: Related }) {
  const { subscriptions, payments, chats, toolCalls, usage } = related;
  const user = [userId];
  return (
    <>
      {subscriptions ? (
        <Section
          id="subscriptions"
          title="Subscriptions"
          action={subscriptions.length > 0 ? <AllLink to={subscriptionList.link({ user })}>All subscriptions</AllLink> : null}
        >
          <RelatedTable
            spec={subscriptionList}
            columns={onPhone(subscriptionColumns, "product")}
            show={["status", "product", "amount", "currentPeriodEnd", "cancelsAtPeriodEnd", "createdAt"]}
            rows={subscriptions}
            rowHref={(row) => `/subscriptions/${encodeURIComponent(row.id)}`}
          />
        </Section>
      ) : null}
      {payments ? (
        <Section
          id="payments"
          title="Payments"
          action={
            payments.length > 0 ? (
              <span className="flex gap-4">
                <AllLink to={explainHref("net-revenue", paymentList.link({ user }))}>What they come to</AllLink>
                <AllLink to={paymentList.link({ user })}>All payments</AllLink>
              </span>
            ) : null
          }
        >
          <RelatedTable
            spec={paymentList}
            columns={paymentColumns}
            show={["createdAt", "totalAmount", "status", "method", "refunded", "disputed"]}
            rows={payments}
            rowHref={(row) => `/payments/${encodeURIComponent(row.id)}`}
          />
        </Section>
      ) : null}
      {chats ? (
        <Section
          id="chats"
          title="Chats"
          action={
            chats.length > 0 ? (
              <span className="flex gap-4">
                <AllLink to={messageList.link({ user })}>All messages</AllLink>
                <AllLink to={chatList.link({ user })}>All chats</AllLink>
              </span>
            ) : null
          }
        >
          <RelatedTable
            spec={chatList}
            columns={chatColumns}
            show={["title", "messages", "toolCalls", "visibility", "updatedAt"]}
            rows={chats}
            rowHref={(row) => `/chats/${encodeURIComponent(row.id)}`}
          />
        </Section>
      ) : null}
      {toolCalls ? (
        <Section
          id="tool-calls"
          title="Tool calls"
          action={toolCalls.length > 0 ? <AllLink to={toolCallList.link({ user })}>All tool calls</AllLink> : null}
        >
          <RelatedTable
            spec={toolCallList}
            columns={toolCallColumns}
            show={["tool", "status", "chat", "duration", "createdAt", "error"]}
            rows={toolCalls}
            rowHref={(row) => `/tool-calls/${encodeURIComponent(row.id)}`}
          />
        </Section>
      ) : null}
      {usage ? (
        <Section id="usage" title="Usage" action={usage.length > 0 ? <AllLink to={usageList.link({ user })}>All usage</AllLink> : null}>
          <RelatedTable
            spec={usageList}
            columns={usageColumns}
            show={["date", "counter", "count", "resetAt"]}
            rows={usage}
            rowHref={(row) => `/usage/${encodeURIComponent(row.id)}`}
          />
        </Section>
      ) : null}
    </>
  );
}

/** The columns with one more that stays on a phone: there the user's own name, which leads in the list, says nothing. */
function onPhone<Row>(columns: readonly ListColumn<Row>[], id: string): ListColumn<Row>[] {
  return columns.map((column) => (column.id === id ? { ...column, phone: true } : column));
}

function AllLink({ to, children }: { to: string; children: string }) {
  return (
    <Link to={to} className="text-accent-text hover:underline">
      {children}
    </Link>
  );
}
