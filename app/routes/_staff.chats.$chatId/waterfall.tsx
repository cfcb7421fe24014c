import { Link } from "@remix-run/react";
import { ExternalLink } from "lucide-react";
import { type MouseEvent, useEffect, useId, useRef } from "react";
import { Time } from "~/components/time";
import { cn } from "~/components/ui/cn";
import { useRootData } from "~/http/use-root-data";
import type { TimedToolCall } from "~lib/chats/chat-aside.server.ts";
import type { CallGroup, PlacedCall } from "~lib/chats/waterfall/waterfall.ts";
import { groupCalls } from "~lib/chats/waterfall/waterfall.ts";
import { formatCount, formatDuration } from "~lib/format.ts";
import { statusLabel } from "~lib/status-labels.ts";
import { toolCallList } from "~lib/tool-calls/tool-call.ts";
import { failedStatuses, isStuck } from "~lib/tool-calls/tool-call-state.ts";
import { PanelSection } from "./panel-section";
import { scrollTo } from "./scroll-to";

interface WaterfallProps {
  chatId: string;
  /** At most so many of the newest, in any order. */
  calls: readonly TimedToolCall[];
  /** All of the chat's. */
  total: number;
  failed: number;
  /** The transcript is open, so that a call can lead to its message. */
  opened: boolean;
}

/** From here on it is worth hiding those that went well. */
const MANY = 8;

/**
 * The chat's tool calls over time, one row a call, as a table with bars. Each turn has a scale of its own: between two turns people read and
 * sleep, and on one scale no bar could be seen.
 */
export function Waterfall({ chatId, calls, total, failed, opened }: WaterfallProps) {
  const root = useRootData();
  const now = new Date(root?.now ?? 0);
  const name = useId();
  const groups = groupCalls(calls);
  const box = useRef<HTMLDivElement>(null);
  // Who comes with a complaint asks for what was last.
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, []);
  const isOdd = (call: TimedToolCall) =>
    failedStatuses.some((status) => status === call.status) ||
    isStuck({ ...call, createdAt: new Date(call.createdAt), startedAt: call.startedAt === null ? null : new Date(call.startedAt) }, now);
  const odd = calls.filter(isOdd).length;
  const all = toolCallList.link({ chat: [chatId] });
  return (
    <PanelSection
      id="tool-calls"
      title="Tool calls"
      gist={gistOf(total, failed)}
      className="group/calls"
      action={
        total > 0 ? (
          <>
            <Link to={all} className="link">
              {total === 1 ? "As a list" : `All ${formatCount(total)} as a list`}
            </Link>
            {failed > 0 && failed < total ? (
              <Link to={toolCallList.link({ chat: [chatId], status: failedStatuses })} className="link">
                Failed ones as a list
              </Link>
            ) : null}
          </>
        ) : null
      }
    >
      {total === 0 ? <p className="text-muted">No tool was called.</p> : null}
      {calls.length > MANY && odd > 0 && odd < calls.length ? (
        // Two radio buttons and no script: which rows are shown is decided by style alone.
        <fieldset className="flex w-fit rounded-md border border-line text-xs">
          <legend className="sr-only">Which calls</legend>
          <Choice name={name} value="all" label={`All ${formatCount(calls.length)}`} isFirst />
          <Choice name={name} value="odd" label={`Failed or stuck ${formatCount(odd)}`} />
        </fieldset>
      ) : null}
      {total > calls.length ? (
        <p className="text-xs text-muted">
          The newest {formatCount(calls.length)}; {formatCount(total - calls.length)} older ones are in the list.
        </p>
      ) : null}
      {groups.length > 1 ? <p className="text-xs text-muted">Each turn has a scale of its own.</p> : null}
      {groups.length > 0 ? (
        <div ref={box} className="max-h-[26rem] overflow-y-auto">
          <table className="w-full table-fixed">
            <caption className="sr-only">Tool calls over time, oldest first, by turns</caption>
            <thead className="sr-only">
              <tr>
                <th scope="col">Tool</th>
                <th scope="col">When in the turn</th>
                <th scope="col">Duration</th>
              </tr>
            </thead>
            {groups.map((group) => (
              <Turn key={group.calls[0]!.call.id} group={group} isOdd={isOdd} chatId={chatId} opened={opened} />
            ))}
          </table>
        </div>
      ) : null}
    </PanelSection>
  );
}

function gistOf(total: number, failed: number) {
  if (total === 0) return "none";
  return (
    <>
      {failed > 0 ? <span className="font-medium text-red">{formatCount(failed)} failed</span> : "none failed"} of {formatCount(total)}
    </>
  );
}

function Choice({ name, value, label, isFirst }: { name: string; value: string; label: string; isFirst?: boolean }) {
  const id = `${name}-${value}`;
  return (
    <span className="flex">
      <input id={id} type="radio" name={name} value={value} defaultChecked={isFirst} data-calls={value} className="peer sr-only" />
      <label
        htmlFor={id}
        className={cn(
          "flex h-6 items-center px-2 text-muted peer-checked:bg-accent-soft peer-checked:font-medium peer-checked:text-accent-text pointer-coarse:h-9",
          "peer-focus-visible:outline-2 peer-focus-visible:outline-accent-text",
          isFirst ? "rounded-l-md" : "rounded-r-md",
        )}
      >
        {label}
      </label>
    </span>
  );
}

