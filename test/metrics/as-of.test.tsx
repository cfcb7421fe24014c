import { describe, expect, test } from "vitest";
import { AsOf } from "../../app/components/as-of.tsx";
import { draw, textOf } from "../helpers/draw.tsx";

const at = new Date("2026-11-23T14:02:07Z");
const words = (replica: { lastChange: Date | null } | null) => textOf(draw(<AsOf at={at} replica={replica} />));

describe("of when numbers are", () => {
  test("is the moment at which they were read from the database itself, whose they are exactly", () => {
    expect(words(null)).toMatch(/^As of 23 Nov 2026, 14:02:07How exact.*The numbers are of this moment and exact/);
  });

  test("is the last change of the replica that they are read from, and nothing is said of now", () => {
    const said = words({ lastChange: new Date("2026-11-23T13:59:58Z") });
    expect(said).toMatch(/^With all changes until 23 Nov 2026, 13:59:58.*what came after it may not yet\./);
    expect(said).not.toMatch(/14:02|As of|and exact/);
  });

  test("is only when they were read where the replica cannot tell", () => {
    const said = words({ lastChange: null });
    expect(said).toMatch(/^Read 23 Nov 2026, 14:02:07.*may be behind/);
    expect(said).not.toMatch(/As of|this moment|and exact/);
  });
});
