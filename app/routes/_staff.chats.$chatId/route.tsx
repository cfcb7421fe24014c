import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { Fact, Facts, Page, Section } from "~/components/page";
import { RelatedTable } from "~/components/related-table";
import { StatusBadge } from "~/components/status-badge";
import { Time } from "~/components/time";
import { CopyId } from "~/components/ui/copy-id";
import { found, requirePermission } from "~/http/guard.server";
import { allows } from "~lib/auth/permissions.ts";
import { chatList } from "~lib/chats/chat.ts";
import { getChat } from "~lib/chats/get-chat.server.ts";
import { listMessages } from "~lib/chats/list-messages.server.ts";
import { messageList } from "~lib/chats/message.ts";
import { db } from "~lib/db/db.server.ts";
import { formatCount } from "~lib/format.ts";
import { listToolCalls } from "~lib/tool-calls/list-tool-calls.server.ts";
import { failedStatuses, toolCallList } from "~lib/tool-calls/tool-call.ts";
import { columns as messageColumns } from "../_staff.messages._index/columns";
import { columns as toolCallColumns } from "../_staff.tool-calls._index/columns";

/** Of each related list, so many of the newest rows; the rest is a link away. */
const NEWEST = 10;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.chat.title} · Purser` : "Chat · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:read");
  const chatId = params.chatId ?? "";
  const ofThisChat = { filters: { chat: [chatId] }, size: NEWEST };
  const [row, messages, toolCalls] = await Promise.all([
    getChat(db, chatId),
    listMessages(db, { ...messageList.defaults, ...ofThisChat }),
    allows(staff.roles, "tool-calls:read") ? listToolCalls(db, { ...toolCallList.defaults, ...ofThisChat }) : undefined,
  ]);
  return { chat: found(row, "chat"), messages: messages.rows, toolCalls: toolCalls?.rows };
}

const linkClass = "text-accent-text hover:underline";

export default function ChatPage() {
  const { chat, messages, toolCalls } = useLoaderData<typeof loader>();
  const { user } = chat;
  return (
    <Page
      title={chat.title}
      description={
        <>
          Chat of {user.name}, last active <Time at={chat.updatedAt} />
        </>
      }
      breadcrumb={[{ label: "Chats", to: "/chats" }]}
      badges={<StatusBadge kind="visibility" value={chat.visibility} />}
    >
      <div className="grid gap-5 lg:grid-cols-2">
        <Section title="Whose and when">
          <Facts>
            <Fact label="Owner">
              <Link to={`/users/${encodeURIComponent(user.id)}`} className={linkClass}>
                {user.name} <span className="text-muted">{user.email}</span>
              </Link>
              {" · "}
              <Link to={chatList.link({ user: [user.id] })} className={linkClass}>
                all chats
              </Link>
            </Fact>
            <Fact label="Created">
              <Time at={chat.createdAt} style="datetime" />
            </Fact>
            <Fact label="Last activity">
              <Time at={chat.updatedAt} style="datetime" />
            </Fact>
            <Fact label="Chat id">
              <CopyId id={chat.id} label="chat id" length={24} />
            </Fact>
          </Facts>
        </Section>
        <Section title="How much">
          <Facts>
            <Fact label="Messages">{formatCount(chat.messages)}</Fact>
            <Fact label="Tokens">{formatCount(chat.tokens)}</Fact>
            {toolCalls ? (
              <>
                <Fact label="Tool calls">{formatCount(chat.toolCalls)}</Fact>
                <Fact label="Failed or timed out">
                  {chat.failedToolCalls === 0 ? (
                    "0"
                  ) : (
                    <Link to={toolCallList.link({ chat: [chat.id], status: failedStatuses })} className={linkClass}>
                      {formatCount(chat.failedToolCalls)}
                    </Link>
                  )}
                </Fact>
              </>
            ) : null}
          </Facts>
        </Section>
      </div>
      {toolCalls ? (
        <Section
          id="tool-calls"
          title="Tool calls"
          count={chat.toolCalls}
          action={toolCalls.length > 0 ? <AllLink to={toolCallList.link({ chat: [chat.id] })}>All tool calls</AllLink> : null}
        >
          <RelatedTable
            spec={toolCallList}
            columns={toolCallColumns}
            show={["tool", "status", "duration", "createdAt", "error"]}
            rows={toolCalls}
            rowHref={(call) => `/tool-calls/${call.id}`}
          />
        </Section>
      ) : null}
      <Section
        id="messages"
        title="Messages"
        count={chat.messages}
        action={messages.length > 0 ? <AllLink to={messageList.link({ chat: [chat.id] })}>All messages</AllLink> : null}
      >
        <RelatedTable
          spec={messageList}
          columns={messageColumns}
          show={["createdAt", "role", "model", "inputTokens", "outputTokens", "totalTokens", "completionTime"]}
          rows={messages}
        />
      </Section>
    </Page>
  );
}

function AllLink({ to, children }: { to: string; children: string }) {
  return (
    <Link to={to} className={linkClass}>
      {children}
    </Link>
  );
}

export { RouteError as ErrorBoundary };
