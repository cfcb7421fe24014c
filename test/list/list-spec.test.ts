import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auditList } from "../../lib/audit/audit.ts";
import { formatCursor } from "../../lib/list/cursor.ts";
import { PAGE_SIZES } from "../../lib/list/list-spec.ts";
import { seeded } from "../helpers/seeded.ts";
import { anyParams, anyQuery, anyText, thingList } from "./thing-list.ts";

const { defaults } = thingList;
const parse = (search: string) => thingList.parse(`/things?${search}`);
const cursor = { side: "after", key: "2026-03-10 12:00:00.123456", id: "thing_1" } as const;

describe("a URL as a query", () => {
  it("every query survives being said as a link and read again", () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        expect(thingList.parse(thingList.href(query))).toEqual(query);
        expect(thingList.parse(new URL(thingList.href(query), "https://purser.example"))).toEqual(query);
      }),
      seeded(1000),
    );
  });

  it("any parameters give a query, and the link of that query gives it again", () => {
    fc.assert(
      fc.property(anyParams, (params) => {
        const query = thingList.parse(new URLSearchParams(params));
        expect(thingList.parse(thingList.href(query))).toEqual(query);
        expect(PAGE_SIZES).toContain(query.size);
        expect(Object.hasOwn(thingList.sort, query.sort.key)).toBe(true);
      }),
      seeded(2000),
    );
  });

  it("text that is no query string gives a query too", () => {
    fc.assert(
      fc.property(anyText(400), (url) => {
        expect(() => thingList.parse(url)).not.toThrow();
      }),
      seeded(500),
    );
  });

  it.each([
    "",
    "page=2&offset=50&unknown=1",
    "sort=",
    "sort=nothing",
    "sort=--createdAt",
    "sort=__proto__",
    "sort=constructor",
    "sort=-toString",
    "size=0",
    "size=-50",
    "size=51",
    "size=1e9",
    "size=NaN",
    "size=99999999999999999999",
    "columns=",
    "columns=__proto__,constructor",
    "total=EXACT",
    "after=",
    "after=bm9uc2Vuc2U",
    "before=%F0%9F%98%80",
    "status=",
    "status=unknown",
    "status=__proto__&status=constructor&status=toString",
    "tag=&tag=+&tag=%00",
    "open=maybe",
    "note=%00%00",
    "note=++",
    "when=2026-03-01",
    "when.from=2026-02-30",
    "when.from=yesterday&when.to=-1",
    "when.from=1969-12-31&when.to=2200-01-01",
    "when.from=2026-03-01T25:00:00Z",
    "when.from=2026-03-01T09:30:00%2B01:00",
    "price.min=1e5",
    "price.min=1,5&price.max=9999999999999",
    "price.min=Infinity",
    "uses.min=1.5&uses.max=9999999999999999",
    "over=-1",
    "over=9999999999999",
    "__proto__=1&constructor=2&toString=3",
    "filters=1&q[]=2",
  ])("%j gives the default list", (search) => {
    expect(parse(search)).toEqual(defaults);
  });

  it("reads a repeated parameter once where one is wanted, and every value where several are", () => {
    expect(parse("q=a&q=b").q).toBe("a");
    expect(parse("sort=name&sort=-amount").sort).toEqual({ key: "name", direction: "asc" });
    expect(parse("status=done&status=new&status=done&status=other").filters.status).toEqual(["done", "new"]);
    expect(parse("columns=amount&columns=note,name&columns=nothing").columns).toEqual(["name", "amount", "note"]);
  });

  it("takes at most 200 values, each of at most 200 characters", () => {
    const many = Array.from({ length: 500 }, (_, n) => `tag=${n}`).join("&");
    expect(parse(many).filters.tag).toHaveLength(200);
    expect(parse(`tag=${"x".repeat(5000)}`).filters.tag).toEqual(["x".repeat(200)]);
    expect(parse(`q=${"x".repeat(5000)}`).q).toHaveLength(200);
  });

  it("has no search where the list has none", () => {
    expect(parse("q=a#q=b").q).toBe("a");
    expect(auditList.parse("/audit?q=a")).toEqual(auditList.defaults);
  });
});

