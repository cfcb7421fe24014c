import { Link } from "@remix-run/react";
import { ChangeForm } from "~/components/form/change-form";
import { ReasonField } from "~/components/form/fields";
import { Money } from "~/components/money";
import { Page, Section } from "~/components/page";
import { Time } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import type { FormReply } from "~/http/submit.server";
import { formatCount, shortId } from "~lib/format.ts";
import type { BulkItem, BulkItemState } from "~lib/unlinked/get-bulk.server.ts";
import { unlinkedList } from "~lib/unlinked/unlinked.ts";
import { BulkUnlink } from "~lib/unlinked/unlinked-forms.ts";
import { rowPath, type UnlinkedKind } from "~lib/unlinked/unlinked-kind.ts";
import { CustomerOf } from "./customer-of";

interface BulkResultProps {
  of: UnlinkedKind;
  items: readonly BulkItem[];
  reply: FormReply | undefined;
}

const since: Record<Exclude<BulkItemState, "linked">, string> = {
  unlinked: "unlinked since",
  moved: "linked to somebody else since",
  relinked: "linked again since",
};

/** What one request linked, what has become of it, and the way to take it back. */
export function BulkResult({ of, items, reply }: BulkResultProps) {
  const undoable = items.filter((item) => item.undoable).length;
  const [first] = items;
  const desk = unlinkedList.link(of === "payments" ? {} : { of: [of] });
  const noun = (count: number) => `${formatCount(count)} ${count === 1 ? of.slice(0, -1) : of}`;
  return (
    <Page
      title={`${noun(items.length)}${items.every((item) => item.state === "unlinked") ? ", unlinked since" : " linked at once"}`}
      description={
        first ? (
          <>
            By {first.linkedBy}, <Time at={first.linkedAt} style="datetime" />.
          </>
        ) : null
      }
      breadcrumb={[{ label: "Unlinked", to: desk }]}
      actions={
        <>
          {undoable > 0 ? (
            <Button asChild>
              <a href="#take-it-back">Take it back…</a>
            </Button>
          ) : null}
          <Button variant="primary" asChild>
            <Link to={desk}>Back to the desk</Link>
          </Button>
        </>
      }
    >
      <Section title="What was linked" count={items.length}>
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface sm:grid sm:grid-cols-[auto_auto_auto_auto_1fr] sm:gap-x-4">
          {items.map((item) => (
            <li key={item.id} className="px-3 py-1.5 sm:col-span-full sm:grid sm:grid-cols-subgrid">
              <Link to={rowPath(of, item.id)} discover="none" title={item.id} className="link self-baseline justify-self-start">
                {item.createdAt ? (
                  <Time at={item.createdAt} style="datetime" />
                ) : (
                  <span className="font-mono text-xs">{shortId(item.id)}</span>
                )}
              </Link>
              <span className="max-sm:ml-2 sm:text-right">
                {item.amount === null || item.currency === null ? null : <Money amount={item.amount} currency={item.currency} />}
              </span>
              <span className="max-w-56 truncate max-sm:block">
                <CustomerOf {...item} />
              </span>
              <span>
                to{" "}
                <Link to={`/users/${encodeURIComponent(item.userId)}`} discover="none" className="link">
                  {item.userName?.trim() || shortId(item.userId)}
                </Link>
              </span>
              <span className="text-muted max-sm:block">
                {item.state === "linked" ? null : (
                  <>
                    <Badge tone="amber">{since[item.state]}</Badge>{" "}
                  </>
                )}
                {item.reason}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      {undoable > 0 ? (
        <Section id="take-it-back" title="Take it back">
          <p className="max-w-3xl text-muted">
            Unlinks {noun(undoable)}
            {undoable < items.length ? "; those that were changed since stay as they are" : ""}.
          </p>
          <ChangeForm
            schema={BulkUnlink}
            defaultValue={{ reason: "" }}
            reply={reply}
            labels={{ reason: "Reason" }}
            submitLabel={`Unlink ${noun(undoable)}`}
            danger
            cancelTo={desk}
            cancelLabel="Back to the desk"
          >
            {(fields) => (
              <>
                <input type="hidden" name="expected" value={undoable} />
                <ReasonField field={fields.reason} />
              </>
            )}
          </ChangeForm>
        </Section>
      ) : (
        <p className="text-muted">None of them is as this left it, so there is nothing to take back.</p>
      )}
    </Page>
  );
}
