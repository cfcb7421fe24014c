import { NumberExplained } from "~/components/number-explained";
import { messageList } from "~lib/chats/message.ts";
import type { MessageTotals } from "~lib/chats/message-totals.server.ts";
import { formatCount } from "~lib/format.ts";
import type { QueryOf } from "~lib/list/list-spec.ts";

interface TotalsProps {
  totals: MessageTotals;
  query: QueryOf<typeof messageList>;
}

/** What the messages that match come to. */
export function Totals({ totals, query }: TotalsProps) {
  if (totals.messages === 0) return null;
  const scopes = [{ of: messageList.params(query) }];
  return (
    <section aria-label="Totals of the messages that match">
      <dl className="flex flex-wrap gap-x-8 gap-y-1">
        {(["messages", "tokens"] as const).map((name) => (
          <div key={name} className="flex items-baseline gap-2">
            <dt className="text-xs font-medium text-muted">{name === "messages" ? "Messages" : "Total tokens"}</dt>
            <dd data-sum={name} className="font-semibold tabular-nums">
              {formatCount(totals[name])}
            </dd>
            <dd className="self-center">
              <NumberExplained id={name === "messages" ? "messages" : "message-tokens"} scopes={scopes} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
