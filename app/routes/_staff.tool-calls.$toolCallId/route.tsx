import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { History } from "~/components/history";
import { JsonView } from "~/components/json-view";
import { Fact, Facts, Page, Section } from "~/components/page";
import { StatusBadge } from "~/components/status-badge";
import { Nothing, Time } from "~/components/time";
import { Duration, StuckBadge } from "~/components/tool-call-duration";
import { LateReadingGate } from "~/components/transcript/late-reading-gate";
import { Button } from "~/components/ui/button";
import { CopyButton } from "~/components/ui/copy-button";
import { CopyId } from "~/components/ui/copy-id";
import { found, requirePermission } from "~/http/guard.server";
import { headersOfReading } from "~/http/last-write.server";
import { listAuditOf } from "~lib/audit/list-audit.server.ts";
import { allows } from "~lib/auth/permissions.ts";
import { authorize } from "~lib/auth/staff.server.ts";
import { readingOf } from "~lib/chats/chat-reading.server.ts";
import { db } from "~lib/db/db.server.ts";
import { failedCallsLink } from "~lib/tool-calls/failures/failures.ts";
import { failureGroupOf } from "~lib/tool-calls/failures/list-failures.server.ts";
import { getToolCall, getToolCallContent } from "~lib/tool-calls/get-tool-call.server.ts";
import { toolCallList } from "~lib/tool-calls/tool-call.ts";
import { legalMoves, toolCallMoves } from "~lib/tool-calls/tool-call-moves.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.call.toolName} call · Purser` : "Tool call · Purser" },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "tool-calls:read");
  const toolCallId = (params.toolCallId ?? "").toLowerCase();
  const [row, history, failure] = await Promise.all([
    getToolCall(db, toolCallId),
    listAuditOf(db, { type: "tool_call", id: toolCallId }),
    failureGroupOf(db, toolCallId),
  ]);
  const call = found(row, "tool call");
  // Request and response are what was said in the chat: nothing of them is selected until the person has it open.
  const reader = authorize(staff, "chats:read");
  const reading = reader && (await readingOf(db, reader, call.chat));
  const headers = await headersOfReading(reading);
  const content = reading && (await getToolCallContent(db, reading, toolCallId));
  const moves = allows(staff.roles, "tool-calls:change") ? legalMoves(call.status) : [];
  return data({ call, failure, content, history, moves, mayAudit: allows(staff.roles, "audit:read") }, { headers });
}

const linkClass = "text-accent-text hover:underline";

export default function ToolCallPage() {
  const { call, failure, content, history, moves, mayAudit } = useLoaderData<typeof loader>();
  const { chat, user } = call;
  return (
    <Page
      title={call.toolName}
      description={
        <>
          Tool call in “{chat.title}” of {user.name.trim() || user.email}, <Time at={call.createdAt} />
        </>
      }
      breadcrumb={[{ label: "Tool calls", to: "/tool-calls" }]}
      badges={
        <>
          <StatusBadge kind="tool-call" value={call.status} />
          <StuckBadge call={call} />
        </>
      }
      actions={moves.map((move) => (
        <Button key={move} asChild>
          <Link to={`/tool-calls/${call.id}/move?to=${toolCallMoves[move].to}`}>{toolCallMoves[move].label}</Link>
        </Button>
      ))}
    >
      {call.error ? <ErrorText error={call.error} /> : null}
      <div className="grid gap-5 lg:grid-cols-2">
        <Section title="When">
          <Facts>
            <Fact label="Created">
              <Time at={call.createdAt} style="datetime" />
            </Fact>
            <Fact label="Started">
              <Time at={call.startedAt} style="datetime" />
            </Fact>
            <Fact label="Finished">
              <Time at={call.finishedAt} style="datetime" />
            </Fact>
            <Fact label="Duration">
              <Duration call={call} />
            </Fact>
          </Facts>
        </Section>
        <Section title="Where">
          <Facts>
            <Fact label="Chat">
              <Link to={`/chats/${encodeURIComponent(chat.id)}`} className={linkClass}>
                {chat.title}
              </Link>{" "}
              <StatusBadge kind="visibility" value={chat.visibility} />
            </Fact>
            <Fact label="User">
              <Link to={`/users/${encodeURIComponent(user.id)}`} className={linkClass}>
                {user.name} <span className="text-muted">{user.email}</span>
              </Link>
            </Fact>
            <Fact label="More">
              <Link to={toolCallList.link({ chat: [chat.id] })} className={linkClass}>
                all calls of this chat
              </Link>
              {" · "}
              <Link to={toolCallList.link({ tool: [call.toolName] })} className={linkClass}>
                all {call.toolName} calls
              </Link>
              {failure === undefined ? null : (
                <>
                  {" · "}
                  <Link to={failedCallsLink(failure, call.toolName, undefined)} className={linkClass}>
                    others that failed like this
                  </Link>
                </>
              )}
            </Fact>
            <Fact label="Tool call id">
              <CopyId id={call.id} label="tool call id" length={24} />
            </Fact>
            {content ? (
              <Fact label="Dedupe key">
                {content.dedupeKey === null ? <Nothing /> : <CopyId id={content.dedupeKey} label="dedupe key" length={24} />}
              </Fact>
            ) : null}
          </Facts>
        </Section>
      </div>
      {content ? (
        <div className="grid gap-5 lg:grid-cols-2">
          <Section title="Request">
            <JsonView value={content.request} label="Request" />
          </Section>
          <Section title="Response">
            {content.response === null ? (
              <p className="text-muted">The call has no response.</p>
            ) : (
              <JsonView value={content.response} label="Response" />
            )}
          </Section>
        </div>
      ) : (
        <Section title="Request and response">
          <LateReadingGate chatId={chat.id} backTo={`/tool-calls/${call.id}`} />
        </Section>
      )}
      <History entries={history} subject={{ type: "tool_call", id: call.id }} linked={mayAudit} />
    </Page>
  );
}

function ErrorText({ error }: { error: string }) {
  return (
    <Section title="Error" action={<CopyButton text={error} label="Copy the error" />}>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
        className="max-h-80 overflow-auto rounded-lg border border-line bg-surface px-4 py-3 font-mono text-xs leading-5 whitespace-pre-wrap text-red [overflow-wrap:anywhere]"
      >
        {error}
      </pre>
    </Section>
  );
}

export { RouteError as ErrorBoundary };
