/** A page of the dashboard and the best SQL that there could be for what it shows. */
export interface Page {
  /** What it is called in the tables: its address, without ids. */
  label: string;
  /** Where it is, with its parameters. */
  path: string;
  kind: PageKind;
  /** Written by hand, one after the other; none where nobody has written it. */
  best: readonly string[];
}

/** `small`: a list of a table that is small in every product. */
export type PageKind = "list" | "detail" | "overview" | "report" | "small";

/** How many times the bare page and the best SQL together a page may cost, as HTML and as data. */
export const limits: Readonly<Record<PageKind, { html: number; data: number }>> = {
  list: { html: 4, data: 2 },
  detail: { html: 4, data: 2 },
  overview: { html: 6, data: 3 },
  report: { html: 6, data: 3 },
  small: { html: 4, data: 2 },
};

/** How many times what it costs at scale 0.01 a page may cost at scale 1. */
export const SCALE_LIMIT = 1.3;

/** How a page's data is asked for by a click inside the dashboard. */
export function dataPath(path: string): string {
  const [pathname = "", search] = path.split("?");
  return `${pathname === "/" ? "/_root" : pathname}.data${search ? `?${search}` : ""}`;
}
