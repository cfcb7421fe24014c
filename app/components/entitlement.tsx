import { Link } from "@remix-run/react";
import { Definition } from "~/components/chart/chart-frame";
import { useRootData } from "~/http/use-root-data";
import { byVerdict, type Entitlement, entitlementSentence, plainSentence, type SentencePart } from "~lib/entitlements/entitlement.ts";
import { findingFacts } from "~lib/entitlements/finding-facts.ts";
import { verdictWords } from "~lib/entitlements/verdict.ts";
import { formatCount, formatDate, shortId } from "~lib/format.ts";
import { paymentList } from "~lib/payments/payment.ts";
import { subscriptionList } from "~lib/subscriptions/subscription.ts";
import { Alert } from "./ui/alert";

/** Why a user has a plan now, or lacks one; the subscription that decides is a link. */
export function EntitlementSentence({ entitlement }: { entitlement: Pick<Entitlement, "present" | "paidWithout"> }) {
  const root = useRootData();
  return <Sentence parts={entitlementSentence(entitlement, root?.zone ?? "UTC", root?.now ?? new Date())} />;
}

function Sentence({ parts }: { parts: readonly SentencePart[] }) {
  return (
    <span title={plainSentence(parts)}>
      {parts.map((part) => {
        if (typeof part === "string") return part;
        const [area, id] = "paymentId" in part ? ["payments", part.paymentId] : ["subscriptions", part.subscriptionId];
        return (
          <Link
            key={id}
            to={`/${area}/${encodeURIComponent(id)}`}
            discover="none"
            title={id}
            className="relative z-10 font-mono text-xs hover:underline"
          >
            {shortId(id)}
          </Link>
        );
      })}
    </span>
  );
}

/** The red verdicts, each with what is so in this case, its rule behind an ⓘ, and the rows that prove it. */
export function Verdicts({ findings }: Pick<Entitlement, "findings">) {
  const root = useRootData();
  const zone = root?.zone ?? "UTC";
  return (
    <>
      {byVerdict(findings).map(({ verdict, since, subscriptionIds, paymentIds }) => (
        <Alert key={verdict} tone="red" title={`${verdictWords[verdict].label}${since ? `, since ${formatDate(since, zone)}` : ""}`}>
          <div className="flex items-start gap-1.5">
            <ul className="flex min-w-0 flex-col">
              {findings
                .filter((finding) => finding.verdict === verdict)
                .map((finding) => (
                  <li key={finding.subscriptionId}>
                    <Sentence parts={findingFacts(finding, zone, root?.now ?? new Date())} />
                  </li>
                ))}
            </ul>
            <Definition of={verdictWords[verdict].label}>{verdictWords[verdict].says}</Definition>
          </div>
          <p className="flex flex-wrap gap-x-4">
            <RowsLink to={subscriptionList.link({ id: subscriptionIds })} count={subscriptionIds.length} noun="subscription" />
            {paymentIds.length > 0 ? <RowsLink to={paymentList.link({ id: paymentIds })} count={paymentIds.length} noun="payment" /> : null}
          </p>
        </Alert>
      ))}
    </>
  );
}

/** The link to exactly these rows: "2 subscriptions". */
export function RowsLink({ to, count, noun }: { to: string; count: number; noun: string }) {
  return (
    <Link to={to} discover="none" className="link relative z-10">
      {formatCount(count)} {count === 1 ? noun : `${noun}s`}
    </Link>
  );
}
