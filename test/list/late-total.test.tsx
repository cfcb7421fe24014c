import { describe, expect, test } from "vitest";
import { AddingUp } from "../../app/components/data-table/adding-up.tsx";
import { ListView } from "../../app/components/data-table/list-view.tsx";
import type { Late } from "../../app/http/use-streamed.ts";
import type { Total } from "../../lib/list/total.server.ts";
import { draw } from "../helpers/draw.tsx";
import { thingList } from "./thing-list.ts";

const page = { rows: [{ id: "thing-1" }], next: undefined, previous: undefined };
const columns = [{ id: "name", cell: (row: { id: string }) => row.id }];
const never = new Promise<never>(() => {});

function list(total: Late<Total>, search = "") {
  const query = thingList.parse(`?${search}`);
  return draw(
    <ListView
      spec={thingList}
      query={query}
      page={page}
      total={total}
      columns={columns}
      rowHref={() => undefined}
      nothingYet="None."
      canExport
      summary={
        <AddingUp part={total} spec={thingList} query={query}>
          {({ count }) => <p>{`${count} in all`}</p>}
        </AddingUp>
      }
    />,
  );
}

describe("a list", () => {
  test("says in its document how many rows match, where that was read with them", () => {
    const html = list({ count: 1234, exact: true });
    expect(html).toContain('data-total="1234"');
    expect(html).toContain("1,234");
    expect(html).toContain("1234 in all");
    expect(html).not.toContain("Counting");
    expect(list({ count: 10_000, exact: false })).toContain("10,000+");
  });

  test("shows its rows while they are still counted, with a way to wait for that without scripts", () => {
    const html = list(never, "status=new");
    expect(html).toContain("thing-1");
    expect(html).not.toContain("data-total");
    const ways = [...html.matchAll(/<a [^>]*href="([^"]*total=exact[^"]*)"[^>]*>([^<]*)</g)].map(([, href, words]) => [words, href]);
    const href = "/things?status=new&amp;total=exact";
    expect(ways).toEqual(
      expect.arrayContaining([
        ["Add them up", href],
        ["Count them", href],
      ]),
    );
  });

  test("does without a count that cannot be read", () => {
    const html = list(null);
    expect(html).toContain("thing-1");
    expect(html).toContain("Not counted");
    expect(html).not.toContain("Counting");
  });

  test("says that one or two letters are found where words begin", () => {
    expect(list(null, "q=jo")).toContain("where a word of a name or title begins");
    expect(list(null, "q=joe")).not.toContain("where a word");
  });
});
