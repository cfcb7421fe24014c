import { Unplug } from "lucide-react";
import { memo } from "react";
import { Time } from "~/components/time";
import type { CallFlag, JoinedCall } from "~lib/chats/transcript/part.ts";
import { CallBox, CallLink } from "./call-box";
import { CallFlags } from "./call-flags";
import { CallRecord } from "./call-record";
import { Entry } from "./entry";
import { FlightOffersView } from "./flight-offers";

export interface OrphanCallProps {
  call: JoinedCall;
  flags: readonly CallFlag[];
  chatId: string;
}

/** A tool call that no message tells of, at its time. */
export const OrphanCall = memo(function OrphanCall({ call, flags }: OrphanCallProps) {
  return (
    <Entry icon={Unplug} tone="tool" name="Tool call without a message" facts={<Time at={call.createdAt} style="datetime" />}>
      <CallBox name={call.toolName} call={call} open>
        <CallFlags flags={flags} call={call} />
        {call.flights ? <FlightOffersView flights={call.flights} /> : null}
        <CallRecord call={call} open={false} />
        <CallLink call={call} />
      </CallBox>
    </Entry>
  );
});
