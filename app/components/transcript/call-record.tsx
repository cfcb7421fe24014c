import type { JoinedCall, ToolPart } from "~lib/chats/transcript/part.ts";
import { ErrorText } from "./error-text";
import { JsonFold } from "./json-fold";

export interface CallRecordProps {
  call: JoinedCall;
  /** What the message says, so that what is the same in both is not read twice. */
  part?: Pick<ToolPart, "input" | "output">;
  open: boolean;
}

/** What the row of a tool call holds: its error, request and response. */
export function CallRecord({ call, part, open }: CallRecordProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {part ? <p className="text-xs font-medium text-muted">In the tool call</p> : null}
      {call.error === null ? null : <ErrorText label="Error" error={call.error} />}
      <JsonFold label="Request" document={call.request} open={open} twin={{ label: "input", document: part?.input ?? null }} />
      {call.response === null ? (
        <p className="text-muted">No response.</p>
      ) : (
        <JsonFold label="Response" document={call.response} open={open} twin={{ label: "output", document: part?.output ?? null }} />
      )}
    </div>
  );
}
