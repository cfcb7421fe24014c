import { Link } from "@remix-run/react";
import { ChangeForm } from "~/components/form/change-form";
import { ReasonField } from "~/components/form/fields";
import { Page, Section } from "~/components/page";
import { Time } from "~/components/time";
import { Badge } from "~/components/ui/badge";
import type { FormReply } from "~/http/submit.server";
import { formatCount, shortId } from "~lib/format.ts";
import type { BulkItem } from "~lib/unlinked/get-bulk.server.ts";
import { BulkUnlink, rowPath, type UnlinkedKind, unlinkedList } from "~lib/unlinked/unlinked.ts";

interface BulkResultProps {
  of: UnlinkedKind;
  items: readonly BulkItem[];
  reply: FormReply | undefined;
}

/** What one request linked, what has become of it, and the way to take it back. */
export function BulkResult({ of, items, reply }: BulkResultProps) {
  const undoable = items.filter((item) => item.undoable).length;
  const [first] = items;
  const desk = unlinkedList.link(of === "payments" ? {} : { of: [of] });
  const noun = (count: number) => `${formatCount(count)} ${count === 1 ? of.slice(0, -1) : of}`;
  return (
    <Page
      title={`${noun(items.length)} linked at once`}
      description={
        first ? (
          <>
            By {first.linkedBy}, <Time at={first.linkedAt} style="datetime" />.
          </>
        ) : null
      }
      breadcrumb={[{ label: "Unlinked", to: desk }]}
    >
      <Section title="What was linked" count={items.length}>
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {items.map((item) => (
            <li key={item.id} className="flex flex-wrap items-center gap-x-3 px-3 py-1.5">
              <Link to={rowPath(of, item.id)} discover="none" title={item.id} className="link font-mono text-xs">
                {shortId(item.id)}
              </Link>
              <span>
                to{" "}
                <Link to={`/users/${encodeURIComponent(item.userId)}`} discover="none" className="link">
                  {item.userName?.trim() || shortId(item.userId)}
                </Link>
              </span>
              {item.undoable ? null : <Badge tone="amber">changed since</Badge>}
              {item.reason ? <span className="text-muted">{item.reason}</span> : null}
            </li>
          ))}
        </ul>
      </Section>
      {undoable > 0 ? (
        <Section title="Take it back">
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
