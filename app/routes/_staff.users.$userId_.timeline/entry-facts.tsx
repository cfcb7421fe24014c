import { Money } from "~/components/money";
import { StatusBadge } from "~/components/status-badge";
import { Time } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import { browserWords } from "~/routes/_staff.users.$userId/browser-words";
import { auditActionLabel } from "~lib/audit/audit.ts";
import { minorUnits } from "~lib/payments/minor-units.ts";
import { intervalWords } from "~lib/subscriptions/subscription.ts";
import { countedWords } from "~lib/usage/usage.ts";
import type { SubscriptionEvent, TimelineEntry } from "~lib/users/timeline/timeline.ts";
import { ThingLink } from "./entry";

type Of<Kind extends TimelineEntry["kind"]> = Extract<TimelineEntry, { kind: Kind }>;

const line = "flex flex-wrap items-center gap-x-2 gap-y-0.5";

/** What happened, in one line, two at most; the thing itself is a link. */
export function EntryFacts({ entry, userAt }: { entry: TimelineEntry; userAt: string }) {
  switch (entry.kind) {
    case "sign-in":
      return (
        <p className={line}>
          <ThingLink to={`${userAt}#sessions`}>Signed in</ThingLink>
          <Muted>{[entry.userAgent && browserWords(entry.userAgent), entry.ip].filter(Boolean).join(", ")}</Muted>
          {entry.impersonated ? <Badge tone="amber">impersonated</Badge> : null}
        </p>
      );
    case "chat":
      return (
        <p className={line}>
          Began the chat
          <ThingLink to={`/chats/${encodeURIComponent(entry.chatId)}`}>{entry.title || "without a title"}</ThingLink>
          <StatusBadge kind="visibility" value={entry.visibility} />
        </p>
      );
    case "tool-failure":
      return (
        <>
          <p className={line}>
            <ThingLink to={`/tool-calls/${entry.toolCallId}`}>{entry.tool}</ThingLink>
            <StatusBadge kind="tool-call" value={entry.status} />
          </p>
          {entry.error ? <p className="text-red [overflow-wrap:anywhere]">{entry.error}</p> : <Muted>No error text</Muted>}
        </>
      );
    case "usage":
      return (
        <p className={line}>
          <ThingLink to={`/usage/${encodeURIComponent(entry.usageId)}`}>{countedWords(entry.counter, entry.count)}</ThingLink>
          <Muted>
            counted on this day; starts over <Time at={entry.resetAt} style="datetime" />
          </Muted>
        </p>
      );
    case "payment":
      return (
        <p className={line}>
          Payment of
          <ThingLink to={paymentPath(entry)}>
            <Money amount={entry.amount} currency={entry.currency} />
          </ThingLink>
          <StatusBadge kind="payment" value={entry.status} />
          <Muted>{entry.method}</Muted>
        </p>
      );
    case "refund":
    case "dispute":
      return <PaymentEntry entry={entry} />;
    case "subscription":
      return <SubscriptionChange entry={entry} />;
    case "staff":
      return (
        <>
          <p className={line}>
            <ThingLink to={`/audit/${entry.auditId}`}>{auditActionLabel(entry.action)}</ThingLink>
            <Muted>by {entry.actor}</Muted>
          </p>
          {entry.reason ? <p className="text-muted [overflow-wrap:anywhere]">“{entry.reason}”</p> : null}
        </>
      );
  }
}

const paymentPath = ({ paymentId }: { paymentId: string }) => `/payments/${encodeURIComponent(paymentId)}`;

function PaymentEntry({ entry }: { entry: Of<"refund" | "dispute"> }) {
  const { kind, status, amount, currency, detail, dated } = entry;
  const words = kind === "refund" ? "Refund" : "Dispute";
  const minor = amount === null ? null : minorUnits(amount);
  return (
    <p className={line}>
      {status === null ? (
        <>
          <ThingLink to={paymentPath(entry)}>{words} that cannot be read</ThingLink>
          <Badge tone="amber">Could not be read</Badge>
        </>
      ) : (
        <>
          {words} {amount === null ? "" : "of"}
          <ThingLink to={paymentPath(entry)}>
            {amount === null ? "amount not said" : minor === null ? `${amount} ${currency}` : <Money amount={minor} currency={currency} />}
          </ThingLink>
          <StatusBadge kind={kind} value={status} />
          <Muted>{detail?.replaceAll("_", " ")}</Muted>
        </>
      )}
      {dated ? null : <Muted>It says no time that can be read, so it stands at its payment’s.</Muted>}
    </p>
  );
}

const eventWords: Record<SubscriptionEvent, string> = {
  created: "Subscription created:",
  started: "Subscription started:",
  renewed: "Present period began:",
  canceled: "Subscription canceled:",
  ends: "Set to end:",
  ended: "Subscription ended:",
};

function SubscriptionChange({ entry }: { entry: Of<"subscription"> }) {
  const { event, product, amount, currency, interval, reason, subscriptionId, status } = entry;
  return (
    <p className={line}>
      {eventWords[event]}
      <ThingLink to={`/subscriptions/${encodeURIComponent(subscriptionId)}`}>{product}</ThingLink>
      {event === "created" || event === "renewed" ? (
        <Muted>
          <Money amount={amount} currency={currency} /> {intervalWords(interval)}
        </Muted>
      ) : null}
      {event === "canceled" && reason ? <Muted>{reason.replaceAll("_", " ")}</Muted> : null}
      {event === "created" ? (
        <span className="inline-flex items-center gap-1 text-muted">
          now <StatusBadge kind="subscription" value={status} />
        </span>
      ) : null}
    </p>
  );
}

function Muted({ children }: { children: React.ReactNode }) {
  return children ? <span className="min-w-0 text-muted [overflow-wrap:anywhere]">{children}</span> : null;
}
