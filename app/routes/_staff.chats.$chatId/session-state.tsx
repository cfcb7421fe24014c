import { JsonView } from "~/components/json-view";
import { Fact, Facts } from "~/components/page";
import { Nothing, Time } from "~/components/time";
import type { FlightRequestFacts, SessionFacts } from "~lib/chats/session-state.ts";
import { plainFacts } from "./owner";
import { PanelSection } from "./panel-section";

interface SessionStateProps {
  /** Null where the assistant has written nothing down. */
  session: { facts: SessionFacts; json: unknown; updatedAt: string | Date } | null;
  /** False where the product has no table for it. */
  keepsSessions: boolean;
}

/** What the assistant remembers of the chat: which flights it thinks are wanted. */
export function SessionState({ session, keepsSessions }: SessionStateProps) {
  if (!session) {
    return (
      <PanelSection id="session" title="Session state" gist="none">
        <p className="text-muted">
          {keepsSessions
            ? "The assistant has written nothing down about this chat."
            : "The product writes none down: its database has no table session_states."}
        </p>
      </PanelSection>
    );
  }
  const { last, pending, preferences } = session.facts;
  return (
    <PanelSection id="session" title="Session state" gist={last ? routeOf(last) : <Time at={session.updatedAt} />}>
      <Facts className={plainFacts}>
        {last ? <FlightRequest label="Last request" request={last} /> : null}
        {pending ? <FlightRequest label="Pending request" request={pending} /> : null}
        {preferences.map(([name, value]) => (
          <Fact key={name} label={name}>
            <span className="[overflow-wrap:anywhere]">{value}</span>
          </Fact>
        ))}
        <Fact label="Updated">
          <Time at={session.updatedAt} style="datetime" />
        </Fact>
      </Facts>
      <details>
        <summary className="w-fit rounded-sm text-xs text-accent-text hover:underline pointer-coarse:py-2">Raw JSON</summary>
        <JsonView value={session.json} label="Session state" className="mt-1.5" />
      </details>
    </PanelSection>
  );
}

function FlightRequest({ label, request }: { label: string; request: FlightRequestFacts }) {
  const { departDate, returnDate, cabin, passengers } = request;
  const details = [
    departDate && (returnDate ? `${departDate} – ${returnDate}` : departDate),
    cabin?.toLowerCase().replaceAll("_", " "),
    passengers && `${passengers} ${passengers === "1" ? "passenger" : "passengers"}`,
  ].filter(Boolean);
  return (
    <Fact label={label}>
      <span className="block font-medium [overflow-wrap:anywhere]">{routeOf(request)}</span>
      {details.length > 0 ? <span className="block text-muted [overflow-wrap:anywhere]">{details.join(" · ")}</span> : null}
    </Fact>
  );
}

/** "BER → LIS"; a place that is not known yet is a question mark. */
function routeOf({ origin, destination }: FlightRequestFacts) {
  if (origin === null && destination === null) return <Nothing label="no route" />;
  return `${origin ?? "?"} → ${destination ?? "?"}`;
}
