import { Section } from "~/components/page";
import { type TimelineKind, timelineKinds } from "~lib/users/timeline/timeline.ts";

const meanings: Partial<Record<TimelineKind, string>> = {
  "sign-in": "Only sessions that still exist are known: one that was ended, or cleared away after it expired, leaves nothing behind.",
  chat: "When a chat was begun. Nothing of what was said in it is shown here.",
  "tool-failure":
    "Calls that failed or timed out, at the time they were made, by their present status: one that is retried leaves the list.",
  usage:
    "A day on which a counter counted, with its number as it is now, at the beginning of that day in UTC. The database holds no limits, so it cannot be told whether one was reached.",
  payment: "When a payment was made, with its present status.",
  refund: "Each entry of a payment’s refunds at its own time; one that says none that can be read stands at its payment’s.",
  dispute: "Each entry of a payment’s disputes at its own time, with its present status.",
  subscription:
    "As far as a subscription’s dates tell: of its renewals only the last is known, as the beginning of the present period. What is set to end lies in the future.",
  staff: "From the audit log: what was done to this user, and to their chats, tool calls, counts, subscriptions and payments.",
};

/** What each kind of entry means, and what it cannot know. */
export function Explained({ kinds }: { kinds: readonly TimelineKind[] }) {
  return (
    <Section title="What is shown">
      <dl className="grid gap-x-6 gap-y-1.5 text-muted sm:grid-cols-[max-content_minmax(0,48rem)]">
        {kinds.map((kind) => (
          <div key={kind} className="contents">
            <dt className="font-medium text-ink">{timelineKinds[kind].label}</dt>
            <dd>{meanings[kind]}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
