import { DAY } from "./clock.ts";
import type { Random } from "./random.ts";
import type { DemoUser } from "./users.ts";

/**
 * Whoever opens a chat at a moment: somebody who has joined by then, rather an eager one or one who is new. Undefined where nobody has joined.
 *
 * @param users oldest first
 */
export function pickVisitor(random: Random, users: readonly DemoUser[], at: number): DemoUser | undefined {
  const joined = countJoined(users, at);
  let candidate: DemoUser | undefined;
  for (let attempt = 0; attempt < 12 && joined > 0; attempt++) {
    candidate = users[random.int(0, joined - 1)]!;
    const novelty = 0.15 + 0.85 * Math.exp(-(at - candidate.joined) / (30 * DAY));
    if (random.chance((0.04 + candidate.eagerness) * novelty)) return candidate;
  }
  return candidate;
}

function countJoined(users: readonly DemoUser[], at: number): number {
  let [low, high] = [0, users.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (users[middle]!.joined < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
