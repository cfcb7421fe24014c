import { Link } from "@remix-run/react";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { namedRowsHref, newExportHref } from "~lib/exports/export-links.ts";
import { scopeLabel } from "~lib/exports/export-run.ts";
import { formatCount } from "~lib/format.ts";
import { Button } from "../ui/button";
import { Disclosure } from "../ui/disclosure";
import type { ListViewProps } from "./list-view";
import { countWords, type KnownTotal, nounFor } from "./pager";
import { toolClass } from "./toolbar";

const linkClass = "w-fit text-accent-text hover:underline pointer-coarse:py-2";

interface ExportMenuProps extends Pick<ListViewProps<{ id: string }>, "spec" | "query" | "page"> {
  total: KnownTotal;
}

/** Takes everything that matches away as a file, or the rows of this page, each said with its name and its size. */
export function ExportMenu({ spec, query, page, total }: ExportMenuProps) {
  const onPage = { scope: "page", ids: page.rows.map(({ id }) => id) } as const;
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
      <div className="flex flex-col gap-3 sm:w-72">
        <ScopeOfFile title={scopeLabel.all} count={total ? `${countWords(total)} ${nounFor(total, spec)}` : spec.noun[1]}>
          <Button variant="primary" size="sm" asChild>
            <a href={spec.exportHref(query)} download>
              Export {total?.exact ? countWords(total) : "all"} as CSV
            </a>
          </Button>
          <Link to={newExportHref(spec, query)} discover="none" className={linkClass}>
            Columns, CSV or XLSX
          </Link>
        </ScopeOfFile>
        {total?.exact || total?.timedOut ? null : (
          <Link to={spec.href(query, { exact: true })} discover="none" className={linkClass}>
            Count exactly first
          </Link>
        )}
        {page.next || page.previous ? (
          <ScopeOfFile title={scopeLabel.page} count={`${formatCount(page.rows.length)} ${spec.noun[page.rows.length === 1 ? 0 : 1]}`}>
            <Button size="sm" asChild>
              <a href={namedRowsHref(spec, query, onPage)} download>
                Only this page as CSV
              </a>
            </Button>
            <Link to={newExportHref(spec, query, onPage)} discover="none" className={linkClass}>
              Columns, CSV or XLSX
            </Link>
          </ScopeOfFile>
        ) : null}
        <p className="text-xs text-muted">
          Select rows to export them alone. A file ends with its row count; one that does not is not whole.
        </p>
      </div>
    </Disclosure>
  );
}

/** One of the named scopes: what it is called, how much it is, and the ways to take it. */
function ScopeOfFile({ title, count, children }: { title: string; count: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-1.5 border-b border-line pb-3">
      <p className="flex items-baseline justify-between gap-3">
        <strong className="font-medium">{title}</strong>
        <span className="text-muted tabular-nums">{count}</span>
      </p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">{children}</div>
    </section>
  );
}
