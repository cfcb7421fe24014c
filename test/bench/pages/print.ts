import { isDeep } from "./facts.ts";
import type { MeasuredPage } from "./measure.ts";
import { limits, SCALE_LIMIT } from "./page.ts";

/** How many times its floors a page costs, and its first page. NaN where there is nothing to compare with. */
export interface Ratios {
  html: number;
  data: number;
  scale: number;
}

export function ratiosOf({ html, data, floor, small }: MeasuredPage): Ratios {
  const least = floor.bare + (floor.sql ?? Number.NaN);
  return { html: html.median / least, data: data.median / least, scale: small ? html.median / small.html : Number.NaN };
}

const HEADINGS = [
  "",
  "HTML ms",
  "p95",
  "data ms",
  "p95",
  "16 at once /s",
  "p95",
  "CPU ms",
  "queries",
  "alone ms",
  "bare ms",
  "best SQL ms",
  "HTML ×",
  "data ×",
  "scale ×",
];
const WIDTHS = [44, 8, 7, 8, 7, 14, 7, 7, 8, 9, 8, 12, 12, 12, 12];

export const heading = line(HEADINGS);

function line(cells: readonly string[]): string {
  return cells.map((cell, n) => (n === 0 ? cell.padEnd(WIDTHS[0]!) : cell.padStart(WIDTHS[n]!))).join(" ");
}

const ms = (time: number) => (time < 100 ? time.toFixed(1) : time.toFixed(0));

/** "3.1 ok", "5.2 SHORT", or nothing where nothing can be said. */
function judged(ratio: number, limit: number | undefined): string {
  if (Number.isNaN(ratio)) return "";
  return limit === undefined ? ratio.toFixed(1) : `${ratio.toFixed(limit < 2 ? 2 : 1)} ${ratio <= limit ? "ok" : "SHORT"}`;
}

export function pageLine(page: MeasuredPage): string {
  const ratios = ratiosOf(page);
  const limit = limits[page.kind];
  return line([
    page.label,
    ms(page.html.median),
    ms(page.html.p95),
    ms(page.data.median),
    ms(page.data.p95),
    page.atOnce.perSecond.toFixed(0),
    ms(page.atOnce.p95),
    ms(page.atOnce.cpu),
    String(page.queries.count),
    ms(page.queries.sum),
    ms(page.floor.bare),
    page.floor.sql === null ? "" : ms(page.floor.sql),
    judged(ratios.html, limit.html),
    judged(ratios.data, limit.data),
    // A page with fewer rows at the small scale does less there.
    `${judged(ratios.scale, SCALE_LIMIT)}${page.small && page.small.rows !== page.rows ? "*" : ""}`,
  ]);
}

/** What the whole comes to, a line a target. */
export function pageSummary(pages: readonly MeasuredPage[]): string[] {
  const count = (label: string, judged: readonly { label: string; ratio: number; limit: number }[]) => {
    const known = judged.filter(({ ratio }) => !Number.isNaN(ratio));
    if (known.length === 0) return [];
    const short = known.filter(({ ratio, limit }) => ratio > limit);
    const words = short.map((each) => `${each.label} ${each.ratio.toFixed(2)}`).join(", ");
    return [`${label}: ${known.length - short.length} of ${known.length} pages${words && `; short: ${words}`}`];
  };
  const firstOf = (page: MeasuredPage) => pages.find(({ path }) => path === page.path.split("?")[0]);
  return [
    ...count(
      "Whole HTML within its target",
      pages.map((page) => ({ label: page.label, ratio: ratiosOf(page).html, limit: limits[page.kind].html })),
    ),
    ...count(
      "Data request within its target",
      pages.map((page) => ({ label: page.label, ratio: ratiosOf(page).data, limit: limits[page.kind].data })),
    ),
    ...count(
      `At most ${SCALE_LIMIT} times what it costs at the small scale`,
      pages.map((page) => ({ label: page.label, ratio: ratiosOf(page).scale, limit: SCALE_LIMIT })),
    ),
    ...count(
      `A deep page costs what the first costs (at most ${DEEP_LIMIT} times)`,
      pages
        .filter(isDeep)
        .map((page) => ({ label: page.label, ratio: page.html.median / (firstOf(page)?.html.median ?? Number.NaN), limit: DEEP_LIMIT })),
    ),
  ];
}

/** What two measurements of the same page differ by on a machine that does other things too. */
const DEEP_LIMIT = 1.2;
