import { type ChatRows, makeChat } from "./chats.ts";
import { busyMoments, type DemoClock } from "./clock.ts";
import type { Random } from "./random.ts";
import { makeOpenChats, makeSpecialChats } from "./special-chats.ts";
import type { DemoUser } from "./users.ts";
import { pickVisitor } from "./visitors.ts";

/**
 * Every chat, one after the other, so that only a few are in memory at a time: the special ones, those that are going on, then the
 * ordinary ones of two years.
 *
 * @param users oldest first
 */
export function* allChats(
  random: Random,
  clock: DemoClock,
  users: readonly DemoUser[],
  power: DemoUser,
  counts: { chats: number; open: number },
): Generator<ChatRows> {
  yield* makeSpecialChats(random.fork("special"), clock, users, power);
  yield* makeOpenChats(random.fork("open"), clock, users, power, counts.open);
  const moment = busyMoments(clock, 6);
  for (let i = 0; i < counts.chats; i++) {
    const own = random.fork(`chat ${i}`);
    const at = moment(own);
    const visitor = pickVisitor(own, users, at);
    const turns = own.pick([1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5, 6]);
    const rows = visitor && makeChat(own, clock, { user: visitor, at, turns });
    if (rows) yield rows;
  }
}
