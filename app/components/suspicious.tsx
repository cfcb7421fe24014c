import { Link } from "@remix-run/react";
import { CircleAlert, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import {
  type PaymentRule,
  paymentRule,
  ruleAnchor,
  type Severity,
  type SubscriptionRule,
  severityLabel,
  subscriptionRule,
} from "~lib/reports/suspicious/suspicious-rule.ts";
import { Badge, type Tone } from "./ui/badge";

const look: Record<Severity, { tone: Tone; icon: LucideIcon }> = {
  high: { tone: "red", icon: CircleAlert },
  medium: { tone: "amber", icon: TriangleAlert },
  low: { tone: "gray", icon: Info },
};

/** How much a rule weighs. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const { tone, icon } = look[severity];
  return (
    <Badge tone={tone} icon={icon}>
      {severityLabel[severity]}
    </Badge>
  );
}

type SuspiciousBadgesProps =
  | { noun: "payment"; rules: readonly PaymentRule[] }
  | { noun: "subscription"; rules: readonly SubscriptionRule[] };

/** The rules that what the page shows breaks, each leading to its words. */
export function SuspiciousBadges(props: SuspiciousBadgesProps) {
  const broken =
    props.noun === "payment"
      ? props.rules.map((id) => ({ rule: paymentRule[id], anchor: ruleAnchor(props.noun, id) }))
      : props.rules.map((id) => ({ rule: subscriptionRule[id], anchor: ruleAnchor(props.noun, id) }));
  return (
    <>
      {broken.map(({ rule, anchor }) => (
        <Link key={anchor} to={`/reports/suspicious#${anchor}`} title={rule.what} className="max-w-full rounded-sm hover:underline">
          <Badge tone={look[rule.severity].tone} icon={look[rule.severity].icon}>
            {rule.title}
          </Badge>
        </Link>
      ))}
    </>
  );
}
