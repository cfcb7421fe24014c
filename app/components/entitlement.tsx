import { Link } from "@remix-run/react";
import { useRootData } from "~/http/use-root-data";
import { byVerdict, type Entitlement, entitlementSentence, plainSentence } from "~lib/entitlements/entitlement.ts";
import { verdictWords } from "~lib/entitlements/verdict.ts";
import { formatCount, formatDate, shortId } from "~lib/format.ts";
import { paymentList } from "~lib/payments/payment.ts";
import { subscriptionList } from "~lib/subscriptions/subscription.ts";
import { Alert } from "./ui/alert";

/** Why a user has a plan now, or lacks one; the subscription that decides is a link. */
export function EntitlementSentence({ entitlement }: { entitlement: Pick<Entitlement, "present" | "paidWithout"> }) {
  const root = useRootData();
  const sentence = entitlementSentence(entitlement, root?.zone ?? "UTC", root?.now ?? new Date());
  return (
    <span title={plainSentence(sentence)}>
      {sentence.map((part) =>
        typeof part === "string" ? (
          part
        ) : (
          <Link
            key={part.subscriptionId}
            to={`/subscriptions/${encodeURIComponent(part.subscriptionId)}`}
            discover="none"
            title={part.subscriptionId}
            className="relative z-10 font-mono text-xs hover:underline"
          >
            {shortId(part.subscriptionId)}
          </Link>
        ),
      )}
    </span>
  );
}

/** The red verdicts, each with its rule and the rows that prove it. */
export function Verdicts({ findings }: Pick<Entitlement, "findings">) {
  const zone = useRootData()?.zone ?? "UTC";
  return (
    <>
      {byVerdict(findings).map(({ verdict, since, subscriptionIds, paymentIds }) => (
        <Alert key={verdict} tone="red" title={`${verdictWords[verdict].label}${since ? `, since ${formatDate(since, zone)}` : ""}`}>
          <p className="max-w-4xl text-muted">{verdictWords[verdict].says}</p>
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
