import type { MessageTotals } from "~lib/chats/message-totals.server.ts";
import { formatCount } from "~lib/format.ts";

/** What the messages that match come to. */
export function Totals({ totals }: { totals: MessageTotals }) {
  if (totals.messages === 0) return null;
  return (
    <section aria-label="Totals of the messages that match">
      <dl className="flex flex-wrap gap-x-8 gap-y-1">
        {(["messages", "tokens"] as const).map((name) => (
          <div key={name} className="flex items-baseline gap-2">
            <dt className="text-xs font-medium text-muted">{name === "messages" ? "Messages" : "Total tokens"}</dt>
            <dd data-sum={name} className="font-semibold tabular-nums">
              {formatCount(totals[name])}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
