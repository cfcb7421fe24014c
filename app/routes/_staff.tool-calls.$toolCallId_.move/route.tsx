import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, type ShouldRevalidateFunction, useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { ReasonField } from "~/components/form/fields";
import { Fact, Facts, Page } from "~/components/page";
import { StatusBadge } from "~/components/status-badge";
import { Time } from "~/components/time";
import { Duration, StuckBadge } from "~/components/tool-call-duration";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { getToolCallForMove } from "~lib/tool-calls/get-tool-call.server.ts";
import { moveForm } from "~lib/tool-calls/move-form.ts";
import { moveToolCall } from "~lib/tool-calls/move-tool-call.server.ts";
import { illegalMove, isLegalMove, moveTo, toolCallMoves } from "~lib/tool-calls/tool-call-moves.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${toolCallMoves[data.move].label} · Purser` : "Tool call · Purser" },
];

/** The move is named by the state that it ends in: `?to=canceled`. */
const moveOf = (request: Request) => found(moveTo(new URL(request.url).searchParams.get("to")), "change of a tool call");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "tool-calls:change");
  const move = moveOf(request);
  return { move, call: found(await getToolCallForMove(db, params.toolCallId ?? ""), "tool call") };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "tool-calls:change");
  const move = moveOf(request);
  const toolCallId = (params.toolCallId ?? "").toLowerCase();
  return submit(request, moveForm(move), async (form) => {
    await moveToolCall(db, staff, toolCallId, move, form);
    return redirectWithToast(`/tool-calls/${toolCallId}`, { title: `Tool call ${toolCallMoves[move].done}`, tone: "success" });
  });
}

/** After a refusal the page shows the state that the call is in by now, which Remix would not ask for again by itself. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ actionStatus, defaultShouldRevalidate }) =>
  actionStatus === 409 || defaultShouldRevalidate;

export default function MoveToolCallPage() {
  const { move, call } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const { label, effect, to, reason } = toolCallMoves[move];
  const at = `/tool-calls/${call.id}`;
  const legal = isLegalMove(move, call.status);
  return (
    <Page
      title={label}
      description={legal ? effect : undefined}
      breadcrumb={[
        { label: "Tool calls", to: "/tool-calls" },
        { label: call.toolName, to: at },
      ]}
    >
      <Facts className="max-w-xl">
        <Fact label="Now">
          <span className="inline-flex items-center gap-1.5">
            <StatusBadge kind="tool-call" value={call.status} />
            <StuckBadge call={call} />
          </span>
        </Fact>
        {legal ? (
          <Fact label="Then">
            <StatusBadge kind="tool-call" value={to} />
          </Fact>
        ) : null}
        <Fact label="Call">
          {call.toolName} in “{call.chat.title}” of {call.user.name.trim() || call.user.email}, <Time at={call.createdAt} />
        </Fact>
        <Fact label="Duration">
          <Duration call={call} />
        </Fact>
        {legal && move === "retry" ? (
          <Fact label="Cleared">
            {["start and finish", call.hasError && "error", call.hasResponse && "response"].filter(Boolean).join(", ")}
          </Fact>
        ) : null}
      </Facts>
      {legal ? (
        <ChangeForm
          schema={moveForm(move)}
          defaultValue={{ reason: "" }}
          reply={reply}
          labels={{ reason: "Reason" }}
          submitLabel={label}
          danger={move !== "retry"}
          cancelTo={at}
          cancelLabel="Back, change nothing"
        >
          {(fields) => (
            <ReasonField
              field={fields.reason}
              help={reason === "required" && !call.hasError ? "The audit log keeps it, and the call gets it as its error text." : undefined}
            />
          )}
        </ChangeForm>
      ) : (
        <div role={reply ? "alert" : undefined} className="max-w-xl">
          <Alert tone="amber" title={illegalMove(move, call.status)}>
            {reply ? <p>Nothing was changed.</p> : null}
            <Button asChild className="mt-2">
              <Link to={at}>Back to the call</Link>
            </Button>
          </Alert>
        </div>
      )}
    </Page>
  );
}

export { RouteError as ErrorBoundary };
