import { describe, expect, it } from "vitest";
import { addFigures, type Figures, figuresWords, parseFigures, sameFigures } from "../../lib/exports/figures.ts";

const figures = (rows: number, sums: Figures["sums"] = null): Figures => ({ rows, sums });

describe("figures", () => {
  it("are added up currency by currency, whatever a currency is called", () => {
    const one = figures(2, { EUR: { rows: 2, net: 30 }, JPY: { rows: 0, net: 0 } });
    const other = figures(1, JSON.parse('{"__proto__": {"rows": 1, "net": 7}}') as Figures["sums"]);
    const sum = addFigures(one, other);
    expect([sum.rows, Object.entries(sum.sums!)]).toEqual([
      3,
      [
        ["EUR", { rows: 2, net: 30 }],
        ["JPY", { rows: 0, net: 0 }],
        ["__proto__", { rows: 1, net: 7 }],
      ],
    ]);
    expect(addFigures(figures(1), figures(2))).toEqual(figures(3));
    expect(({} as Record<string, unknown>).net).toBeUndefined();
  });

  it("are the same where every sum of every currency is", () => {
    const sums = { EUR: { rows: 1, net: 5 } };
    expect(sameFigures(figures(1, sums), figures(1, { EUR: { net: 5, rows: 1 } }))).toBe(true);
    expect(sameFigures(figures(1, sums), figures(2, sums))).toBe(false);
    expect(sameFigures(figures(1, sums), figures(1, { EUR: { rows: 1, net: 6 } }))).toBe(false);
    expect(sameFigures(figures(1, sums), figures(1, { USD: { rows: 1, net: 5 } }))).toBe(false);
    expect(sameFigures(figures(1, sums), figures(1))).toBe(false);
  });

  it("come back from a form as they were sent, and not from nonsense", () => {
    const sent = figures(3, { KWD: { rows: 3, net: -5 } });
    expect(parseFigures(JSON.stringify(sent))).toEqual(sent);
    for (const text of [undefined, "", "x", "{}", '{"rows":-1,"sums":null}', '{"rows":1,"sums":{"EUR":{"net":"1"}}}', "null", "[]"])
      expect(parseFigures(text)).toBeUndefined();
  });

  it("are said in words with each currency's own decimals", () => {
    const columns = [
      { key: "rows", label: "Payments", isMoney: false },
      { key: "net", label: "Net", isMoney: true },
    ];
    expect(figuresWords(figures(2, { KWD: { rows: 1, net: 1005 }, JPY: { rows: 1, net: 500 } }), columns)).toBe(
      "2 rows; JPY: payments 1, net 500; KWD: payments 1, net 1.005",
    );
    expect(figuresWords(figures(1), [])).toBe("1 row");
  });
});
