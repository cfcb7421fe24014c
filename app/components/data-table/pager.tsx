import { Link } from "@remix-run/react";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "~lib/format.ts";
import { PAGE_SIZES } from "~lib/list/list-spec.ts";
import type { Total } from "~lib/list/total.server.ts";
import { explainHref } from "~lib/numbers/explained-number.ts";
import { countOfList } from "~lib/numbers/number-words.ts";
import { cn } from "../ui/cn";
import type { ListViewProps } from "./list-view";
import { PageLink } from "./page-link";

/** Of a list: undefined while its rows are still counted, null where that cannot be done. */
export type KnownTotal = Total | null | undefined;

interface PagerProps extends Pick<ListViewProps<{ id: string }>, "spec" | "query" | "page"> {
  total: KnownTotal;
}

/** How many rows match, the size of a page, and the pages beside this one. */
export function Pager({ spec, query, page, total }: PagerProps) {
  const number = countOfList(spec.path);
  return (
    <nav aria-label="Pages" className="no-print flex flex-wrap items-center justify-between gap-x-6 gap-y-2 text-muted">
      <TotalCount spec={spec} query={query} total={total}>
        {number ? (
          <>
            {" · "}
            <Link to={explainHref(number, spec.params(query))} discover="none" className="link">
              explain<span className="sr-only"> this number</span>
            </Link>
          </>
        ) : null}
      </TotalCount>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex items-center gap-1">
          <span className="mr-1">Rows</span>
          {PAGE_SIZES.map((size) => (
            <Link
              key={size}
              to={spec.href(query, { size })}
              discover="none"
              aria-current={size === query.size ? "true" : undefined}
              aria-label={`${size} rows a page`}
              className={cn(
                "rounded-sm px-1.5 py-0.5 hover:bg-sunken hover:text-ink pointer-coarse:px-2.5 pointer-coarse:py-2",
                size === query.size && "bg-sunken font-medium text-ink",
              )}
            >
              {size}
            </Link>
          ))}
        </div>
        <div className="flex gap-2">
          <PageLink to={page.previous && spec.pageHref(query, "before", page.previous)} rel="prev">
            <ChevronLeft aria-hidden="true" />
            Previous
          </PageLink>
          <PageLink to={page.next && spec.pageHref(query, "after", page.next)} rel="next">
            Next
            <ChevronRight aria-hidden="true" />
          </PageLink>
        </div>
      </div>
    </nav>
  );
}

/** "1,234 payments", or "10,000+ payments" with a way to have them counted. */
function TotalCount({ spec, query, total, children }: Pick<PagerProps, "spec" | "query" | "total"> & { children?: ReactNode }) {
  if (!total) return <p aria-busy={total === undefined}>{total === null ? "Not counted" : <BeingCounted spec={spec} query={query} />}</p>;
  return (
    <p data-total={total.exact ? total.count : undefined}>
      <span className="font-medium text-ink">{countWords(total)}</span> {nounFor(total, spec)}
      {total.exact ? null : total.timedOut ? (
        <span> · counting them all takes too long; narrow the list</span>
      ) : (
        <>
          {" · "}
          <Link to={spec.href(query, { exact: true })} discover="none" className="link">
            count exactly
          </Link>
        </>
      )}
      {children}
    </p>
  );
}

/** Stands where the number of rows is on its way. Without scripts it cannot come behind the page, so there is a way to wait for it. */
function BeingCounted({ spec, query }: Pick<PagerProps, "spec" | "query">) {
  return (
    <>
      <span className="no-scripts:hidden">Counting…</span>
      <Link to={spec.href(query, { exact: true })} discover="none" className="link hidden no-scripts:inline">
        Count them
      </Link>
    </>
  );
}

/** "1,234", or "10,000+" where there are at least so many. */
export function countWords({ count, exact }: Total): string {
  return `${formatCount(count)}${exact ? "" : "+"}`;
}

/** What so many rows are called. */
export function nounFor({ count, exact }: Total, { noun }: PagerProps["spec"]): string {
  return exact && count === 1 ? noun[0] : noun[1];
}
