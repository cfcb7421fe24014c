import { Link } from "@remix-run/react";
import { Fact, Facts } from "~/components/page";
import { StatusBadge } from "~/components/status-badge";
import { Nothing } from "~/components/time";
import { chatList } from "~lib/chats/chat.ts";
import { formatCount } from "~lib/format.ts";
import { subscriptionList } from "~lib/subscriptions/subscription.ts";
import type { RecentUsage } from "~lib/usage/recent-usage.server.ts";
import { usageList } from "~lib/usage/usage.ts";
import type { Plan } from "~lib/users/user-plan.server.ts";
import { PanelSection } from "./panel-section";

interface OwnerProps {
  user: { id: string; name: string; email: string };
  plan: Plan | null;
  /** Null for those who may not read it. */
  usage: RecentUsage | null;
  maySubscriptions: boolean;
}

/** Whose chat it is, what they have paid for, and how much of it they use. */
export function Owner({ user, plan, usage, maySubscriptions }: OwnerProps) {
  const at = `/users/${encodeURIComponent(user.id)}`;
  const name = user.name.trim() || user.email;
  return (
    <PanelSection
      id="owner"
      title="Owner"
      gist={plan ? `${name} · ${plan.product}` : name}
      action={
        <>
          <Link to={`${at}/timeline`} className="link">
            Timeline
          </Link>
          <Link to={chatList.link({ user: [user.id] })} className="link">
            All chats
          </Link>
          {maySubscriptions ? (
            <Link to={subscriptionList.link({ user: [user.id] })} className="link">
              Subscriptions
            </Link>
          ) : null}
          {usage ? (
            <Link to={usageList.link({ user: [user.id] })} className="link">
              Usage by day
            </Link>
          ) : null}
        </>
      }
    >
      <Facts className={plainFacts}>
        <Fact label="Name">
          <Link to={at} className="link">
            {name}
          </Link>
        </Fact>
        <Fact label="E-mail">
          <Link to={at} className="link [overflow-wrap:anywhere]">
            {user.email}
          </Link>
        </Fact>
        <Fact label="Plan">
          {plan ? (
            <span className="inline-flex max-w-full flex-wrap items-center gap-x-2">
              {plan.product} <StatusBadge kind="subscription" value={plan.status} />
            </span>
          ) : (
            <Nothing label="no subscription" />
          )}
        </Fact>
        {usage ? (
          <>
            <Fact label="Messages">
              <Counted {...usage.messages} />
            </Fact>
            {usage.searches ? (
              <Fact label="Extreme searches">
                <Counted {...usage.searches} />
              </Fact>
            ) : null}
          </>
        ) : null}
      </Facts>
    </PanelSection>
  );
}

/** Facts within a section that has a border of its own. */
export const plainFacts = "rounded-none border-0 bg-transparent px-0 py-0";

function Counted({ today, recent }: { today: number; recent: number }) {
  return (
    <>
      <span className="font-medium">{formatCount(today)}</span> today
      <span className="text-muted"> · {formatCount(recent)} in 30 days</span>
    </>
  );
}
