import fc from "fast-check";
import { addDays } from "../../lib/list/day.ts";
import type { AnyFilter, ListSpec } from "../../lib/list/list-spec.ts";
import { changeDays } from "./random-rows.ts";

/** What the open sets of the random rows hold, by filter. */
const values: Readonly<Record<string, readonly string[]>> = {
  status: ["succeeded", "failed", "none", "on_hold", "active", "past_due", "trialing", "canceled", "nobody-has-this"],
  currency: ["USD", "EUR", "JPY", "KWD", "usd", "eur", "jpy", "kwd"],
  interval: ["day", "month", "year", "quarter"],
  tool: ["search_flights", "price_offer"],
  role: ["user", "assistant", "system"],
  user: Array.from({ length: 30 }, (_, index) => `user_${index}`),
  chat: ["chat_1", "chat_2", "chat_3"],
  id: ["pay_1", "pay_odd_1", "sub_1", "user_1", "messages:none"],
};

const nearDays = fc
  .tuple(fc.constantFrom(...changeDays, "2026-06-15"), fc.integer({ min: -40, max: 2 }))
  .map(([day, apart]) => addDays(day, apart));
const instants = fc.constantFrom("2026-03-29T01:00:00.000Z", "2026-10-25T00:30:00.000Z", "2026-11-01T06:00:00.000Z");
const ends = fc.oneof({ weight: 4, arbitrary: nearDays }, { weight: 1, arbitrary: instants });

function paramsOf(name: string, filter: AnyFilter): fc.Arbitrary<[string, string][]> {
  switch (filter.kind) {
    case "days":
      return fc
        .record({ from: ends, to: ends }, { requiredKeys: [] })
        .map((range) => Object.entries(range).map(([end, day]): [string, string] => [`${name}.${end}`, day]));
    case "amounts":
    case "counts":
      return fc.constantFrom<[string, string][]>([[`${name}.min`, "100"]], [[`${name}.max`, "5000000"]]);
    case "at-least":
      return fc.constantFrom("0", "5", "30").map((count): [string, string][] => [[name, count]]);
    case "text":
      return fc.constant<[string, string][]>([[name, "e"]]);
    default: {
      const options = filter.options?.map(({ value }) => value) ?? values[name] ?? ["nobody-has-this"];
      return fc
        .uniqueArray(fc.constantFrom(...options), { minLength: 1, maxLength: 5 })
        .map((chosen) => chosen.map((value): [string, string] => [name, value]));
    }
  }
}

/** The parameters of any list that `spec` declares: everything, or a few of its filters, often a range of days. */
export function anyScope(spec: Pick<ListSpec, "filters" | "search">): fc.Arbitrary<URLSearchParams> {
  const names = Object.keys(spec.filters);
  const days = names.filter((name) => spec.filters[name]!.kind === "days");
  const some = fc
    .record({
      any: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }),
      range: fc.option(fc.constantFrom(...days), { freq: 2, nil: undefined }),
      q: fc.option(fc.constantFrom("user", "1", "nobody is called this"), { freq: 8, nil: undefined }),
    })
    .chain(({ any, range, q }) => {
      const chosen = [...new Set(range ? [...any, range] : any)];
      return fc
        .tuple(...chosen.map((name) => paramsOf(name, spec.filters[name]!)))
        .map((pairs) => new URLSearchParams([...pairs.flat(), ...(q && spec.search ? [["q", q]] : [])]));
    });
  return fc.oneof({ weight: 1, arbitrary: fc.constant(new URLSearchParams()) }, { weight: 6, arbitrary: some });
}
