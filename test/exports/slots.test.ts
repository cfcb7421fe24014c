import { afterEach, describe, expect, test } from "vitest";
import { takeSlot } from "../../lib/exports/slots.server.ts";

const held: (() => void)[] = [];
afterEach(() => {
  for (const giveBack of held.splice(0)) giveBack();
});

/** Takes a place for somebody else each time; the message where there is none. */
function take(poolMax: number, staffId = `staff-${held.length}`): string | undefined {
  try {
    held.push(takeSlot(staffId, poolMax));
  } catch (error) {
    return (error as Error).message;
  }
}

describe("places for exports", () => {
  test.each([
    [3, 1],
    [4, 1],
    [5, 2],
    [9, 4],
    [100, 4],
  ])("of a pool of %i leave a connection for the pages: %i", (poolMax, places) => {
    for (let place = 0; place < places; place++) expect(take(poolMax)).toBeUndefined();
    expect(take(poolMax)).toMatch(places === 1 ? /^1 export is under way/ : new RegExp(`^${places} exports are under way`));
    held.pop()!();
    expect(take(poolMax, "another")).toBeUndefined();
  });

  test.each([1, 2])("of a pool of %i there are none, and it is said what to change", (poolMax) => {
    expect(take(poolMax)).toMatch(/may open 3 connections.*DATABASE_POOL_MAX/);
  });

  test("of one person are two", () => {
    expect([take(10, "mia"), take(10, "mia")]).toEqual([undefined, undefined]);
    expect(take(10, "mia")).toMatch(/^2 of your exports/);
    expect(take(10, "leo")).toBeUndefined();
  });
});
