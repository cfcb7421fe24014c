/** Clocks of the product's servers and of its database do not agree to the millisecond. */
const SLACK_MS = 1_000;
/** No turn of a conversation takes longer. */
const LONGEST_MS = 3_600_000;

/** When a message was written, and from when to when the calls of its turn can have been made. Milliseconds. */
export interface TurnTimes {
  at: number;
  /** From the user's message before it. */
  from: number;
  /** From the end of the turn before: for products that write a question only together with its answer. */
  wideFrom: number;
  to: number;
}

/**
 * The times of messages' turns, oldest first. A turn begins with a user's message and ends before the next; where that is not among the
 * given messages, the turn is taken to be as long as one can be.
 */
export function turnTimes(messages: readonly { role: string; createdAt: Date }[]): TurnTimes[] {
  const at = messages.map((message) => message.createdAt.getTime());
  const isUser = (i: number) => messages[i]!.role === "user";
  // For each message, the user's message that begins its turn (-1 where none is known) and the one that ends it.
  const starts: number[] = [];
  let start = -1;
  for (let i = 0; i < messages.length; i++) {
    if (isUser(i)) start = i;
    starts.push(start);
  }
  const nexts = new Map<number, number>();
  let next = messages.length;
  for (let i = messages.length - 1; i >= 0; i--) {
    nexts.set(i, next);
    if (isUser(i)) next = i;
  }
  return at.map((time, i) => {
    const [start, next] = [starts[i]!, nexts.get(i)!];
    const earliest = time - LONGEST_MS;
    const from = start >= 0 ? at[start]! : earliest;
    const wideFrom = start > 0 ? at[start - 1]! : earliest;
    const to = next < messages.length ? at[next]! : time + LONGEST_MS;
    return {
      at: time,
      from: Math.max(from, earliest) - SLACK_MS,
      wideFrom: Math.max(Math.min(wideFrom, from), earliest) - SLACK_MS,
      to: Math.min(to, time + LONGEST_MS),
    };
  });
}
