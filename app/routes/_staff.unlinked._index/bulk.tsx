import { Form, Link, useNavigation } from "@remix-run/react";
import { Money } from "~/components/money";
import { Page, Section } from "~/components/page";
import { Time } from "~/components/time";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { cn } from "~/components/ui/cn";
import { EmptyState } from "~/components/ui/empty-state";
import type { FormReply } from "~/http/submit.server";
import { formatCount } from "~lib/format.ts";
import type { BulkPair, BulkPlan } from "~lib/unlinked/plan-bulk-link.server.ts";
import { unlinkedList } from "~lib/unlinked/unlinked.ts";
import { deskPath, type UnlinkedKind } from "~lib/unlinked/unlinked-kind.ts";
import { CustomerOf } from "./customer-of";

interface BulkPreviewProps {
  of: UnlinkedKind;
  /** The list was narrowed, by its filter or to the selected rows. */
  filtered: boolean;
  plan: BulkPlan;
  reply: FormReply | undefined;
}

/** What a bulk link would do, row by row, counted by the server; the button sends along what was seen. */
export function BulkPreview({ of, filtered, plan, reply }: BulkPreviewProps) {
  const busy = useNavigation().state !== "idle";
  const { pairs } = plan;
  const noun = (count: number) => (count === 1 ? of.slice(0, -1) : of);
  const refused = Object.values(reply?.result.error ?? {}).flatMap((messages) => messages ?? []);
  const left = (
    [
      [plan.ambiguous, "where something contradicts the strong evidence by pointing to another user"],
      [plan.weak, "where the evidence is weak"],
      [plan.unknown, "where nothing points to anybody"],
    ] as const
  ).flatMap(([count, why]) => (count > 0 ? `${formatCount(count)} ${why}` : []));
  return (
    <Page
      title={`Link ${of} with strong evidence`}
      description={`Links each of the ${of} without a user ${filtered ? "that were chosen in the list " : ""}to the one user to whom strong evidence points, where nothing points to anybody else. It can be taken back.`}
      breadcrumb={[{ label: "Unlinked", to: unlinkedList.link(of === "payments" ? {} : { of: [of] }) }]}
    >
      {refused.length > 0 ? (
        <div role="alert">
          <Alert tone="red" title={refused.join(" ")} />
        </div>
      ) : null}
      <p className="max-w-3xl">
        {formatCount(plan.looked)} {noun(plan.looked)} looked at, newest first: {formatCount(pairs.length)} would be linked.
        {left.length > 0 ? ` Left as they are: ${left.join(", ")}.` : ""}
        {plan.more && pairs.length > 0 ? " There are more than are done at once: after these, come back for the rest." : ""}
      </p>
      {pairs.length === 0 ? (
        <EmptyState title="Nothing to link in bulk" className="rounded-lg border border-line bg-surface">
          None of them has exactly one candidate with strong evidence that nothing contradicts. Look at them one by one
          {plan.more ? ", or narrow the list by its time: there are older ones that were not looked at" : ""}.
        </EmptyState>
      ) : (
        <>
          <Form method="post" className="flex flex-wrap items-center gap-2">
            <input type="hidden" name="expected" value={pairs.length} />
            <input type="hidden" name="digest" value={plan.digest} />
            <Button type="submit" variant="primary" aria-disabled={busy} onClick={(event) => busy && event.preventDefault()}>
              Link {formatCount(pairs.length)} {noun(pairs.length)}
            </Button>
            <Button variant="ghost" asChild>
              <Link to={unlinkedList.link(of === "payments" ? {} : { of: [of] })}>Cancel</Link>
            </Button>
          </Form>
          <Section title="What would be linked" count={pairs.length}>
            <div className="overflow-x-auto rounded-lg border border-line bg-surface">
              <table className="w-full text-left">
                <caption className="sr-only">Each row with the user that it would be linked to, and why</caption>
                <thead className="text-xs text-muted">
                  <tr>
                    <Heading>Time</Heading>
                    <Heading className="text-right max-sm:hidden">Amount</Heading>
                    <Heading className="max-sm:hidden">Customer</Heading>
                    <Heading>To</Heading>
                    <Heading className="max-sm:hidden">Why</Heading>
                  </tr>
                </thead>
                <tbody>
                  {pairs.map((pair) => (
                    <PairRow key={pair.row.id} of={of} {...pair} />
                  ))}
                </tbody>
              </table>
            </div>
          </Section>
        </>
      )}
    </Page>
  );
}

function Heading({ className, children }: { className?: string; children: string }) {
  return (
    <th scope="col" className={cn("border-b border-line px-3 py-1.5 font-medium", className)}>
      {children}
    </th>
  );
}

const cellClass = "border-b border-line px-3 py-1.5 [tr:last-child>&]:border-b-0";

/** On a phone the amount and the customer stand under the time, and the evidence under the user, where they have room. */
function PairRow({ of, row, candidate }: BulkPair & { of: UnlinkedKind }) {
  const why = candidate.evidence
    .filter((one) => one.strong)
    .map((one) => one.words)
    .join(" ");
  const amount = <Money amount={row.amount} currency={row.currency} />;
  const customer = <CustomerOf {...row} />;
  return (
    <tr className="align-top">
      <td className={cn(cellClass, "whitespace-nowrap max-sm:pr-0")}>
        <Link to={deskPath(of, row.id)} discover="none" className="link">
          <Time at={row.createdAt} style="datetime" />
        </Link>
        <span className="block sm:hidden">{amount}</span>
        <span className="block max-w-40 truncate sm:hidden">{customer}</span>
      </td>
      <td className={cn(cellClass, "text-right whitespace-nowrap max-sm:hidden")}>{amount}</td>
      <td className={cn(cellClass, "max-w-56 truncate max-sm:hidden")}>{customer}</td>
      <td className={cellClass}>
        <Link
          to={`/users/${encodeURIComponent(candidate.userId)}`}
          discover="none"
          title={candidate.email}
          className="link sm:whitespace-nowrap"
        >
          {candidate.name.trim() || candidate.email}
        </Link>
        <span className="block text-muted sm:hidden">{why}</span>
      </td>
      <td className={cn(cellClass, "max-sm:hidden")}>{why}</td>
    </tr>
  );
}
