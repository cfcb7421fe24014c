import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { type ShouldRevalidateFunction, useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { ReasonField } from "~/components/form/fields";
import { Page } from "~/components/page";
import { Alert } from "~/components/ui/alert";
import { found, requirePermission } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { Refusal } from "~lib/errors.ts";
import { formatCount } from "~lib/format.ts";
import { workInBackground } from "~lib/tool-calls/bulk/background.server.ts";
import { filterParams, filterWords, unreadParams } from "~lib/tool-calls/bulk/bulk-filter.ts";
import { StartBulkForm } from "~lib/tool-calls/bulk/bulk-forms.ts";
import { BULK_LIMIT, bulkMoveOf, bulkMoves } from "~lib/tool-calls/bulk/bulk-run.ts";
import { previewBulk } from "~lib/tool-calls/bulk/preview-bulk.server.ts";
import { startBulk } from "~lib/tool-calls/bulk/start-bulk.server.ts";
import { toolCallList } from "~lib/tool-calls/tool-call.ts";
import { ChooseMove } from "./choose-move";
import { Preview } from "./preview";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.move ? `${bulkMoves[data.move].noun} · Purser` : "Bulk change · Purser" },
];

/** What the address asks for: a move, and the list's own filter. `unread` are the parts of the filter that mean nothing to it. */
function asked(request: Request) {
  const { searchParams } = new URL(request.url);
  const query = toolCallList.parse(searchParams);
  return { move: bulkMoveOf(searchParams.get("move")), query, unread: unreadParams(searchParams) };
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "tool-calls:change");
  const { move, query, unread } = asked(request);
  const preview = move && unread.length === 0 ? await inTime({ request, context }, previewBulk(db, query, move)) : undefined;
  return {
    move,
    words: filterWords(query),
    params: filterParams(query).toString(),
    listHref: toolCallList.href({ ...toolCallList.defaults, q: query.q, filters: query.filters }),
    unread,
    preview,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "tool-calls:change");
  const { query, unread, ...rest } = asked(request);
  const move = found(rest.move, "change of many tool calls");
  return submit(request, StartBulkForm, async (form) => {
    if (unread.length > 0) throw new Refusal(422, unreadSentence(unread));
    const run = await startBulk(db, staff, { move, query, ...form });
    workInBackground(db, staff, { runId: run.id, worker: run.worker });
    const { noun } = bulkMoves[move];
    return redirectWithToast(`/tool-calls/bulk/${run.id}`, { title: `${noun} of ${callsOf(run.total)} started`, tone: "success" });
  });
}

/** After a refusal the page counts again, which Remix would not do by itself. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ actionStatus, defaultShouldRevalidate }) =>
  (actionStatus !== undefined && actionStatus >= 400) || defaultShouldRevalidate;

const callsOf = (count: number) => `${formatCount(count)} ${count === 1 ? "call" : "calls"}`;

const unreadSentence = (unread: readonly string[]) =>
  `This address holds a part of a filter that means nothing here (${unread.join(", ").slice(0, 200)}), so more calls might be changed than were meant.`;

export default function BulkChangePage() {
  const { move, words, params, listHref, unread, preview } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const breadcrumb = [{ label: "Tool calls", to: listHref }];
  if (!move || !preview) {
    return (
      <Page title="Bulk change" breadcrumb={breadcrumb}>
        {unread.length > 0 ? (
          <Alert tone="amber" title="This filter cannot be read in whole" className="max-w-2xl">
            <p>{unreadSentence(unread)} Make the filter in the list, and begin there.</p>
          </Alert>
        ) : (
          <ChooseMove words={words} params={params} />
        )}
      </Page>
    );
  }
  const { label, able } = bulkMoves[move];
  const { movable, tooMany } = preview;
  return (
    <Page title={bulkMoves[move].noun} description={bulkMoves[move].effect} breadcrumb={breadcrumb}>
      <Preview move={move} words={words} listHref={listHref} preview={preview} />
      {tooMany ? (
        <Alert tone="amber" title={`More than ${formatCount(BULK_LIMIT)} calls are too many for one run`} className="max-w-2xl">
          <p>Narrow the list, by time for example, and take them in several runs.</p>
        </Alert>
      ) : movable === 0 && !reply ? (
        <Alert tone="neutral" title={`No call that matches can be ${able} now`} className="max-w-2xl" />
      ) : (
        <div className="max-w-2xl">
          <ChangeForm
            schema={StartBulkForm}
            defaultValue={{ reason: "" }}
            reply={reply}
            labels={{ reason: "Reason" }}
            submitLabel={`${label} ${callsOf(movable)}`}
            danger={move === "cancel"}
            cancelTo={listHref}
            cancelLabel="Back, change nothing"
          >
            {(fields) => (
              <>
                <input type="hidden" name="expected" value={movable} />
                <ReasonField field={fields.reason} help="The audit log keeps it with every call." />
              </>
            )}
          </ChangeForm>
        </div>
      )}
    </Page>
  );
}

export { RouteError as ErrorBoundary };
