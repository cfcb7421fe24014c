import { describe, expect, test } from "vitest";
import { toolCallStatus } from "../../lib/db/values.ts";
import { moveForm } from "../../lib/tool-calls/move-form.ts";
import { legalMoves, moveTo, toolCallMoves } from "../../lib/tool-calls/tool-call-moves.ts";

describe("the table of legal moves", () => {
  test("says what each state allows", () => {
    expect(Object.fromEntries(toolCallStatus.map((status) => [status, legalMoves(status)]))).toEqual({
      queued: ["cancel"],
      running: ["cancel", "markFailed", "markTimedOut"],
      succeeded: [],
      failed: ["retry"],
      timeout: ["retry"],
      canceled: ["retry"],
    });
  });

  test("allows nothing from a state that nobody listed", () => {
    for (const status of ["exploded", "", "toString", "QUEUED"]) expect(legalMoves(status)).toEqual([]);
  });

  test("names a move by the state it ends in, which no other move does", () => {
    const targets = Object.values(toolCallMoves).map((move) => move.to);
    expect(new Set(targets).size).toBe(targets.length);
    expect(moveTo("canceled")).toBe("cancel");
    expect(moveTo("queued")).toBe("retry");
    expect(moveTo("failed")).toBe("markFailed");
    expect(moveTo("timeout")).toBe("markTimedOut");
    for (const nonsense of [null, "", "running", "succeeded", "toString"]) expect(moveTo(nonsense)).toBeUndefined();
  });
});

describe("the form of a move", () => {
  test("asks for a reason where the call is marked by hand", () => {
    for (const move of ["markFailed", "markTimedOut"] as const) {
      expect(moveForm(move).safeParse({}).success).toBe(false);
      expect(moveForm(move).safeParse({ reason: "  " }).success).toBe(false);
      expect(moveForm(move).parse({ reason: " hangs since noon " })).toEqual({ reason: "hangs since noon" });
    }
  });

  test("takes one, or none, where it is canceled or retried", () => {
    for (const move of ["cancel", "retry"] as const) {
      expect(moveForm(move).parse({})).toEqual({});
      expect(moveForm(move).parse({ reason: "the user asked" })).toEqual({ reason: "the user asked" });
      expect(moveForm(move).safeParse({ reason: "x".repeat(501) }).success).toBe(false);
    }
  });
});
