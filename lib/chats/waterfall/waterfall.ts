/** What a waterfall needs of a tool call. Times are instants; `finishedAt` is null for a call that has not ended. */
export interface TimedCall {
  id: string;
  createdAt: Date | string;
  startedAt: Date | string | null;
  finishedAt: Date | string | null;
}

/** A call with its place in time; all in milliseconds. */
export interface PlacedCall<Call> {
  call: Call;
  /** From the first call of all to this one. */
  offset: number;
  /** From the first call of its group to this one. */
  within: number;
  /** In the queue, before it started. */
  waited: number;
  /** From its start to its end; null for a call that has not ended. */
  ran: number | null;
}

/** Calls that follow one another without a long pause: one turn of the conversation, mostly. */
export interface CallGroup<Call> {
  startedAt: Date;
  /** How long nothing was called before the group; null for the first. */
  idle: number | null;
  /** From its first call to the end of its last, at least one second, so that it can be drawn. */
  span: number;
  calls: PlacedCall<Call>[];
}

/** A longer pause ends a group: while a person reads and types, nothing is called. */
const PAUSE = 30_000;
/** A call that hangs for hours does not keep its group open for so long. */
const LONGEST = 10 * 60_000;
/** A call that has not ended has at least so much room. */
const OPEN_END = 2000;

/** Puts calls, in any order, in groups by time, so that bars stay visible though people come back to a chat after days. */
export function groupCalls<Call extends TimedCall>(calls: readonly Call[]): CallGroup<Call>[] {
  const timed = calls.map((call) => ({ call, ...timesOf(call) })).sort((a, b) => a.start - b.start || (a.call.id < b.call.id ? -1 : 1));
  const first = timed[0]?.start ?? 0;
  const groups: CallGroup<Call>[] = [];
  let openUntil = Number.NEGATIVE_INFINITY;
  for (const { call, start, ran, waited, end } of timed) {
    let group = groups.at(-1);
    if (!group || start - openUntil > PAUSE) {
      group = { startedAt: new Date(start), idle: group ? start - openUntil : null, span: 1000, calls: [] };
      groups.push(group);
      openUntil = start;
    }
    const within = start - group.startedAt.getTime();
    group.calls.push({ call, offset: start - first, within, waited, ran });
    group.span = Math.max(group.span, end - group.startedAt.getTime());
    openUntil = Math.max(openUntil, Math.min(end, start + LONGEST));
  }
  return groups;
}

function timesOf({ createdAt, startedAt, finishedAt }: TimedCall) {
  const created = new Date(createdAt).getTime();
  // Clocks of two machines may disagree: nothing ends before it began.
  const started = Math.max(startedAt === null ? created : new Date(startedAt).getTime(), created);
  const finished = finishedAt === null ? null : Math.max(new Date(finishedAt).getTime(), started);
  // What was canceled in the queue has waited and never ran.
  const neverRan = startedAt === null && finished !== null;
  return {
    start: created,
    waited: neverRan ? finished - created : startedAt === null ? 0 : started - created,
    ran: finished === null || neverRan ? null : finished - started,
    end: finished ?? started + OPEN_END,
  };
}
