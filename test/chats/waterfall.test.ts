import { describe, expect, test } from "vitest";
import { groupCalls } from "../../lib/chats/waterfall/waterfall.ts";

const start = Date.parse("2026-03-10T12:00:00Z");
const at = (seconds: number | null) => (seconds === null ? null : new Date(start + seconds * 1000));
const call = (id: string, created: number, started: number | null, finished: number | null) => ({
  id,
  createdAt: at(created)!,
  startedAt: at(started),
  finishedAt: at(finished),
});

describe("the waterfall of a chat's tool calls", () => {
  test("puts calls of one turn on one scale, and a long pause between two turns on none", () => {
    const groups = groupCalls([call("c", 3600, 3601, 3603), call("a", 0, 1, 4), call("b", 10, 10, 11)]);
    expect(groups.map(({ calls }) => calls.map(({ call }) => call.id))).toEqual([["a", "b"], ["c"]]);
    expect(groups.map(({ idle, span }) => [idle, span])).toEqual([
      [null, 11_000],
      [3_589_000, 3000],
    ]);
    expect(groups[0]!.calls[0]).toMatchObject({ offset: 0, within: 0, waited: 1000, ran: 3000 });
    expect(groups[1]!.calls[0]).toMatchObject({ offset: 3_600_000, within: 0, waited: 1000, ran: 2000 });
  });

  test("shows calls that have not started or not ended, and is not held open by one that hangs", () => {
    const groups = groupCalls([
      call("queued", 0, null, null),
      call("running", 1, 2, null),
      call("hung", 3, 3, 7200),
      call("later", 3600, 3600, 3601),
    ]);
    expect(groups.map(({ calls }) => calls.map(({ call }) => call.id))).toEqual([["queued", "running", "hung"], ["later"]]);
    expect(groups[0]!.calls.map(({ waited, ran }) => [waited, ran])).toEqual([
      [0, null],
      [1000, null],
      [0, 7_197_000],
    ]);
  });

  test("survives clocks that disagree", () => {
    const [group] = groupCalls([call("a", 10, 5, 2)]);
    expect(group).toMatchObject({ span: 1000, calls: [{ waited: 0, ran: 0 }] });
    expect(groupCalls([])).toEqual([]);
  });
});
