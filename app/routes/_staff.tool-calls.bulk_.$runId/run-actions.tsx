import { Form, useNavigation } from "@remix-run/react";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import type { FormReply } from "~/http/submit.server";
import { isUnfinished } from "~lib/tool-calls/bulk/bulk-run.ts";
import type { BulkProgress } from "~lib/tool-calls/bulk/get-bulk-run.server.ts";

interface RunActionsProps {
  progress: BulkProgress;
  mayChange: boolean;
  reply: FormReply | undefined;
}

/** What can be asked of a run that is not over: to stop, and to go on where its worker was lost. */
export function RunActions({ progress, mayChange, reply }: RunActionsProps) {
  const { status, silent } = progress;
  const sending = useNavigation().formMethod === "POST";
  const refused = Object.values(reply?.result.error ?? {}).flatMap((messages) => messages ?? [])[0];
  const going = isUnfinished(status);
  return (
    <>
      {refused ? (
        <div role="alert" className="max-w-3xl">
          <Alert tone="amber" title={refused} />
        </div>
      ) : null}
      {silent ? (
        <Alert tone="amber" title="Nobody works on this run at the moment" className="max-w-3xl">
          <p>
            The server that did was ended or lost the database. What is done stays done.{" "}
            {mayChange
              ? "You can have the rest done in your name, or stop here."
              : "It goes on once somebody who may change tool calls resumes it."}
          </p>
        </Alert>
      ) : null}
      {going && mayChange ? (
        <Form method="post" className="no-print flex flex-wrap items-center gap-2">
          {silent && status === "running" ? (
            <Button type="submit" name="intent" value="resume" variant="primary" aria-disabled={sending}>
              Resume
            </Button>
          ) : null}
          {status === "running" || silent ? (
            <Button type="submit" name="intent" value="stop" variant="danger" aria-disabled={sending}>
              Stop
            </Button>
          ) : (
            <p className="text-muted">It stops after the calls at hand.</p>
          )}
          {status === "running" && !silent ? <p className="text-muted">It goes on when you leave this page.</p> : null}
        </Form>
      ) : null}
    </>
  );
}
