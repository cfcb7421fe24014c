import { Link } from "@remix-run/react";
import { Download } from "lucide-react";
import { namedRowsHref, newExportHref } from "~lib/exports/export-links.ts";
import { formatCount } from "~lib/format.ts";
import { Button } from "../ui/button";
import { Disclosure } from "../ui/disclosure";
import type { ListViewProps } from "./list-view";
import { toolClass } from "./toolbar";

const linkClass = "w-fit text-accent-text hover:underline pointer-coarse:py-2";

/** Takes everything that matches away as a file, or the rows of this page, saying before how much that is. */
export function ExportMenu({ spec, query, page, total }: Pick<ListViewProps<{ id: string }>, "spec" | "query" | "page" | "total">) {
  const noun = total.exact && total.count === 1 ? spec.noun[0] : spec.noun[1];
  return (
    <Disclosure
      label="Export"
      align="end"
      summaryClassName={toolClass}
      summary={
        <>
          <Download aria-hidden="true" />
          <span className="max-sm:sr-only">Export</span>
        </>
      }
    >
      <div className="flex flex-col gap-2 sm:max-w-64">
        <p>
          <strong className="font-medium">
            {formatCount(total.count)}
            {total.exact ? "" : "+"} {noun}
          </strong>{" "}
          {spec.isUnfiltered(query) ? "in all" : "match"}. The file's last line says how many rows it holds.
        </p>
        {total.exact || total.timedOut ? null : (
          <Link to={spec.href(query, { exact: true })} discover="none" className="w-fit text-accent-text hover:underline">
            Count exactly first
          </Link>
        )}
        <Button variant="primary" size="sm" asChild className="self-start">
          <a href={spec.exportHref(query)} download>
            Export {total.exact ? formatCount(total.count) : "all that match"} as CSV
          </a>
        </Button>
        <Link to={newExportHref(spec, query)} discover="none" className={linkClass}>
          Choose columns, CSV or XLSX
        </Link>
        {page.next || page.previous ? (
          <a href={namedRowsHref(spec, query, { scope: "page", ids: page.rows.map(({ id }) => id) })} download className={linkClass}>
            Only the {formatCount(page.rows.length)} on this page
          </a>
        ) : null}
      </div>
    </Disclosure>
  );
}
