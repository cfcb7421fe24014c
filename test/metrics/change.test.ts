import { describe, expect, test } from "vitest";
import { changeOf, changeWords } from "../../lib/metrics/change.ts";

const words = (current: number, previous: number) => changeWords(changeOf(current, previous));

describe("change against the previous period", () => {
  test("is a percentage of what was", () => {
    expect(words(112, 100)).toBe("+12%");
    expect(words(1034, 1000)).toBe("+3.4%");
    expect(words(50, 100)).toBe("−50%");
    expect(words(0, 100)).toBe("−100%");
    expect(words(97, 100)).toBe("−3%");
  });

  test("is new where nothing was, never infinite", () => {
    expect(words(5, 0)).toBe("new");
    expect(words(-5, 0)).toBe("new");
    expect(words(0, 0)).toBe("no change");
    expect(words(7, 7)).toBe("no change");
  });

  test("says so where it is too large or too small to be read", () => {
    expect(words(5000, 3)).toBe("over +999%");
    expect(words(10_001, 10_000)).toBe("hardly changed");
    expect(words(9_999, 10_000)).toBe("hardly changed");
  });

  test("of numbers that are not exact is none that could be theirs alone", () => {
    expect(changeWords(changeOf(108, 100), 12)).toBe("hardly changed");
    expect(changeWords(changeOf(100, 100), 12)).toBe("hardly changed");
    expect(changeWords(changeOf(117, 100), 12)).toBe("+17%");
    expect(changeWords(changeOf(117, 0), 12)).toBe("new");
  });

  test("of money that was lost goes up when less is lost", () => {
    expect(words(-50, -100)).toBe("+50%");
    expect(words(50, -100)).toBe("+150%");
  });
});
