import { describe, expect, test } from "vitest";
import { addMonths, busyMoments, demoClock, HISTORY_DAYS, isoDay } from "../../lib/demo/clock.ts";
import { createRandom } from "../../lib/demo/random.ts";

describe("random numbers", () => {
  test("follow from their key", () => {
    const [a, b, other] = [createRandom("key"), createRandom("key"), createRandom("another key")];
    const drawn = Array.from({ length: 100 }, () => a.next());
    expect(Array.from({ length: 100 }, () => b.next())).toEqual(drawn);
    expect(Array.from({ length: 100 }, () => other.next())).not.toEqual(drawn);
    expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(new Set(drawn).size).toBe(100);
  });

  test("of a fork do not depend on what was drawn before", () => {
    const [a, b] = [createRandom("key"), createRandom("key")];
    b.next();
    expect(a.fork("chat 7").uuid()).toBe(b.fork("chat 7").uuid());
    expect(a.fork("chat 7").uuid()).not.toBe(a.fork("chat 8").uuid());
  });

  test("of 100,000 forks give 100,000 ids", () => {
    const random = createRandom("key");
    expect(new Set(Array.from({ length: 100_000 }, (_, i) => random.fork(`${i}`).id(16))).size).toBe(100_000);
  });

  test("are spread as asked", () => {
    const random = createRandom("key");
    const numbers = Array.from({ length: 10_000 }, () => random.int(1, 6));
    for (const side of [1, 2, 3, 4, 5, 6]) expect(numbers.filter((number) => number === side).length / 10_000).toBeCloseTo(1 / 6, 1);
    const names = Array.from({ length: 10_000 }, () => random.weighted({ often: 9, seldom: 1, never: 0 }));
    expect(names.filter((name) => name === "seldom").length / 10_000).toBeCloseTo(0.1, 1);
    expect(names).not.toContain("never");
    const times = Array.from({ length: 10_001 }, () => random.around(40, 0.6)).sort((x, y) => x - y);
    expect(times[5000]! / 40).toBeCloseTo(1, 1);
    expect(random.sample([1, 2, 3], 5).sort()).toEqual([1, 2, 3]);
  });
});

describe("the history", () => {
  test("has two years of whole days, the last of them today", () => {
    const clock = demoClock(new Date("2026-11-18T15:20:00Z"));
    expect([isoDay(clock.start), isoDay(clock.today), HISTORY_DAYS]).toEqual(["2024-11-19", "2026-11-18", 730]);
    const moment = busyMoments(clock, 5);
    const random = createRandom("key");
    const moments = Array.from({ length: 5000 }, () => moment(random));
    expect(moments.every((at) => at >= clock.start && at < clock.today + 86_400_000)).toBe(true);
    const half = (clock.start + clock.today) / 2;
    expect(moments.filter((at) => at > half).length).toBeGreaterThan(moments.filter((at) => at < half).length * 1.5);
  });

  test("has months that end on their last day", () => {
    const later = (from: string, months: number) => new Date(addMonths(Date.parse(from), months)).toISOString();
    expect(later("2026-01-31T10:00:00Z", 1)).toBe("2026-02-28T10:00:00.000Z");
    expect(later("2026-03-31T10:00:00Z", -1)).toBe("2026-02-28T10:00:00.000Z");
    expect(later("2024-02-29T10:00:00Z", 12)).toBe("2025-02-28T10:00:00.000Z");
    expect(later("2026-11-30T10:00:00Z", 3)).toBe("2027-02-28T10:00:00.000Z");
  });
});
