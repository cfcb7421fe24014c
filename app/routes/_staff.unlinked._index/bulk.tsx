import { Form, Link, useNavigation } from "@remix-run/react";
import { Money } from "~/components/money";
import { Page, Section } from "~/components/page";
import { Time } from "~/components/time";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import type { FormReply } from "~/http/submit.server";
import { formatCount } from "~lib/format.ts";
import type { BulkPlan } from "~lib/unlinked/plan-bulk-link.server.ts";
import { deskPath, type UnlinkedKind, unlinkedList } from "~lib/unlinked/unlinked.ts";

interface BulkPreviewProps {
  of: UnlinkedKind;
  /** The list's filter, in words that the page can repeat. */
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
  const left = [
    [plan.ambiguous, "strong evidence points to more than one user"],
    [plan.weak, "the evidence is weak"],
    [plan.unknown, "nothing points to anybody"],
  ] as const;
  return (
    <Page
      title={`Link ${of} with strong evidence`}
      description={`Links each of the ${of} without a user ${filtered ? "that the list's filter matches " : ""}to the one user to whom strong evidence points. It can be taken back.`}
      breadcrumb={[{ label: "Unlinked", to: unlinkedList.link(of === "payments" ? {} : { of: [of] }) }]}
    >
      {refused.length > 0 ? (
        <div role="alert">
          <Alert tone="red" title={refused.join(" ")} />
        </div>
      ) : null}
      <p className="max-w-3xl">
        Of {formatCount(plan.looked)} {noun(plan.looked)} looked at, newest first, {formatCount(pairs.length)} would be linked.
        {left.map(([count, why]) => (count > 0 ? ` Of ${formatCount(count)}, ${why}.` : ""))}
        {plan.more ? " There are more than are done at once: after these, come back for the rest." : ""}
      </p>
      {pairs.length === 0 ? (
        <EmptyState title="Nothing to link in bulk" className="rounded-lg border border-line bg-surface">
          None of them has exactly one candidate with strong evidence. Look at them one by one.
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
                    {["Time", "Amount", "To", "Why"].map((label) => (
                      <th key={label} scope="col" className="border-b border-line px-3 py-1.5 font-medium">
                        {label}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {pairs.map(({ row, candidate }) => (
                    <tr key={row.id} className="align-top">
                      <td className="border-b border-line px-3 py-1.5">
                        <Link to={deskPath(of, row.id)} discover="none" className="link">
                          <Time at={row.createdAt} style="datetime" />
                        </Link>
                      </td>
                      <td className="border-b border-line px-3 py-1.5">
                        <Money amount={row.amount} currency={row.currency} />
                      </td>
                      <td className="border-b border-line px-3 py-1.5">
                        <Link to={`/users/${encodeURIComponent(candidate.userId)}`} discover="none" className="link">
                          {candidate.name.trim() || candidate.email}
                        </Link>
                      </td>
                      <td className="border-b border-line px-3 py-1.5">
                        {candidate.evidence
                          .filter((one) => one.strong)
                          .map((one) => one.words)
                          .join(" ")}
                      </td>
                    </tr>
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
