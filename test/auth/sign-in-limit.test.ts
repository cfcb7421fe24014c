import { describe, expect, test } from "vitest";
import { attemptsInMemory } from "../../lib/auth/sign-in-limit.ts";

describe("attempts that are counted in memory", () => {
  test("are refused above the limit until the window of the first one is over, each name by itself", () => {
    const attempt = attemptsInMemory({ window: 60, max: 2 });
    const at = (seconds: number) => 1_000_000 + seconds * 1000;
    expect([attempt("a", at(0)), attempt("a", at(10)), attempt("a", at(20)), attempt("a", at(59))]).toEqual([0, 0, 40, 1]);
    expect(attempt("b", at(20))).toBe(0);
    expect([attempt("a", at(60)), attempt("a", at(61)), attempt("a", at(62))]).toEqual([0, 0, 58]);
  });

  test("do not grow without end: the oldest name goes first", () => {
    const attempt = attemptsInMemory({ window: 60, max: 1 });
    attempt("first", 0);
    expect(attempt("first", 1)).toBeGreaterThan(0);
    for (let n = 0; n < 20_000; n++) attempt(`name ${n}`, 2);
    expect(attempt("first", 3)).toBe(0);
    expect(attempt("name 19999", 3)).toBeGreaterThan(0);
  });
});