describe("a query as a link", () => {
  it("never writes a default", () => {
    expect(thingList.href(defaults)).toBe("/things");
    expect(thingList.href(parse("sort=-createdAt&size=50&q=&status=unknown&total=no"))).toBe("/things");
    expect(thingList.href(parse("status=new"), { filters: {} })).toBe("/things");
    expect(thingList.link({})).toBe("/things");
    fc.assert(
      fc.property(anyQuery, (query) => {
        for (const [name, value] of thingList.params(query)) {
          expect([name, value]).not.toEqual(["sort", "-createdAt"]);
          expect([name, value]).not.toEqual(["size", "50"]);
          expect(["q", "total", "columns"].includes(name) && value === "").toBe(false);
        }
      }),
      seeded(300),
    );
  });

  it("drops the cursor and the exact count with any change of what is listed", () => {
    const query = { ...parse("status=new&total=exact"), cursor };
    const at = (href: string) => {
      const { cursor, exact } = thingList.parse(href);
      return { cursor, exact };
    };
    const kept = { cursor, exact: true };
    const dropped = { cursor: undefined, exact: false };
    expect(at(thingList.href(query))).toEqual(kept);
    expect(at(thingList.href(query, { columns: ["name"] }))).toEqual(kept);
    expect(at(thingList.href(query, { exact: false }))).toEqual({ cursor, exact: false });
    expect(at(thingList.href(query, { q: "a" }))).toEqual(dropped);
    expect(at(thingList.href(query, { size: 25 }))).toEqual(dropped);
    expect(at(thingList.href(query, { sort: { key: "name", direction: "asc" } }))).toEqual(dropped);
    expect(at(thingList.href(query, { filters: {} }))).toEqual(dropped);
    expect(at(thingList.href(thingList.withFilter(query, "open", true)))).toEqual(dropped);
    expect(at(thingList.href(thingList.withFilter(query, "status", undefined)))).toEqual(dropped);
  });

  it("a cursor means nothing under another order", () => {
    const word = formatCursor("-createdAt", cursor);
    expect(parse(`after=${word}`).cursor).toEqual(cursor);
    expect(parse(`before=${word}`).cursor).toEqual({ ...cursor, side: "before" });
    expect(parse(`sort=createdAt&after=${word}`).cursor).toBeUndefined();
    expect(parse(`sort=name&after=${word}`).cursor).toBeUndefined();
    expect(parse(`after=${word}&before=${word}`).cursor?.side).toBe("after");
  });

  it("pageHref, exportHref, link and withFilter say what they are for", () => {
    const query = parse("q=a&open=yes&sort=name&size=25&columns=name&total=exact");
    const page = thingList.parse(thingList.pageHref(query, "before", { key: "Ä", id: "2" }));
    expect(page).toEqual({ ...query, cursor: { side: "before", key: "Ä", id: "2" } });
    expect(thingList.exportHref({ ...query, cursor })).toBe("/things.csv?q=a&open=yes&sort=name&columns=name");
    expect(thingList.link({ status: ["new", "lost"] }, { exact: true })).toBe("/things?status=new&status=lost&total=exact");
    expect(thingList.withFilter(query, "open", undefined).filters).toEqual({});
    expect(query.filters).toEqual({ open: true });
  });

  it("knows an unfiltered list from one that order, size and columns alone have changed", () => {
    expect(thingList.isUnfiltered(parse("sort=name&size=25&columns=name&total=exact"))).toBe(true);
    expect(thingList.isUnfiltered(parse("q=a"))).toBe(false);
    expect(thingList.isUnfiltered(parse("open=no"))).toBe(false);
    expect(thingList.isUnfiltered(parse("uses.min=0"))).toBe(false);
  });
});
