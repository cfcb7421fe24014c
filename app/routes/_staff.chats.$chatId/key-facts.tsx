import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Time } from "~/components/time";
import { CopyId } from "~/components/ui/copy-id";
import { messageList } from "~lib/chats/message.ts";
import { formatCount } from "~lib/format.ts";
import { toolCallList } from "~lib/tool-calls/tool-call.ts";
import { failedStatuses } from "~lib/tool-calls/tool-call-state.ts";

interface KeyFactsProps {
  chat: {
    id: string;
    createdAt: Date;
    updatedAt: Date;
    messages: number;
    tokens: number;
    toolCalls: number;
    failedToolCalls: number;
  };
  /** Leads on to the tool calls. */
  mayCalls: boolean;
}

/** How much is in a chat and when, on one line; the numbers lead to the rows behind them. */
export function KeyFacts({ chat, mayCalls }: KeyFactsProps) {
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1.5">
      <KeyFact label="Messages">
        <Link to={messageList.link({ chat: [chat.id] })} className="link">
          {formatCount(chat.messages)}
        </Link>
      </KeyFact>
      {mayCalls ? (
        <KeyFact label="Tool calls">
          <Link to={toolCallList.link({ chat: [chat.id] })} className="link">
            {formatCount(chat.toolCalls)}
          </Link>
          {chat.failedToolCalls > 0 ? (
            <>
              {", "}
              <Link to={toolCallList.link({ chat: [chat.id], status: failedStatuses })} className="font-medium text-red hover:underline">
                {formatCount(chat.failedToolCalls)} failed
              </Link>
            </>
          ) : null}
        </KeyFact>
      ) : null}
      <KeyFact label="Tokens">{formatCount(chat.tokens)}</KeyFact>
      <KeyFact label="Created">
        <Time at={chat.createdAt} style="datetime" />
      </KeyFact>
      <KeyFact label="Last activity">
        <Time at={chat.updatedAt} style="datetime" />
      </KeyFact>
      <KeyFact label="Chat id">
        <CopyId id={chat.id} label="chat id" />
      </KeyFact>
    </dl>
  );
}

function KeyFact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline gap-1.5">
      <dt className="text-muted">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
