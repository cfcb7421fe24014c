import { Form, Link } from "@remix-run/react";
import { Money } from "~/components/money";
import { Fact, Facts, Page, Section } from "~/components/page";
import { StatusBadge } from "~/components/status-badge";
import { Nothing, Time } from "~/components/time";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { CopyId } from "~/components/ui/copy-id";
import type { FormReply } from "~/http/submit.server";
import { formatMoney } from "~lib/format.ts";
import { unlinkedList } from "~lib/unlinked/unlinked.ts";
import { deskPath, rowPath } from "~lib/unlinked/unlinked-kind.ts";
import { Candidates } from "./candidates";
import type { readDeskRow } from "./desk-row.server";

type DeskRowProps = Awaited<ReturnType<typeof readDeskRow>> & { reply: FormReply | undefined };

/** One payment or subscription at the desk: whose it may be, a button for each; once it is linked, a way to take that back and to go on. */
export function DeskRowPage({ of, row, candidates, next, link, reply }: DeskRowProps) {
  const kind = of === "payments" ? "payment" : "subscription";
  const at = deskPath(of, row.id);
  const amount = formatMoney(row.amount, row.currency);
  const refused = Object.values(reply?.result.error ?? {}).flatMap((messages) => messages ?? []);
  return (
    <Page
      title={row.user ? `The ${kind} of ${amount} is linked` : `Whose ${kind} of ${amount} is this?`}
      breadcrumb={[{ label: "Unlinked", to: unlinkedList.link(of === "payments" ? {} : { of: [of] }) }]}
      actions={
        <>
          <Button asChild>
            <Link to={rowPath(of, row.id)}>Open the {kind}</Link>
          </Button>
          {next ? (
            <Button variant={row.user ? "primary" : "secondary"} asChild>
              <Link to={next}>Next without a user</Link>
            </Button>
          ) : null}
        </>
      }
    >
      {refused.length > 0 ? (
        <div role="alert">
          {reply?.conflict ? (
            <Alert tone="red" title={`Somebody changed this ${kind} while you looked at it.`}>
              You changed nothing. Below it stands as it is now.
            </Alert>
          ) : (
            <Alert tone="red" title={refused.join(" ")} />
          )}
        </div>
      ) : null}
      <Facts className="max-w-3xl">
        <Fact label="Amount">
          <Money amount={row.amount} currency={row.currency} />
        </Fact>
        <Fact label="Status">
          <StatusBadge kind={kind} value={row.status} />
        </Fact>
        <Fact label="Created">
          <Time at={row.createdAt} style="datetime" />
        </Fact>
        {of === "payments" ? (
          <Fact label="Customer">
            {row.customerName ?? <Nothing label="no name" />} <span className="text-muted">{row.customerEmail}</span>
          </Fact>
        ) : null}
        <Fact label="Customer id">
          {row.customerId ? <CopyId id={row.customerId} label="customer id" length={24} /> : <Nothing label="no customer id" />}
        </Fact>
        {row.subscriptionId ? (
          <Fact label="Subscription">
            <CopyId id={row.subscriptionId} label="subscription id" length={24} />
          </Fact>
        ) : null}
        <Fact label="User id in its metadata">
          {row.named ? <CopyId id={row.named} label="user id" length={24} /> : <Nothing label="names no user" />}
        </Fact>
      </Facts>
      {row.user ? (
        <Alert tone="green" title={`This ${kind} is linked to ${row.user.name.trim() || row.user.email}.`} className="max-w-3xl">
          <div className="mt-1 flex flex-wrap items-center gap-2">
            <Link to={`/users/${encodeURIComponent(row.user.id)}`} className="link">
              {row.user.email}
            </Link>
            {link ? (
              <>
                <span className="text-muted">
                  by {link.by}, <Time at={link.at} />
                </span>
                <Form method="post" action={`${at}?do=undo`}>
                  <input type="hidden" name="version" value={row.version} />
                  <Button type="submit" size="sm">
                    Undo
                  </Button>
                </Form>
              </>
            ) : null}
          </div>
        </Alert>
      ) : (
        <Section
          title="Who it may belong to"
          count={candidates.length}
          action={
            <Link to={`${rowPath(of, row.id)}/link`} className="link">
              Link to somebody else
            </Link>
          }
        >
          <Candidates candidates={candidates} version={row.version} action={at} />
        </Section>
      )}
    </Page>
  );
}
