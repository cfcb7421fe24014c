import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MovementKind, movementKinds } from "../../lib/reports/subscriptions/report-rows.ts";
import { monthly, roundMovements } from "../../lib/reports/subscriptions/round-movements.ts";
import { seeded } from "../helpers/seeded.ts";

const amount = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 10 ** 14 }));
const anyMonth = fc.record({
  opening: amount,
  new: amount,
  reactivated: amount,
  expansion: amount,
  contraction: amount.map((value) => 0 - value),
  churned: amount.map((value) => 0 - value),
});

describe("what is shown of a month's movements", () => {
  test("adds up to the minor unit, and each is less than one away from the exact one", () => {
    fc.assert(
      fc.property(anyMonth, ({ opening, ...movements }) => {
        const shown = roundMovements(opening, movements);
        const closing = movementKinds.reduce((sum, kind) => sum + movements[kind], opening);
        expect(shown.opening).toBe(monthly(opening));
        expect(shown.closing).toBe(monthly(closing));
        expect(movementKinds.reduce((sum, kind) => sum + shown.movements[kind], shown.opening)).toBe(shown.closing);
        for (const kind of movementKinds) {
          expect(Math.abs(shown.movements[kind] * 12 - movements[kind])).toBeLessThan(12);
          if (movements[kind] % 12 === 0) expect(shown.movements[kind] * 12).toBe(movements[kind] + 0);
        }
      }),
      seeded(3000),
    );
  });

  test("is rounded half up where it is rounded alone", () => {
    expect([0, 5, 6, 17, 18, 12 * 999].map(monthly)).toEqual([0, 0, 1, 1, 2, 999]);
    const none: Record<MovementKind, number> = { new: 0, reactivated: 0, expansion: 0, contraction: 0, churned: 0 };
    // Two halves of a unit make one: the first of them in order is shown as it, the other as nothing.
    expect(roundMovements(0, { ...none, new: 6, expansion: 6 }).movements).toEqual({ ...none, new: 1 });
    expect(roundMovements(6, { ...none, churned: -6 })).toEqual({ opening: 1, closing: 0, movements: { ...none, churned: -1 } });
  });
});
