import { expect } from "vitest";

/** As near to a number as a share of it, and half of one more for rounding to whole ones; null where it is. */
export function expectWithin(value: number | null, exact: number | null, share: number, message?: string): void {
  if (value === null || exact === null) expect(value, message).toBe(exact);
  else
    expect(Math.abs(value - exact), `${message ?? ""} ${value} is not within ${share} of ${exact}`).toBeLessThanOrEqual(
      Math.abs(exact) * share + 0.5,
    );
}