/** Rows and turns that carry this are hidden while only failed and stuck calls are asked for. */
const hiddenWhenOdd = "group-has-[[data-calls=odd]:checked]/calls:hidden";

interface TurnProps {
  group: CallGroup<TimedToolCall>;
  isOdd: (call: TimedToolCall) => boolean;
  chatId: string;
  opened: boolean;
}

function Turn({ group, isOdd, chatId, opened }: TurnProps) {
  return (
    <tbody className={cn("border-t border-line first-of-type:border-t-0", !group.calls.some(({ call }) => isOdd(call)) && hiddenWhenOdd)}>
      <tr>
        <th scope="rowgroup" colSpan={3} className="pt-1.5 text-left text-xs font-normal text-muted">
          <span className="flex justify-between gap-2">
            <span className="truncate">
              <Time at={group.startedAt} style="datetime" className="font-medium text-ink" />
              {group.idle === null ? null : <span> · {formatDuration(group.idle)} later</span>}
            </span>
            {group.calls.length > 1 ? <span className="shrink-0">{formatDuration(group.span)}</span> : null}
          </span>
        </th>
      </tr>
      {group.calls.map((placed) => (
        <CallRow key={placed.call.id} placed={placed} span={group.span} isOdd={isOdd(placed.call)} chatId={chatId} opened={opened} />
      ))}
    </tbody>
  );
}

interface CallRowProps {
  placed: PlacedCall<TimedToolCall>;
  /** Milliseconds that the turn's scale has. */
  span: number;
  isOdd: boolean;
  chatId: string;
  opened: boolean;
}

function CallRow({ placed, span, isOdd, chatId, opened }: CallRowProps) {
  const { call, within, waited, ran } = placed;
  const page = `/tool-calls/${encodeURIComponent(call.id)}`;
  const status = statusLabel("tool-call", call.status);
  const inTranscript = `/chats/${encodeURIComponent(chatId)}?${new URLSearchParams({ call: call.id })}`;
  const jump = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (scrollTo(`call-${call.id}`)) event.preventDefault();
  };
  return (
    <tr className={cn("group/row relative", !isOdd && hiddenWhenOdd)}>
      <th scope="row" className="w-[38%] pt-0.5 pb-1 pr-2 text-left leading-4 font-normal">
        <Link
          to={opened ? inTranscript : page}
          discover="none"
          onClick={opened ? jump : undefined}
          title={`${call.toolName}: ${opened ? "show it in the transcript" : "open the call"}`}
          className="block truncate rounded-sm font-medium hover:text-accent-text hover:underline"
        >
          {call.toolName}
        </Link>
        <span className={cn("block truncate text-xs", look(call.status).text)}>
          {status}
          {within > 0 ? <span className="text-muted"> · +{formatDuration(within)}</span> : null}
        </span>
      </th>
      <td className="py-1">
        <Bar within={within} waited={waited} ran={ran} span={span} fill={look(call.status).fill} />
      </td>
      <td className="w-[5.5rem] py-0.5 pl-2 text-right text-xs whitespace-nowrap">
        <span className={cn(ran === null && "text-muted")}>{ran === null ? "not finished" : formatDuration(ran)}</span>
        <Link
          to={page}
          discover="none"
          aria-label={`Open the ${call.toolName} call`}
          title="Open the call"
          className="ml-1 inline-flex size-6 items-center justify-center rounded-sm align-middle text-muted hover:bg-sunken hover:text-ink"
        >
          <ExternalLink aria-hidden="true" className="size-3.5" />
        </Link>
      </td>
    </tr>
  );
}

interface BarProps extends Pick<PlacedCall<never>, "within" | "waited" | "ran"> {
  span: number;
  fill: string;
}

/** From when to when: faint in the queue, full while it ran, open to the right where it has not ended. */
function Bar({ within, waited, ran, span, fill }: BarProps) {
  const share = (milliseconds: number) => `${(Math.min(milliseconds, span) / span) * 100}%`;
  return (
    <div aria-hidden="true" className="relative h-4 overflow-hidden rounded-sm bg-sunken">
      {waited > 0 ? (
        <div className={cn("absolute inset-y-1.5 opacity-40", fill)} style={{ left: share(within), width: share(waited) }} />
      ) : null}
      <div
        className={cn("absolute inset-y-0.5 min-w-1 rounded-xs", fill, ran === null && "rounded-r-none opacity-60")}
        style={{ left: `min(${share(within + waited)}, 100% - 0.25rem)`, width: ran === null ? "100%" : share(ran) }}
      />
    </div>
  );
}

const looks: Record<string, { fill: string; text: string }> = {
  succeeded: { fill: "bg-green-solid", text: "text-muted" },
  failed: { fill: "bg-red-solid", text: "font-medium text-red" },
  timeout: { fill: "bg-red-solid", text: "font-medium text-red" },
  running: { fill: "bg-blue-solid", text: "font-medium text-blue" },
  queued: { fill: "bg-gray-solid", text: "font-medium text-gray" },
};

function look(status: string) {
  return (Object.hasOwn(looks, status) && looks[status]) || { fill: "bg-gray-solid", text: "text-muted" };
}
