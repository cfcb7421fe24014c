import { Badge } from "~/components/ui/badge";
import type { ToolPart } from "~lib/chats/transcript/part.ts";
import { failedStatuses } from "~lib/tool-calls/tool-call-state.ts";
import { CallBox, CallLink } from "./call-box";
import { CallFlags } from "./call-flags";
import { CallRecord } from "./call-record";
import { ErrorText } from "./error-text";
import { FlightOffersView } from "./flight-offers";
import { JsonFold } from "./json-fold";
import { ToolStateBadge } from "./tool-state";

/** A tool call as the message tells of it, and beside that what its row holds. Open where something went wrong or there is something to see. */
export function ToolView({ part }: { part: ToolPart }) {
  const { call, flags } = part;
  const flights = part.flights ?? call?.flights ?? null;
  const failed = part.state === "output-error" || isFailed(call?.status);
  // A sentence or an itinerary says most of it then; what failed, and what a person opens by hand, is wanted whole.
  const whole = flights === null && (failed || flags.length === 0);
  // But for the ordinary "Done" and "Succeeded", two states are not understood without saying whose they are.
  const ordinary = part.state === "output-available" && call?.status === "succeeded";
  const named = call !== null && (!ordinary || flags.length > 0);
  return (
    <CallBox
      name={part.name}
      title={part.title}
      call={call}
      open={failed || flags.length > 0 || flights !== null}
      badges={
        <>
          {part.providerExecuted ? <Badge title="The model's provider ran it, not the product">By the provider</Badge> : null}
          {named ? <span className="text-xs text-muted">message</span> : null}
          <ToolStateBadge part={part} />
          {named ? <span className="text-xs text-muted">call</span> : null}
        </>
      }
    >
      <CallFlags flags={flags} call={call} />
      <Approval part={part} />
      {flights ? <FlightOffersView flights={flights} /> : null}
      <div className={call ? "grid min-w-0 gap-x-4 gap-y-2.5 @2xl:grid-cols-2" : "min-w-0"}>
        <Told part={part} open={whole} />
        {call ? <CallRecord call={call} part={part} open={whole} /> : null}
      </div>
      {call ? <CallLink call={call} /> : null}
    </CallBox>
  );
}

function isFailed(status: string | undefined): boolean {
  return failedStatuses.some((failed) => failed === status);
}

/** What the message itself holds of the call. */
function Told({ part, open }: { part: ToolPart; open: boolean }) {
  const { input, rawInput, output, errorText, call } = part;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {call ? <p className="text-xs font-medium text-muted">In the message</p> : null}
      {errorText === null ? null : <ErrorText label="Error" error={errorText} />}
      {input ? <JsonFold label="Input" document={input} open={open} /> : null}
      {rawInput ? <JsonFold label="Input as the model wrote it" document={rawInput} open={open} /> : null}
      {output ? <JsonFold label={part.preliminary ? "Preliminary output" : "Output"} document={output} open={open} /> : null}
      {input || rawInput || output || errorText !== null ? null : <p className="text-muted">Neither input nor output.</p>}
    </div>
  );
}

function Approval({ part: { approval, state } }: { part: ToolPart }) {
  if (!approval) return null;
  const answer =
    approval.approved === true
      ? "The user approved of this call"
      : approval.approved === false || state === "output-denied"
        ? "The user did not approve of this call"
        : "The user was asked to approve of this call";
  return (
    <p className="text-muted [overflow-wrap:anywhere]">
      {answer}
      {approval.reason ? `: “${approval.reason}”` : "."}
    </p>
  );
}
